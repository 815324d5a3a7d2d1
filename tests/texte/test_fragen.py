"""Every fact can be asked, answered, repeated and changed."""

from __future__ import annotations

import pytest

from bot.profile import FAKTEN, WEISS_NICHT, Art, check_value
from bot.reply.alle_texte import all_texts
from bot.reply.glossar import load_glossar
from bot.reply.texte import Texte, load_texts

TEILE = ("name", "text", "hilfe", "warum_fakt", "frei", "eingabe_hilfe", "fehler")
BEISPIEL = {
    Art.ALTER: 19,
    Art.GEBURT: "2007-03-15",
    Art.ORT: "Köln",
    Art.MONAT: "2024-03",
    Art.LAND: "sy",
    Art.ZAHL: 20,
}
KNOEPFE_HOECHSTENS = 5
WAHL_HOECHSTENS = 6  # mehr Knöpfe als das brauchen einen zweiten Bildschirm


@pytest.fixture(scope="module")
def texte() -> Texte:
    return load_texts()


@pytest.mark.parametrize("fakt", FAKTEN)
def test_every_fact_has_a_whole_question(texte: Texte, fakt: str) -> None:
    assert [teil for teil in TEILE if not texte.hat(f"fragen.{fakt}.{teil}")] == []
    assert texte.satz(f"fragen.{fakt}.text").endswith("?")
    assert texte.satz(f"fragen.{fakt}.frei") in {"ja", "nein"}


def test_there_is_no_question_without_a_fact(texte: Texte) -> None:
    gefragt = {id.split(".")[1] for id in texte.eintraege if id.startswith("fragen.")}

    assert gefragt == set(FAKTEN)


@pytest.mark.parametrize("fakt", FAKTEN)
def test_the_question_is_asked_in_at_most_two_sentences(texte: Texte, fakt: str) -> None:
    for rolle in ("selbst", "helfer"):
        frage = texte.satz(f"fragen.{fakt}.text", rolle)
        assert frage.count(". ") <= 1, frage


@pytest.mark.parametrize("fakt", FAKTEN)
def test_buttons_offer_exactly_the_values_of_a_choice(texte: Texte, fakt: str) -> None:
    werte = [knopf.wert for mehr in (False, True) for knopf in texte.knoepfe(fakt, mehr=mehr)]

    for wert in werte:
        check_value(fakt, [wert] if FAKTEN[fakt].art is Art.LISTE else wert)
    if FAKTEN[fakt].werte:
        assert set(werte) == set(FAKTEN[fakt].werte)


@pytest.mark.parametrize("fakt", FAKTEN)
def test_the_first_screen_has_room_for_all_its_buttons(texte: Texte, fakt: str) -> None:
    knoepfe = len(texte.knoepfe(fakt))
    dazu = bool(texte.knoepfe(fakt, mehr=True)) + FAKTEN[fakt].kennt_weiss_nicht
    dazu += FAKTEN[fakt].sensibel

    assert knoepfe <= KNOEPFE_HOECHSTENS
    assert not knoepfe or knoepfe + dazu <= WAHL_HOECHSTENS


@pytest.mark.parametrize("fakt", FAKTEN)
def test_no_two_buttons_of_a_question_say_the_same(texte: Texte, fakt: str) -> None:
    titel = [k.titel for mehr in (False, True) for k in texte.knoepfe(fakt, mehr=mehr)]

    assert len(titel) == len(set(titel))


@pytest.mark.parametrize("fakt", FAKTEN)
def test_every_answer_can_be_repeated_for_both_roles(texte: Texte, fakt: str) -> None:
    art = FAKTEN[fakt].art
    werte = [BEISPIEL[art]] if art in BEISPIEL else list(FAKTEN[fakt].werte)
    if art is Art.LISTE:
        werte = [[wert] for wert in FAKTEN[fakt].werte]
    for rolle in ("selbst", "helfer"):
        for wert in [*werte, WEISS_NICHT]:
            satz = texte.wert_satz(fakt, wert, rolle)  # type: ignore[arg-type]
            assert satz.endswith("."), satz
            if rolle == "helfer" and fakt != "rolle":
                assert not {"Du", "du", "dein", "Dein", "deine"} & set(satz.split()), satz


def test_every_country_has_a_german_name(texte: Texte) -> None:
    from bot.profile.laender import LAENDER

    assert set(texte.unter("laender")) == LAENDER


def test_every_weg_is_called_the_same_in_rules_and_glossary(texte: Texte) -> None:
    wege = load_glossar(texte).wege
    anders = {
        f"{text.wo}: {text.roh}": wege[weg].wort if weg in wege else None
        for text in all_texts()
        for weg in _named_weg(text.id)
        if weg not in wege or wege[weg].wort != text.roh
    }

    assert anders == {}


def _named_weg(id: str) -> list[str]:
    """The Weg whose name this text is: in wege.yml or at the head of its rule file."""
    teile = id.split(".")
    if id.startswith("eligibility.wege.wege."):
        return [teile[-1]]
    return [teile[2]] if id.startswith("eligibility.wege.") and teile[3:] == ["name"] else []
