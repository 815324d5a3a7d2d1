"""Answers come from bits of comparisons and from memory: both must say what the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from hypothesis import HealthCheck, given, settings

from bot.eligibility import NEIN, Aenderung, Antwort, Weg, assess, load_rules
from bot.eligibility.lage import Lage
from bot.eligibility.moeglich import current_answer
from bot.eligibility.pruefen import answer_of_weg, forget
from bot.profile import DEUTSCH_STUFEN, Profil, Value
from tests.eligibility.conftest import HEUTE, Ordner, befund, weg
from tests.eligibility.test_eigenschaften import person, regelwerk

EINIGE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
Jemand = tuple[date, dict[str, Value]]


@EINIGE
@given(person())
def test_bits_say_what_the_conditions_say_one_by_one(jemand: Jemand) -> None:
    stichtag, fakten = jemand
    lage = Lage(Profil.of(fakten, stichtag), stichtag)
    for einer in regelwerk().wege:
        assert answer_of_weg(einer, lage) is current_answer(einer, lage), einer.name


@EINIGE
@given(person())
def test_what_is_remembered_is_what_would_be_said_anew(jemand: Jemand) -> None:
    stichtag, fakten = jemand
    profil = Profil.of(fakten, stichtag)
    gemerkt = assess(regelwerk(), profil, stichtag, HEUTE)
    forget(regelwerk(), stichtag, HEUTE)
    assert assess(regelwerk(), profil, stichtag, HEUTE) == gemerkt


@EINIGE
@given(person())
def test_the_named_changes_are_the_first_that_help(jemand: Jemand) -> None:
    stichtag, fakten = jemand
    profil = Profil.of(fakten, stichtag)
    for gesagt in assess(regelwerk(), profil, stichtag, HEUTE):
        if gesagt.antwort is NEIN:
            einer = regelwerk().weg(gesagt.weg)
            erste = next(_helping(einer, profil, stichtag), ())
            assert gesagt.was_aendern == erste, gesagt.weg


def _helping(weg: Weg, profil: Profil, stichtag: date) -> Iterator[tuple[Aenderung, ...]]:
    """Every one or two changes that open a Weg, found by trying all of them."""
    passende = [einer for einer in regelwerk().aenderungen if _starts_from(einer, profil)]
    for anzahl in (1, 2):
        for auswahl in combinations(passende, anzahl):
            neu = {einer.fakt: einer.wert for einer in auswahl}
            lage = Lage(profil.mit(**neu), stichtag)
            if len(neu) == anzahl and current_answer(weg, lage) is not NEIN:
                yield auswahl


def _starts_from(aenderung: Aenderung, profil: Profil) -> bool:
    jetzt = profil.known(aenderung.fakt)
    if jetzt is None or jetzt == aenderung.wert or aenderung.von:
        return jetzt in aenderung.von
    stufen = DEUTSCH_STUFEN if aenderung.fakt == "deutsch" else ()
    return not stufen or stufen.index(str(jetzt)) < stufen.index(aenderung.wert)


def test_another_paper_takes_the_paragraph_with_it(regelordner: Ordner) -> None:
    regeln = load_rules(
        regelordner(
            weg("""
                - {aufenthalt: gestattung, sonst: "Nur mit Gestattung."}
                - nicht: {paragraf: p25_5}
                  sonst: "Nicht mit § 25 Abs. 5."
                """),
            aendern="""
                aenderungen:
                - {fakt: aufenthalt, wert: gestattung, von: [erlaubnis], satz: "Stell Antrag."}
                """,
        )
    )
    gesagt = befund(regeln, aufenthalt="erlaubnis", paragraf="p25_5")
    assert gesagt.antwort is NEIN
    assert [einer.satz for einer in gesagt.was_aendern] == ["Stell Antrag."]


def test_rules_read_later_are_seen_by_somebody_already_asked(regelordner: Ordner) -> None:
    eins = load_rules(regelordner(weg('- {alter: {ab: 16}, sonst: "Zu jung."}')))
    jemand = Lage(Profil.of({"alter": 20, "arbeit_stunden": 33}, HEUTE), HEUTE)
    assert answer_of_weg(eins.weg("probe"), jemand) is Antwort.JA
    zwei = load_rules(
        regelordner(
            weg("""
                - {alter: {unter: 19}, sonst: "Zu alt."}
                - {arbeit_stunden: {ab: 33}, sonst: "Zu wenig."}
                """)
        )
    )
    assert answer_of_weg(zwei.weg("probe"), jemand) is NEIN


def test_the_same_words_in_two_rule_sets_may_name_different_lists(regelordner: Ordner) -> None:
    antworten = []
    for laender in ("[al, rs]", "[sy]"):
        regeln = load_rules(
            regelordner(
                weg('- {herkunft: {liste: probe}, sonst: "Nicht auf der Liste."}'),
                listen=f"""
                    listen:
                    - liste: probe
                      fassungen:
                      - gilt_ab: 2018-01-01
                        laender: {laender}
                        rechtsgrundlage: § 1
                        quelle: q
                    daten: {{}}
                    """,
            )
        )
        antworten.append(befund(regeln, herkunft="sy").antwort)
    assert antworten == [NEIN, Antwort.JA]
