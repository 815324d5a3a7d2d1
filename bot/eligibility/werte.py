"""A few values per fact that stand for all: on both sides of every comparison in the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bot.eligibility.antwort import Antwort, decide
from bot.eligibility.lage import Lage
from bot.eligibility.pruefen import doors
from bot.eligibility.regelwerk import Knoten, Regelwerk, Vergleich, Weg
from bot.profile import FAKTEN, Art, Profil, Value
from bot.profile.laender import LAENDER
from bot.profile.zeit import add_months, month_text

MONATE_OHNE_GRENZE = (1, 24)
ALTER_OHNE_GRENZE = (16, 20, 26)
OHNE_LISTE = "gn"
UEBLICHES_ALTER = range(15, 28)
UEBLICHE_MONATE = range(0, 60)
"""Ages and months that most people who ask will name; only the order of questions hangs on it."""


@lru_cache(maxsize=4096)
def example_values(regelwerk: Regelwerk, fakt: str, stichtag: date) -> tuple[Value, ...]:
    """Values of a fact of which at least one stands for every case the rules tell apart."""
    art = FAKTEN[fakt].art
    vergleiche = [v for v in _comparisons(regelwerk) if v.fakt == fakt]
    if art in (Art.WAHL, Art.LISTE):
        return FAKTEN[fakt].werte
    if art is Art.MONAT:
        return _months(vergleiche, stichtag)
    if art in (Art.ALTER, Art.ZAHL):
        return _numbers(vergleiche)
    if art is Art.LAND:
        return _countries(vergleiche, stichtag)
    return ()


@lru_cache(maxsize=16384)
def telling_values(
    regelwerk: Regelwerk, fakt: str, stichtag: date, wege: frozenset[Weg]
) -> tuple[tuple[Value, int], ...]:
    """One value for each case some Wege tell apart on a day, and how common the case is."""
    spalten = sorted(
        nummer for weg in wege for nummer in _columns(regelwerk, stichtag).get((weg, fakt), ())
    )
    vertreter: dict[tuple[Antwort, ...], Value] = {}
    gewicht: Counter[tuple[Antwort, ...]] = Counter()
    for wert, antworten, anzahl in _answers(regelwerk, fakt, stichtag):
        merkmal = tuple(antworten[spalte] for spalte in spalten)
        vertreter.setdefault(merkmal, wert)
        gewicht[merkmal] += anzahl
    return tuple((wert, gewicht[merkmal]) for merkmal, wert in vertreter.items())


@lru_cache(maxsize=4096)
def _answers(
    regelwerk: Regelwerk, fakt: str, stichtag: date
) -> tuple[tuple[Value, tuple[Antwort, ...], int], ...]:
    """What every comparison of a fact says to each value, and how common the value is."""
    blaetter = [blatt for blatt in _leaves_on(regelwerk, stichtag) if blatt.name == fakt]
    zeilen: dict[tuple[Antwort, ...], tuple[Value, int]] = {}
    for wert in (*example_values(regelwerk, fakt, stichtag), *_common_values(fakt, stichtag)):
        lage = Lage(Profil.of({fakt: wert}, stichtag), stichtag)
        antworten = tuple(blatt.pruefe(lage) for blatt in blaetter)
        vertreter, anzahl = zeilen.get(antworten, (wert, 0))
        zeilen[antworten] = vertreter, anzahl + 1
    return tuple((wert, antworten, anzahl) for antworten, (wert, anzahl) in zeilen.items())


def _common_values(fakt: str, stichtag: date) -> tuple[Value, ...]:
    """What people who ask are most likely to say: young, here for a few years, from anywhere."""
    art = FAKTEN[fakt].art
    if art is Art.ALTER:
        return tuple(alter for alter in UEBLICHES_ALTER for _ in range(3))
    if art is Art.MONAT:
        return tuple(month_text(add_months(stichtag, -monat)) for monat in UEBLICHE_MONATE)
    return tuple(sorted(LAENDER)) if art is Art.LAND else ()


@lru_cache(maxsize=64)
def _leaves_on(regelwerk: Regelwerk, stichtag: date) -> tuple[Knoten, ...]:
    """All comparisons of the law of a day, and of the advice, each once."""
    return tuple(
        dict.fromkeys(blatt for weg in regelwerk.wege for blatt in _leaves_of_weg(weg, stichtag))
    )


@lru_cache(maxsize=64)
def _columns(regelwerk: Regelwerk, stichtag: date) -> dict[tuple[Weg, str], tuple[int, ...]]:
    """Which of the comparisons of a fact a Weg makes."""
    nummern: dict[Knoten, int] = {}
    je_fakt: Counter[str] = Counter()
    for blatt in _leaves_on(regelwerk, stichtag):
        nummern[blatt] = je_fakt[blatt.name]
        je_fakt[blatt.name] += 1
    spalten: dict[tuple[Weg, str], tuple[int, ...]] = {}
    for weg in regelwerk.wege:
        for blatt in _leaves_of_weg(weg, stichtag):
            schluessel = (weg, blatt.name)
            spalten[schluessel] = (*spalten.get(schluessel, ()), nummern[blatt])
    return spalten


def _leaves_of_weg(weg: Weg, stichtag: date) -> Iterator[Knoten]:
    rat = weg.empfehlung
    for fassung in doors(weg, stichtag):
        yield from _leaves(fassung.betrifft, stichtag)
        yield from _leaves(fassung.wenn, stichtag)
    for knoten in (rat.schon_dabei, rat.nicht_raten, rat.dringend):
        if knoten:
            yield from _leaves(knoten, stichtag)
    if rat.amt:
        yield AMT


AMT = Knoten(
    "blatt",
    lambda lage: decide(lage.fakten.get("aufenthalt") == "kein_papier", True),
    frozenset({"aufenthalt"}),
    name="aufenthalt",
)
"""Nobody without papers is sent to an office first; so that paper counts everywhere."""


@lru_cache(maxsize=8)
def _comparisons(regelwerk: Regelwerk) -> tuple[Vergleich, ...]:
    knoten = (
        baum
        for weg in regelwerk.wege
        for zugang in weg.zugaenge
        for fassung in zugang.fassungen
        for baum in (fassung.betrifft, fassung.wenn)
    )
    return tuple({blatt.vergleich for baum in knoten for blatt in _leaves(baum) if blatt.vergleich})


def _leaves(knoten: Knoten, stichtag: date | None = None) -> Iterator[Knoten]:
    """Leaves of a condition; with a day only those of the versions of that day."""
    if knoten.art == "blatt":
        yield knoten
    kinder = knoten.kinder
    if knoten.art == "begriff" and stichtag is not None:
        kinder = tuple(kind for geltung, kind in knoten.fassungen if geltung.covers(stichtag))
    for kind in kinder:
        yield from _leaves(kind, stichtag)


def _months(vergleiche: list[Vergleich], stichtag: date) -> tuple[Value, ...]:
    abstaende = set(MONATE_OHNE_GRENZE)
    monate: set[str] = set()
    for vergleich in vergleiche:
        for zahl in vergleich.zahlen:
            abstand = -zahl if vergleich.voraus else zahl
            abstaende.update((abstand, abstand - 1))
        for tag in vergleich.tage:
            monate.update(month_text(add_months(tag, schritt)) for schritt in (-1, 0, 1))
    monate.update(month_text(add_months(stichtag, -abstand)) for abstand in abstaende)
    vergangen = any(vergleich.voraus for vergleich in vergleiche)
    heute = month_text(stichtag)
    return tuple(sorted(monat for monat in monate if vergangen or monat <= heute))


def _numbers(vergleiche: list[Vergleich]) -> tuple[Value, ...]:
    zahlen = {zahl + schritt for v in vergleiche for zahl in v.zahlen for schritt in (-1, 0, 1)}
    return tuple(sorted({zahl for zahl in (*zahlen, *ALTER_OHNE_GRENZE) if zahl >= 0}))


def _countries(vergleiche: list[Vergleich], stichtag: date) -> tuple[Value, ...]:
    """One country for each combination of lists, and one that stands on none."""
    listen = [v.laender(stichtag) for v in vergleiche if v.laender is not None]
    einzelne = {land for v in vergleiche for land in v.werte}
    vertreter: dict[tuple[bool, ...], str] = {}
    for land in sorted(set().union(*listen, einzelne, {OHNE_LISTE})):
        merkmal = (*(land in liste for liste in listen), land in einzelne)
        vertreter.setdefault(merkmal, land)
    return tuple(vertreter.values())
