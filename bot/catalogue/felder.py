"""Strict reading of fields: what is wrong becomes a Mangel with file, line and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.eligibility.zeilen_yaml import Abbildung

TEXT_HOECHSTENS = 600
MAENGEL_HOECHSTENS = 50


@dataclass(frozen=True)
class Mangel:
    """One thing that is wrong in a file: where it stands, what was written, what is allowed."""

    datei: str
    zeile: int
    feld: str
    geschrieben: str
    erlaubt: str

    def __str__(self) -> str:
        was = f"{self.geschrieben} ist nicht erlaubt" if self.geschrieben else "fehlt"
        feld = f"{self.feld}: " if self.feld else ""
        return f"{self.datei}, Zeile {self.zeile}, {feld}{was}. Erlaubt: {self.erlaubt}"


class AngebotsFehler(ValueError):
    """Files that were not imported, with all that is wrong in them; nothing was changed."""

    def __init__(self, maengel: Iterable[Mangel]) -> None:
        self.maengel = tuple(maengel)
        zeilen = [str(mangel) for mangel in self.maengel[:MAENGEL_HOECHSTENS]]
        mehr = len(self.maengel) - len(zeilen)
        super().__init__("\n".join([*zeilen, f"... und {mehr} weitere"] if mehr else zeilen))


class Unerlaubt(ValueError):
    """A value a reader refuses; the text says what is allowed."""


@dataclass(frozen=True)
class Stelle:
    """Where we are in a file, and the list to which complaints about it go."""

    datei: str
    maengel: list[Mangel] = field(default_factory=list, repr=False, compare=False)
    zeile: int = 1
    feld: str = ""

    def under(self, name: str, zeile: int | None = None) -> Stelle:
        """The place of a field below this one."""
        feld = f"{self.feld}.{name}" if self.feld else name
        return Stelle(self.datei, self.maengel, zeile or self.zeile, feld)

    def complain(self, wert: object, erlaubt: str) -> None:
        """Notes that `wert` is not allowed here; None means that the field is missing."""
        text = "" if wert is None else _short(wert)
        self.maengel.append(Mangel(self.datei, self.zeile, self.feld, text, erlaubt))


def _short(wert: object) -> str:
    text = repr(wert)
    return text if len(text) <= 60 else text[:57] + "..."


Leser = Callable[[Any, Stelle], Any]


@dataclass(frozen=True)
class Feld:
    """How a field is read and whether it has to be there."""

    lies: Leser
    pflicht: bool = False


def read_field(lies: Leser, wert: object, stelle: Stelle) -> Any:
    """The value, or None after a complaint."""
    try:
        return lies(wert, stelle)
    except Unerlaubt as fehler:
        stelle.complain(wert, str(fehler))
        return None


def read_fields(felder: Mapping[str, Feld], wert: object, stelle: Stelle) -> dict[str, Any]:
    """All fields of a mapping; unknown, wrong and missing ones are noted. Absent ones stay out."""
    if not isinstance(wert, Abbildung):
        raise Unerlaubt("Felder mit Doppelpunkt: " + ", ".join(felder))
    gelesen: dict[str, Any] = {}
    for name, inhalt in wert.items():
        unten = stelle.under(name, wert.zeilen[name])
        if name not in felder:
            unten.complain(inhalt if inhalt is not None else "", "die Felder " + ", ".join(felder))
        else:
            gelesen[name] = read_field(felder[name].lies, inhalt, unten)
    for name in (name for name, eins in felder.items() if eins.pflicht and name not in wert):
        stelle.under(name, wert.zeile).complain(None, f"das Feld {name} muss da stehen")
    return gelesen


# --- readers ---------------------------------------------------------------------------------

_NOTATION = re.compile(r"\[[^\[\]|]*\|[^\[\]|]*\]|\{kreis\}")


def text(hoechstens: int = TEXT_HOECHSTENS) -> Leser:
    """Words on one line, without HTML; `[du|die Person]` alternatives must be complete."""

    def lies(wert: Any, stelle: Stelle) -> str:
        if not isinstance(wert, str) or not wert.strip():
            raise Unerlaubt("ein Text")
        glatt = " ".join(wert.split())
        if len(glatt) > hoechstens:
            raise Unerlaubt(f"höchstens {hoechstens} Zeichen (es sind {len(glatt)})")
        if re.search(r"[<>]", glatt):
            raise Unerlaubt("Text ohne die Zeichen < und > (kein HTML)")
        if not glatt.isprintable() or glatt[0] in "=@":
            raise Unerlaubt("Text ohne Steuerzeichen, ohne = oder @ am Anfang")
        if re.search(r"[\[\]|{}]", _NOTATION.sub("", glatt)):
            raise Unerlaubt("[ | ] nur als [du|die Person], { } nur als {kreis} in Vorlagen")
        return glatt

    return lies


def muster(ausdruck: str, erlaubt: str) -> Leser:
    """Text that fits a pattern as a whole."""
    passt = re.compile(ausdruck)

    def lies(wert: Any, stelle: Stelle) -> str:
        if not isinstance(wert, str) or not passt.fullmatch(wert):
            raise Unerlaubt(erlaubt)
        return wert

    return lies


def wahl(*werte: str) -> Leser:
    """One of some words."""

    def lies(wert: Any, stelle: Stelle) -> str:
        if not isinstance(wert, str) or wert not in werte:
            raise Unerlaubt(", ".join(werte))
        return wert

    return lies


def ja_nein(wert: Any, stelle: Stelle) -> bool:
    """ "ja" or "nein"."""
    if wert not in ("ja", "nein"):
        raise Unerlaubt("ja, nein")
    return bool(wert == "ja")


def tag(wert: Any, stelle: Stelle) -> date:
    """A day as YYYY-MM-DD between 1990 and 2100."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(wert)):
            raise ValueError
        gelesen = date.fromisoformat(str(wert))
        if not 1990 <= gelesen.year <= 2100:
            raise ValueError
    except ValueError:
        raise Unerlaubt("ein Tag wie 2018-09-01 (1990 bis 2100)") from None
    return gelesen


def jahrestag(wert: Any, stelle: Stelle) -> str:
    """A day of every year as "MM-DD"."""
    try:
        if not isinstance(wert, str) or not re.fullmatch(r"\d\d-\d\d", wert):
            raise ValueError
        date.fromisoformat(f"2000-{wert}")
    except ValueError:
        raise Unerlaubt('ein Tag im Jahr in Anführungszeichen wie "02-01"') from None
    return wert


def liste(lies_eins: Leser, hoechstens: int = 40) -> Leser:
    """A list; a single value counts as a list of one."""

    def lies(wert: Any, stelle: Stelle) -> tuple[Any, ...]:
        teile = wert if isinstance(wert, list) else [wert]
        if not teile or len(teile) > hoechstens:
            raise Unerlaubt(f"eine Liste mit 1 bis {hoechstens} Einträgen")
        gelesen = (
            read_field(lies_eins, teil, stelle.under(str(nr), getattr(teil, "zeile", None)))
            for nr, teil in enumerate(teile, 1)
        )
        return tuple(teil for teil in gelesen if teil is not None)

    return lies


def abbildung(felder: Mapping[str, Feld], bau: Callable[..., Any]) -> Leser:
    """A mapping of fields from which `bau` makes a value; None when a field was wrong."""

    def lies(wert: Any, stelle: Stelle) -> Any:
        vorher = len(stelle.maengel)
        gelesen = read_fields(felder, wert, stelle)
        return bau(**gelesen) if len(stelle.maengel) == vorher else None

    return lies


TELEFON = muster(r"\+?[0-9][0-9 /()-]{1,24}", "eine Telefonnummer wie 0221 12345")
EMAIL = muster(r"[^\s@<>]+@[^\s@<>]+\.[a-zäöü]{2,}", "eine Mail-Adresse")
WEB = muster(r"https?://[^\s<>\"'|]{3,300}", "eine Adresse mit https:// am Anfang")
UHRZEIT = muster(r"([01]\d|2[0-3]):[0-5]\d", 'eine Uhrzeit in Anführungszeichen wie "08:30"')
