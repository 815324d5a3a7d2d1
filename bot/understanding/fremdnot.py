"""Crisis in other languages: lines of word stems, found however they are spelled.

How a line is written stands at the head of `data/verstehen/notlage_sprachen.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from bot.understanding.daten import FOLDER, read

LONG = 8
"""Stems with so many letters may have a wrong letter in a message of another language."""
ALIKE = 87.0
"""How alike (0 to 100) a stem and a piece of the message must be then: one letter in eight."""
START = 3
"""So many letters of a stem are looked for first."""
_SHORT = 3
"""Arabic stems with so few letters count only at the beginning of a word."""

_ETHIOPIC = {0x1340 + n: 0x1338 + n for n in range(8)} | {0x1220 + n: 0x1230 + n for n in range(8)}
_LETTERS = (
    str.maketrans(
        {"ı": "i", "ґ": "г", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae"}
        | {"ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "گ": "ك", "ـ": "", "ۆ": "و"}
        | {"'": "", "’": "", "`": "", "´": "", "ʼ": "", "\u200c": "", "\u200d": ""}
    )
    | _ETHIOPIC
)
_NO_LETTER = re.compile(r"[^\w]+")
_DOUBLED = re.compile(r"([a-zа-я])\1+")
_ELISION = re.compile(r"\b(l|d|j|m|n|s|t|c|qu)['’](?=[^\W\d_])")
_PERSIAN_PREFIX = re.compile(r"\b(ن?مي) ")
_INSIDE = re.compile(r"[\u0600-\u06ff\u1200-\u137f]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_SCRIPTS = (
    ("kyrillisch", "\u0400", "\u04ff"),
    ("arabisch", "\u0600", "\u06ff"),
    ("aethiopisch", "\u1200", "\u137f"),
)
_JOINED = ("و", "ف", "ب", "ل", "ال", "وال", "بال", "لل")
"""What Arabic writes onto the beginning of a word: and, so, in, for, the."""


def smooth(text: str) -> str:
    """Small letters without accents, doubled letters and signs; one blank between words."""
    low = _ELISION.sub(r"\1 ", text.lower()).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", low).translate(_LETTERS)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = _NO_LETTER.sub(" ", letters).strip()
    return _PERSIAN_PREFIX.sub(r"\1", _DOUBLED.sub(r"\1", words))


@dataclass(frozen=True)
class Wortanfang:
    """A stem in smooth spelling, and the pieces of text that say it is there."""

    text: str
    nadeln: tuple[str, ...]

    def stands_in(self, message: str) -> bool:
        """Whether a word of the (smooth) message begins with it."""
        return any(nadel in message for nadel in self.nadeln)

    def nearly_stands_in(self, message: str) -> bool:
        """The same with one wrong letter, for long stems."""
        if self.stands_in(message):
            return True
        if len(self.text) < LONG:
            return False
        near = fuzz.partial_ratio_alignment(self.text, message, score_cutoff=ALIKE)
        # The first letters must be right: a lost "не" or "ن" would turn no into yes.
        if near is None or not message[near.dest_start :].startswith(self.text[:2]):
            return False
        return bool(_INSIDE.search(self.text)) or message[near.dest_start - 1] == " "


@dataclass(frozen=True)
class Zeile:
    """One line: of each of `stuecke` one stem must be there, and none of `ausser`."""

    art: str
    sprache: str
    stuecke: tuple[tuple[Wortanfang, ...], ...]
    ausser: tuple[Wortanfang, ...] = ()

    def says(self, message: str, *, nearly: bool) -> bool:
        """Whether the message says it; `nearly` forgives a wrong letter in long stems."""
        stands = Wortanfang.nearly_stands_in if nearly else Wortanfang.stands_in
        if not all(any(stands(one, message) for one in stems) for stems in self.stuecke):
            return False
        return not any(one.stands_in(message) for one in self.ausser)

    @property
    def anker(self) -> frozenset[str]:
        """Beginnings of which one is there if the line says it; empty if that is not known."""
        long = [stems for stems in self.stuecke if all(len(one.text) >= START for one in stems)]
        return frozenset(one.text[:START] for one in min(long, key=len, default=()))

    @property
    def schrift(self) -> str:
        """The script of its stems; a message in another one cannot say it."""
        return _script(self.stuecke[0][0].text)


def detect_foreign(text: str, arten: Iterable[str], *, german: bool) -> tuple[str, str] | None:
    """Kind of crisis and ISO 639-1 code of the language, or None; the first of `arten` wins.

    `german`: most words are German, so that mistakes are not forgiven.
    """
    message = f" {smooth(text)} "
    scripts = {_script(word) for word in message.split()}
    for nearly in (False,) if german else (False, True):
        begins = None if nearly else _beginnings(message)
        for art in arten:
            lines = (line for script in scripts for line in _candidates(art, script, begins))
            found = next((line for line in lines if line.says(message, nearly=nearly)), None)
            if found:
                return art, found.sprache
    return None


def _candidates(art: str, script: str, begins: frozenset[str] | None) -> Iterator[Zeile]:
    """The lines that may be said: most are out at once, because no word begins as they need."""
    for anchor, line in _lines().get((art, script), ()):
        if begins is None or not anchor or not anchor.isdisjoint(begins):
            yield line


def _beginnings(message: str) -> frozenset[str]:
    """The first letters of each word; in scripts that join words, of each place in a word."""
    inside = bool(_INSIDE.search(message))
    places = (n + 1 for n, sign in enumerate(message) if inside or sign == " ")
    return frozenset(message[n : n + START] for n in places)


def _script(word: str) -> str:
    """Latin, Cyrillic, Arabic or Ethiopic, by the first letter."""
    sign = word[:1]
    return next((name for name, first, last in _SCRIPTS if first <= sign <= last), "latein")


@cache
def _lines() -> Mapping[tuple[str, str], tuple[tuple[frozenset[str], Zeile], ...]]:
    """The lines by kind and script, with what a word must begin with."""
    data: Mapping[str, Mapping[str, list[str]]] = read(FOLDER / "notlage_sprachen.yml")
    found: dict[tuple[str, str], tuple[tuple[frozenset[str], Zeile], ...]] = {}
    for line in _read_all(data):
        key = (line.art, line.schrift)
        found[key] = (*found.get(key, ()), (line.anker, line))
    return found


def _read_all(data: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Zeile]:
    for art, languages in data.items():
        for sprache, lines in languages.items():
            yield from (_read_line(art, sprache, str(line)) for line in lines)


def _read_line(art: str, sprache: str, line: str) -> Zeile:
    pieces = [piece.strip() for piece in line.split(" & ")]
    said = tuple(_stems(piece) for piece in pieces if not piece.startswith("! "))
    without = tuple(stem for one in pieces if one.startswith("! ") for stem in _stems(one[2:]))
    return Zeile(art, sprache, said, without)


def _stems(piece: str) -> tuple[Wortanfang, ...]:
    return tuple(_stem(word.strip()) for word in piece.split("|") if word.strip())


def _stem(word: str) -> Wortanfang:
    text, end = smooth(word.rstrip("_")), " " if word.endswith("_") else ""
    if not _INSIDE.search(text):
        return Wortanfang(text, (f" {text}{end}",))
    if len(text) > _SHORT or not _ARABIC.search(text):
        return Wortanfang(text, (text + end,))
    return Wortanfang(text, tuple(f" {sign}{text}{end}" for sign in ("", *_JOINED)))
