"""Comparisons of one fact, as the rule files write them, turned into checks.

`deutsch: {unter: b2}`, `alter: {ab: 16, unter: 27}`, `einreise: {monate_ab: 15}`,
`asylantrag: {nach: 2015-08-31}`, `herkunft: {liste: sichere_staaten}`, `situation: [eq, ifk]`.
Every check answers JA or NEIN only when all values the fact may still have agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.eligibility.antwort import GEGENTEIL, JA, NEIN, OFFEN, Antwort, decide
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Geltung, Pruefung, Vergleich
from bot.eligibility.zeilen_yaml import is_one_of
from bot.profile import (
    DEUTSCH_STUFEN,
    FAKTEN,
    WEISS_NICHT,
    Art,
    Fakt,
    UngueltigerWert,
    check_value,
)
from bot.profile.zeit import Spanne, Zeitraum, add_months, month_number, parse_zeitraum

Wechsel = Callable[[Lage], Spanne]
"""Months from the date of law between which a comparison may change by itself."""

SCHULJAHR_BEGINN_MONAT = 8
"""The school year in North Rhine-Westphalia runs from 1 August to 31 July."""


class BedingungsFehler(ValueError):
    """A condition that cannot be read; says what is allowed."""


@dataclass(frozen=True)
class Landesliste:
    """A list of countries with dated versions."""

    name: str
    fassungen: tuple[tuple[Geltung, frozenset[str]], ...]

    def laender_on(self, tag: date) -> frozenset[str]:
        """The countries on the list on a day; empty where the list did not exist."""
        return next((laender for geltung, laender in self.fassungen if geltung.covers(tag)), _KEINE)


_KEINE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Nachschlag:
    """Dated data that conditions name: lists of countries, cut-off dates."""

    listen: Mapping[str, Landesliste] = field(default_factory=dict)
    daten: Mapping[str, date] = field(default_factory=dict)


def compile_condition(name: str, angabe: Any, nachschlag: Nachschlag) -> Pruefung:
    """The check for one fact. Raises BedingungsFehler with what is allowed."""
    fakt = FAKTEN[name]
    if isinstance(angabe, Mapping):
        if not angabe:
            raise BedingungsFehler(f"{name}: leere Bedingung")
        return _all([_operator(fakt, wort, wert, nachschlag) for wort, wert in angabe.items()])
    werte = angabe if isinstance(angabe, list) else [angabe]
    return _one_of(fakt, frozenset(_allowed(fakt, wert) for wert in werte))


def changes_of(name: str, angabe: Any) -> tuple[Wechsel, ...]:
    """When, in months from the date of law, a condition on one fact may change by itself."""
    if not isinstance(angabe, Mapping) or FAKTEN[name].art not in (Art.ALTER, Art.MONAT):
        return ()
    bau = _WECHSEL_ALTER if FAKTEN[name].art is Art.ALTER else _WECHSEL_MONAT
    return tuple(bau[wort](name, wert) for wort, wert in angabe.items() if wort in bau)


def list_days(angabe: Any, nachschlag: Nachschlag) -> frozenset[date]:
    """The days on which a list of countries that a condition names changes."""
    liste = nachschlag.listen.get(angabe.get("liste", "")) if isinstance(angabe, Mapping) else None
    fassungen = liste.fassungen if liste else ()
    return frozenset(tag for geltung, _ in fassungen for tag in limits(geltung))


def limits(geltung: Geltung) -> tuple[date, ...]:
    """The first day of a version and the first day after it."""
    ende = () if geltung.bis is None else (geltung.bis + timedelta(days=1),)
    return (geltung.ab, *ende)


def months_until(tag: date, stichtag: date) -> int:
    """Months until the first day of law (same day of the month) on or after a day."""
    return month_number(tag) - month_number(stichtag) + (stichtag.day < tag.day)


def describe(name: str, angabe: Any, nachschlag: Nachschlag) -> Vergleich:
    """The numbers, days, values and lists that a condition compares a fact with."""
    if not isinstance(angabe, Mapping):
        werte = angabe if isinstance(angabe, list) else [angabe]
        return Vergleich(name, werte=tuple(map(str, werte)))
    zeitlich = FAKTEN[name].art in (Art.MONAT, Art.GEBURT)
    tage = [
        _date(FAKTEN[name], wert, nachschlag).von
        for wort, wert in angabe.items()
        if zeitlich and wort in ("vor", "nach", "ab", "bis")
    ]
    zahlen = [wert for wort, wert in angabe.items() if isinstance(wert, int) and not tage]
    liste = nachschlag.listen.get(angabe.get("liste", ""))
    return Vergleich(
        name,
        tuple(zahlen),
        tuple(tage),
        laender=liste.laender_on if liste else None,
        voraus="in_monaten_hoechstens" in angabe,
    )


def _all(pruefungen: list[Pruefung]) -> Pruefung:
    if len(pruefungen) == 1:
        return pruefungen[0]
    return lambda lage: min(pruefung(lage) for pruefung in pruefungen)


def _allowed(fakt: Fakt, wert: Any) -> Any:
    """The value a fact must have; a value that the fact cannot have is an error of the editor."""
    if wert == WEISS_NICHT:
        raise BedingungsFehler(f"{fakt.name}: {wert!r} ist keine Bedingung; das ist immer offen")
    try:
        geprueft = check_value(fakt.name, [wert] if fakt.art is Art.LISTE else wert)
    except UngueltigerWert as fehler:
        raise BedingungsFehler(str(fehler)) from fehler
    return geprueft[0] if isinstance(geprueft, tuple) else geprueft


def _one_of(fakt: Fakt, werte: frozenset[Any]) -> Pruefung:
    name = fakt.name
    if fakt.art is Art.LISTE:
        return lambda lage: _contains(lage.fakten.get(name), werte)
    if fakt.art in (Art.ALTER, Art.MONAT, Art.GEBURT):
        raise BedingungsFehler(f"{name}: Vergleich fehlt, zum Beispiel {name}: {{ab: ...}}")

    def check(lage: Lage) -> Antwort:
        wert = lage.fakten.get(name)
        return OFFEN if wert is None else JA if wert in werte else NEIN

    return check


def _contains(gesagt: Any, werte: frozenset[Any]) -> Antwort:
    if gesagt is None:
        return OFFEN
    return JA if any(wert in werte for wert in gesagt) else NEIN


def _operator(fakt: Fakt, wort: str, wert: Any, nachschlag: Nachschlag) -> Pruefung:
    baukasten = _OPERATOREN.get(_kind(fakt), {})
    if wort not in baukasten:
        erlaubt = ", ".join(baukasten) or "nur Werte, kein Vergleich"
        raise BedingungsFehler(f"{fakt.name}: {wort!r} gibt es nicht. Erlaubt: {erlaubt}")
    return baukasten[wort](fakt, wert, nachschlag)


def _kind(fakt: Fakt) -> str:
    return "stufe" if fakt.name == "deutsch" else fakt.art.value


def operators_of(fakt: Fakt) -> tuple[str, ...]:
    """The words with which a fact can be compared; empty where only values are allowed."""
    return tuple(_OPERATOREN.get(_kind(fakt), {}))


def _number(fakt: Fakt, wert: Any) -> int:
    if isinstance(wert, int):
        return wert
    raise BedingungsFehler(f"{fakt.name}: {wert!r} ist keine ganze Zahl")


def _span_at_least(spanne: Spanne | None, grenze: int) -> Antwort:
    return OFFEN if spanne is None else decide(spanne[0] >= grenze, spanne[1] < grenze)


def _negate(pruefung: Pruefung) -> Pruefung:
    return lambda lage: GEGENTEIL[pruefung(lage)]


def _alter_ab(fakt: Fakt, wert: Any, _: Nachschlag) -> Pruefung:
    jahre = _number(fakt, wert)
    return lambda lage: _span_at_least(lage.alter(), jahre)


def _alter_bis(fakt: Fakt, wert: Any, nachschlag: Nachschlag) -> Pruefung:
    return _negate(_alter_ab(fakt, _number(fakt, wert) + 1, nachschlag))


def _schuljahr_vorbei(fakt: Fakt, wert: Any, _: Nachschlag) -> Pruefung:
    """Whether the school year in which the person turned so many years old is over."""
    jahre = _number(fakt, wert)

    def check(lage: Lage) -> Antwort:
        geburt = lage.geburt
        if geburt is None:
            return OFFEN
        erstes, letztes = (_end_of_school_year(tag, jahre) for tag in (geburt.von, geburt.bis))
        return decide(letztes < lage.stichtag, erstes >= lage.stichtag)

    return check


def _end_of_school_year(geburt: date, jahre: int) -> date:
    jahr = geburt.year + jahre
    return date(jahr + (geburt.month >= SCHULJAHR_BEGINN_MONAT), SCHULJAHR_BEGINN_MONAT - 1, 31)


def _monate_ab(fakt: Fakt, wert: Any, _: Nachschlag) -> Pruefung:
    name, monate = fakt.name, _number(fakt, wert)
    return lambda lage: _span_at_least(lage.monate_seit(name), monate)


def _in_monaten_hoechstens(fakt: Fakt, wert: Any, _: Nachschlag) -> Pruefung:
    name, monate = fakt.name, _number(fakt, wert)

    def check(lage: Lage) -> Antwort:
        zeitraum = lage.zeitraum(name)
        if zeitraum is None:
            return OFFEN
        bis = month_number(zeitraum.bis) - lage.monat
        return decide(bis <= monate, month_number(zeitraum.von) - lage.monat > monate)

    return check


def _date(fakt: Fakt, wert: Any, nachschlag: Nachschlag) -> Zeitraum:
    if is_one_of(wert, nachschlag.daten):
        tag = nachschlag.daten[wert]
        return Zeitraum(tag, tag)
    try:
        return parse_zeitraum(str(wert))
    except ValueError:
        namen = ", ".join(nachschlag.daten) or "keine"
        raise BedingungsFehler(
            f"{fakt.name}: {wert!r} ist kein Datum (JJJJ-MM-TT, JJJJ-MM) und kein Name ({namen})"
        ) from None


def _vor(fakt: Fakt, wert: Any, nachschlag: Nachschlag) -> Pruefung:
    name, grenze = fakt.name, _date(fakt, wert, nachschlag).von

    def check(lage: Lage) -> Antwort:
        zeitraum = lage.zeitraum(name)
        if zeitraum is None:
            return OFFEN
        return decide(zeitraum.bis < grenze, zeitraum.von >= grenze)

    return check


def _nach(fakt: Fakt, wert: Any, nachschlag: Nachschlag) -> Pruefung:
    name, grenze = fakt.name, _date(fakt, wert, nachschlag).bis

    def check(lage: Lage) -> Antwort:
        zeitraum = lage.zeitraum(name)
        if zeitraum is None:
            return OFFEN
        return decide(zeitraum.von > grenze, zeitraum.bis <= grenze)

    return check


def _stufe_ab(fakt: Fakt, wert: Any, _: Nachschlag) -> Pruefung:
    name, rang = fakt.name, DEUTSCH_STUFEN.index(_allowed(fakt, wert))
    raenge = {stufe: platz for platz, stufe in enumerate(DEUTSCH_STUFEN)}

    def check(lage: Lage) -> Antwort:
        stufe = lage.fakten.get(name)
        return OFFEN if stufe is None else decide(raenge[str(stufe)] >= rang, True)

    return check


def _zahl_ab(fakt: Fakt, wert: Any, _: Nachschlag) -> Pruefung:
    name, grenze = fakt.name, _number(fakt, wert)

    def check(lage: Lage) -> Antwort:
        zahl = lage.fakten.get(name)
        return OFFEN if zahl is None else decide(int(str(zahl)) >= grenze, True)

    return check


def _land_liste(fakt: Fakt, wert: Any, nachschlag: Nachschlag) -> Pruefung:
    if not is_one_of(wert, nachschlag.listen):
        namen = ", ".join(nachschlag.listen) or "keine"
        raise BedingungsFehler(f"{fakt.name}: Liste {wert!r} gibt es nicht. Listen: {namen}")
    liste, name = nachschlag.listen[wert], fakt.name

    def check(lage: Lage) -> Antwort:
        land = lage.fakten.get(name)
        return OFFEN if land is None else decide(land in liste.laender_on(lage.stichtag), True)

    return check


def _ort_teil(stellen: int) -> _Operator:
    def build(fakt: Fakt, wert: Any, _: Nachschlag) -> Pruefung:
        schluessel = str(wert)
        if not schluessel.isdigit() or len(schluessel) != stellen:
            raise BedingungsFehler(f"{fakt.name}: {wert!r} hat nicht {stellen} Ziffern")

        def check(lage: Lage) -> Antwort:
            ort = lage.fakten.get(fakt.name)
            return OFFEN if ort is None else decide(str(ort).startswith(schluessel), True)

        return check

    return build


_Operator = Callable[[Fakt, Any, Nachschlag], Pruefung]


def _not(operator: _Operator) -> _Operator:
    return lambda fakt, wert, nachschlag: _negate(operator(fakt, wert, nachschlag))


_ZEIT: dict[str, _Operator] = {
    "monate_ab": _monate_ab,
    "monate_unter": _not(_monate_ab),
    "in_monaten_hoechstens": _in_monaten_hoechstens,
    "vor": _vor,
    "ab": _not(_vor),
    "nach": _nach,
    "bis": _not(_nach),
}
_OPERATOREN: dict[str, dict[str, _Operator]] = {
    "alter": {
        "ab": _alter_ab,
        "unter": _not(_alter_ab),
        "bis": _alter_bis,
        "schuljahr_vorbei": _schuljahr_vorbei,
    },
    "monat": _ZEIT,
    "geburt": {"vor": _vor, "ab": _not(_vor), "nach": _nach, "bis": _not(_nach)},
    "stufe": {"ab": _stufe_ab, "unter": _not(_stufe_ab)},
    "zahl": {"ab": _zahl_ab, "unter": _not(_zahl_ab)},
    "land": {"liste": _land_liste},
    "ort": {"kreis": _ort_teil(5), "gemeinde": _ort_teil(8)},
}


def _wechsel_monate(name: str, grenze: int) -> Wechsel:
    def months(lage: Lage) -> Spanne:
        spanne = lage.monate_seit(name)
        return (0, 0) if spanne is None else (grenze - spanne[1], grenze - spanne[0])

    return months


def _wechsel_beginn(name: str, hoechstens: int) -> Wechsel:
    def months(lage: Lage) -> Spanne:
        zeitraum = lage.zeitraum(name)
        if zeitraum is None:
            return 0, 0
        grenzen = (month_number(zeitraum.von), month_number(zeitraum.bis))
        return grenzen[0] - lage.monat - hoechstens, grenzen[1] - lage.monat - hoechstens

    return months


def _wechsel_geburtstag(name: str, jahre: int) -> Wechsel:
    def months(lage: Lage) -> Spanne:
        geburt = lage.geburt
        if geburt is None:
            return 0, 0
        return _birthday(geburt.von, jahre, lage), _birthday(geburt.bis, jahre, lage)

    return months


def _birthday(geburt: date, jahre: int, lage: Lage) -> int:
    return months_until(add_months(geburt, 12 * jahre), lage.stichtag)


def _wechsel_schuljahr(name: str, jahre: int) -> Wechsel:
    def months(lage: Lage) -> Spanne:
        geburt = lage.geburt
        if geburt is None:
            return 0, 0
        enden = [_end_of_school_year(tag, jahre) for tag in (geburt.von, geburt.bis)]
        return month_number(enden[0]) + 1 - lage.monat, month_number(enden[1]) + 1 - lage.monat

    return months


_WechselBau = Callable[[str, Any], Wechsel]
_WECHSEL_MONAT: dict[str, _WechselBau] = {
    "monate_ab": _wechsel_monate,
    "monate_unter": _wechsel_monate,
    "in_monaten_hoechstens": _wechsel_beginn,
}
_WECHSEL_ALTER: dict[str, _WechselBau] = {
    "ab": _wechsel_geburtstag,
    "unter": _wechsel_geburtstag,
    "bis": lambda name, jahre: _wechsel_geburtstag(name, jahre + 1),
    "schuljahr_vorbei": _wechsel_schuljahr,
}
