"""What we know about one person, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.places import gemeinde
from bot.profile.fakten import FAKTEN, KURZFORMEN, WEISS_NICHT, Art, Fakt, Value
from bot.profile.laender import LAENDER
from bot.profile.zeit import add_months, month_text, parse_zeitraum

MONATE_HOECHSTENS = 1200
GEHOERT_ZUM_PAPIER = MappingProxyType({"paragraf": "erlaubnis", "duldungsart": "duldung"})
"""What is only said of one paper: a paragraph of a permit, a kind of Duldung."""


class UngueltigeEingabe(ValueError):
    """Input that cannot be read as a profile; the message says what is allowed."""


class UngueltigerWert(UngueltigeEingabe):
    """A fact that does not exist or a value that it cannot have."""

    def __init__(self, fakt: str, wert: object, erlaubt: str) -> None:
        super().__init__(f"{fakt}: {_short(wert)} ist nicht erlaubt. Erlaubt: {erlaubt}")
        self.fakt, self.wert, self.erlaubt = fakt, wert, erlaubt


def check_value(fakt: str, wert: object) -> Value:
    """One value of a fact as the contract writes it, in the form in which we keep it.

    Raises UngueltigerWert when the fact is unknown or the value is not allowed.
    """
    if fakt not in FAKTEN:
        raise UngueltigerWert(fakt, wert, "ein Fakt aus " + ", ".join(FAKTEN))
    eintrag = FAKTEN[fakt]
    if wert == WEISS_NICHT and eintrag.kennt_weiss_nicht:
        return WEISS_NICHT
    return _CHECKS[eintrag.art](eintrag, wert)


def _check_wahl(fakt: Fakt, wert: object) -> Value:
    if isinstance(wert, str) and wert in fakt.werte:
        return wert
    raise UngueltigerWert(fakt.name, wert, _choices(fakt))


def _check_liste(fakt: Fakt, wert: object) -> Value:
    werte = [wert] if isinstance(wert, str) else wert
    if isinstance(werte, list | tuple) and werte:
        if list(werte) == [WEISS_NICHT]:
            return WEISS_NICHT
        if all(isinstance(einer, str) and einer in fakt.werte for einer in werte):
            return tuple(dict.fromkeys(werte))
    raise UngueltigerWert(fakt.name, wert, "Liste aus " + _choices(fakt))


def _check_ganzzahl(fakt: Fakt, wert: object) -> Value:
    hoechstens = 120 if fakt.art is Art.ALTER else 168
    if isinstance(wert, int) and not isinstance(wert, bool) and 0 <= wert <= hoechstens:
        return wert
    raise UngueltigerWert(fakt.name, wert, f"ganze Zahl von 0 bis {hoechstens}, {WEISS_NICHT}")


def _check_zeit(fakt: Fakt, wert: object) -> Value:
    laengen = (4, 7, 10) if fakt.art is Art.GEBURT else (4, 7)
    try:
        if not isinstance(wert, str) or len(wert) not in laengen:
            raise ValueError
        parse_zeitraum(wert)
    except ValueError:
        form = "JJJJ-MM oder JJJJ" + (" oder JJJJ-MM-TT" if fakt.art is Art.GEBURT else "")
        raise UngueltigerWert(fakt.name, wert, f"{form}, {WEISS_NICHT}") from None
    return wert


def _check_ort(fakt: Fakt, wert: object) -> Value:
    if isinstance(wert, str) and gemeinde(wert) is not None:
        return wert
    raise UngueltigerWert(fakt.name, wert, f"AGS einer Gemeinde in NRW (8 Ziffern), {WEISS_NICHT}")


def _check_land(fakt: Fakt, wert: object) -> Value:
    if isinstance(wert, str) and wert in LAENDER:
        return wert
    raise UngueltigerWert(fakt.name, wert, f"ISO-Code mit 2 Buchstaben (sy, af ...), {WEISS_NICHT}")


_CHECKS = {
    Art.WAHL: _check_wahl,
    Art.LISTE: _check_liste,
    Art.ALTER: _check_ganzzahl,
    Art.ZAHL: _check_ganzzahl,
    Art.GEBURT: _check_zeit,
    Art.MONAT: _check_zeit,
    Art.ORT: _check_ort,
    Art.LAND: _check_land,
}


def _choices(fakt: Fakt) -> str:
    return ", ".join((*fakt.werte, *((WEISS_NICHT,) if fakt.kennt_weiss_nicht else ())))


def _short(wert: object) -> str:
    text = repr(wert)
    return text if len(text) <= 60 else text[:57] + "..."


@dataclass(frozen=True)
class Profil:
    """The facts of one person and the day on which they were told.

    `stand` is the day an age counts from; facts that do not fit together are left out: a
    paragraph belongs to a permit, a kind of Duldung to a Duldung.
    """

    fakten: Mapping[str, Value]
    stand: date

    @classmethod
    def of(cls, fakten: Mapping[str, Value], stand: date) -> Profil:
        """A profile of values that are already checked."""
        return cls(MappingProxyType(_consistent(dict(fakten))), stand)

    @classmethod
    def from_json(cls, data: Mapping[str, object], stichtag: date) -> Profil:
        """A profile as `wegweiser pruefe` reads it. Raises UngueltigeEingabe.

        `null` means not known. `monate_mit_status` and `monate_in_deutschland` are counted
        back from the date of law.
        """
        fakten: dict[str, Value] = {}
        for name, wert in data.items():
            if wert is None:
                continue
            if name in KURZFORMEN:
                fakten.setdefault(KURZFORMEN[name], _months_ago(name, wert, stichtag))
            else:
                fakten[name] = check_value(name, wert)
        _check_past(fakten, stichtag)
        return cls.of(fakten, stichtag)

    def mit(self, **fakten: Value) -> Profil:
        """The same person with more or other facts."""
        return Profil.of({**self.fakten, **fakten}, self.stand)

    def ohne(self, *namen: str) -> Profil:
        """The same person without some facts."""
        rest = {name: wert for name, wert in self.fakten.items() if name not in namen}
        return Profil.of(rest, self.stand)

    def get(self, name: str) -> Value | None:
        """The value of a fact, `weiss_nicht` included; None when it was not told."""
        return self.fakten.get(name)

    def known(self, name: str) -> Value | None:
        """The value of a fact; None when it was not told or the person does not know."""
        wert = self.fakten.get(name)
        return None if wert == WEISS_NICHT else wert

    def answered(self, name: str) -> bool:
        """Whether a question needs no asking: told, or answered with "weiß nicht"."""
        return name in self.fakten or (name == "alter" and "geburtsdatum" in self.fakten)


def _consistent(fakten: dict[str, Value]) -> dict[str, Value]:
    """Adds the paper that a paragraph implies; drops what does not belong to the paper."""
    for name, papier in GEHOERT_ZUM_PAPIER.items():
        if name not in fakten:
            continue
        aufenthalt = fakten.get("aufenthalt")
        if aufenthalt is None and fakten[name] != WEISS_NICHT:
            fakten["aufenthalt"] = papier
        elif aufenthalt not in (None, papier):
            del fakten[name]
    return fakten


def _months_ago(name: str, wert: object, stichtag: date) -> Value:
    if wert == WEISS_NICHT:
        return WEISS_NICHT
    ganz = isinstance(wert, int) and not isinstance(wert, bool)
    if not ganz or not 0 <= wert <= MONATE_HOECHSTENS:  # type: ignore[operator]
        raise UngueltigerWert(name, wert, f"ganze Zahl von 0 bis {MONATE_HOECHSTENS} (Monate)")
    return month_text(add_months(stichtag, -wert))  # type: ignore[operator]


_NUR_VERGANGEN = ("geburtsdatum", "status_seit", "einreise", "asylantrag", "arbeit_seit")


def is_in_future(name: str, wert: object, stichtag: date) -> bool:
    """Whether something that has already happened is said to come after the date of law."""
    if name not in _NUR_VERGANGEN or wert in (None, WEISS_NICHT):
        return False
    return parse_zeitraum(str(wert)).von > stichtag


def _check_past(fakten: Mapping[str, Value], stichtag: date) -> None:
    for name, wert in fakten.items():
        if is_in_future(name, wert, stichtag):
            raise UngueltigerWert(name, wert, f"ein Zeitpunkt bis {stichtag.isoformat()}")
