"""What must be true of the real rules for every person, found by trying many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.eligibility import NEIN, OFFEN, Antwort, Regelwerk, Weg, assess, load_rules
from bot.eligibility.lage import Lage
from bot.eligibility.pruefen import answer_of_weg
from bot.eligibility.regelwerk import Knoten
from bot.eligibility.werte import example_values
from bot.eligibility.zusammenhang import change_days
from bot.profile import FAKTEN, WEISS_NICHT, Art, Profil, Value
from bot.profile.zeit import add_months
from bot.settings import ROOT

STICHTAGE = (date(2018, 9, 15), date(2021, 6, 1), date(2024, 4, 15), date(2026, 11, 22))
VIELE = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@lru_cache(maxsize=1)
def regelwerk() -> Regelwerk:
    return load_rules(ROOT / "data" / "eligibility")


def _values(fakt: str, stichtag: date) -> st.SearchStrategy[Value]:
    if FAKTEN[fakt].art is Art.LISTE:
        return st.lists(
            st.sampled_from(FAKTEN[fakt].werte), min_size=1, max_size=3, unique=True
        ).map(tuple)
    if FAKTEN[fakt].art is Art.GEBURT:
        return st.sampled_from(("1990", "1999-12", "2000-08-20", "2005-03", "2008-08-01"))
    beispiele = example_values(regelwerk(), fakt, stichtag) or ("05315000", "05166032")
    werte = [
        w
        for w in beispiele
        if not isinstance(w, str) or w[:4] <= str(stichtag)[:4] or not w[:4].isdigit()
    ]
    return st.sampled_from(werte or beispiele)


@st.composite
def person(draw: st.DrawFn) -> tuple[date, dict[str, Value]]:
    """A date of law and some facts of a person, in any order."""
    stichtag = draw(st.sampled_from(STICHTAGE))
    namen = draw(st.lists(st.sampled_from(tuple(FAKTEN)), unique=True, max_size=18))
    return stichtag, {name: draw(_values(name, stichtag)) for name in namen}


def _presumed_facts(weg: Weg) -> frozenset[str]:
    """Facts under a `vermutung`: the only ones that may turn ja into nein."""
    knoten = (
        kind
        for zugang in weg.zugaenge
        for fassung in zugang.fassungen
        for wurzel in (fassung.betrifft, fassung.wenn)
        for kind in _tree(wurzel)
    )
    return frozenset[str]().union(*(k.fakten for k in knoten if k.vermerk.vermutung))


def _tree(knoten: Knoten) -> Iterator[Knoten]:
    yield knoten
    for kind in knoten.kinder:
        yield from _tree(kind)


@VIELE
@given(person(), st.data())
def test_one_more_fact_never_turns_yes_into_no_or_back(
    jemand: tuple[date, dict[str, Value]], daten: st.DataObject
) -> None:
    stichtag, fakten = jemand
    bekannt = Profil.of(fakten, stichtag).fakten
    neu = daten.draw(st.sampled_from([name for name in FAKTEN if name not in bekannt]))
    wert = daten.draw(_values(neu, stichtag))
    vorher = Lage(Profil.of(fakten, stichtag), stichtag)
    nachher_profil = Profil.of({**bekannt, neu: wert}, stichtag)
    if any(nachher_profil.fakten.get(n) != w for n, w in bekannt.items()) or (
        neu == "geburtsdatum" and "alter" in bekannt
    ):
        return  # a contradiction, not more knowledge
    dazu = set(nachher_profil.fakten) - set(bekannt)
    nachher = Lage(nachher_profil, stichtag)
    for weg in regelwerk().wege:
        alt, danach = answer_of_weg(weg, vorher), answer_of_weg(weg, nachher)
        gekippt = {alt, danach} == {Antwort.JA, Antwort.NEIN}
        if gekippt and dazu.isdisjoint(_presumed_facts(weg)):
            pytest.fail(f"{weg.name} am {stichtag}: {alt.wort} -> {danach.wort} durch {neu}={wert}")


@VIELE
@given(person())
def test_dont_know_answers_like_not_told(jemand: tuple[date, dict[str, Value]]) -> None:
    stichtag, fakten = jemand
    profil = Profil.of(fakten, stichtag)
    rest = {name: WEISS_NICHT for name in FAKTEN if name not in profil.fakten and name != "rolle"}
    gefragt = Profil.of({**profil.fakten, **rest}, stichtag)
    for weg in regelwerk().wege:
        assert answer_of_weg(weg, Lage(profil, stichtag)) is answer_of_weg(
            weg, Lage(gefragt, stichtag)
        )


@VIELE
@given(person(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_told_does_not_matter(
    jemand: tuple[date, dict[str, Value]], zufall: object
) -> None:
    stichtag, fakten = jemand
    reihenfolge = list(fakten.items())
    zufall.shuffle(reihenfolge)  # type: ignore[attr-defined]
    eins = assess(regelwerk(), Profil.of(fakten, stichtag), stichtag, stichtag)
    zwei = assess(regelwerk(), Profil.of(dict(reihenfolge), stichtag), stichtag, stichtag)
    assert eins == zwei


@VIELE
@given(person())
def test_every_answer_has_a_reason_and_an_open_one_says_what_is_open(
    jemand: tuple[date, dict[str, Value]],
) -> None:
    stichtag, fakten = jemand
    profil = Profil.of(fakten, stichtag)
    for befund in assess(regelwerk(), profil, stichtag, stichtag):
        assert befund.gruende, f"{befund.weg} am {stichtag}: {befund.antwort.wort} ohne Grund"
        if befund.antwort is not OFFEN:
            assert all(
                g.satz and g.beleg.rechtsgrundlage and g.beleg.quelle for g in befund.gruende
            ), befund
        assert (befund.art is not None) == (befund.antwort is Antwort.JA)
        assert not {f for f in befund.fehlende_fakten if profil.known(f) is not None}, befund


@VIELE
@given(person())
def test_what_would_change_a_no_really_changes_it(jemand: tuple[date, dict[str, Value]]) -> None:
    stichtag, fakten = jemand
    profil = Profil.of(fakten, stichtag)
    for befund in assess(regelwerk(), profil, stichtag, stichtag):
        if not befund.was_aendern:
            continue
        anders = profil.mit(**{a.fakt: a.wert for a in befund.was_aendern})
        weg = regelwerk().weg(befund.weg)
        assert answer_of_weg(weg, Lage(anders, stichtag)) is not NEIN


@VIELE
@given(person())
def test_a_weg_opens_in_the_month_that_was_named_and_not_before(
    jemand: tuple[date, dict[str, Value]],
) -> None:
    stichtag, fakten = jemand
    lage = Lage(Profil.of(fakten, stichtag), stichtag)
    for befund in assess(regelwerk(), lage.profil, stichtag, stichtag):
        if befund.antwort is not NEIN:
            assert befund.ab_wann is None
            continue
        weg = regelwerk().weg(befund.weg)
        tage = (add_months(stichtag, monat) for monat in range(1, 37))
        offen = (t for t in tage if answer_of_weg(weg, Lage(lage.profil, t)) is not NEIN)
        erster = next(offen, None)
        erwartet = None if erster is None else str(erster)[:7]
        assert befund.ab_wann == erwartet, befund.weg


@pytest.mark.parametrize("weg", [weg.name for weg in regelwerk().wege])
def test_exactly_one_version_of_a_door_holds_on_every_day_of_its_time(weg: str) -> None:
    for zugang in regelwerk().weg(weg).zugaenge:
        erster = zugang.fassungen[0].geltung.ab
        letzter = zugang.fassungen[-1].geltung.bis or date(2030, 1, 1)
        for tag in _days(weg, erster, letzter):
            gueltig = [f for f in zugang.fassungen if f.geltung.covers(tag)]
            assert len(gueltig) == 1, f"{weg}/{zugang.id} am {tag}: {len(gueltig)} Fassungen"


def _days(weg: str, von: date, bis: date) -> list[date]:
    """Every tenth day, and the days around each change."""
    raster = [von + timedelta(days=n) for n in range(0, (bis - von).days + 1, 10)]
    kanten = change_days(regelwerk().weg(weg), von)
    nahe = [tag + timedelta(days=n) for tag in kanten for n in (-1, 0, 1)]
    return [tag for tag in (*raster, *nahe) if von <= tag <= bis]


def test_all_wege_of_the_contract_are_there() -> None:
    vertrag = (
        "einstiegsqualifizierung ausbildungsduldung ermessensduldung aufenthalt_16g abh asa_flex "
        "asa_vorphase bvb bab bafoeg integrationskurs berufssprachkurs spezialsprachkurs "
        "weiterbildungskolleg fit_fuer_mehr internationale_foerderklasse jugendmigrationsdienst "
        "fluechtlingsberatung migrationsberatung jobcenter agentur_fuer_arbeit gemeinsam_klappts "
        "durchstarten kim aufenthalt_25a aufenthalt_25b chancen_aufenthalt beschaeftigungsduldung "
        "wohnsitzwechsel beschaeftigungserlaubnis kinderbetreuung fahrtkosten schulabschluss_extern"
    )
    namen = [weg.name for weg in regelwerk().wege]
    assert set(vertrag.split()) <= set(namen)
    assert len(namen) == len(set(namen))
