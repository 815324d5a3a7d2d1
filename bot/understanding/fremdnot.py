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
    """A stem in smooth spelling; `ganz`: the word ends with it."""

    text: str
    ganz: bool

    def stands_in(self, message: str) -> bool:
        """Whether a word of the (smooth) message begins with it."""
        end = " " if self.ganz else ""
        if f" {self.text}{end}" in message:
            return True
        if not _INSIDE.search(self.text):
            return False
        if len(self.text) > _SHORT or not _ARABIC.search(self.text):
            return self.text + end in message
        return any(f" {sign}{self.text}{end}" in message for sign in _JOINED)

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
        if any(one.stands_in(message) for one in self.ausser):
            return False
        return all(
            any(
                one.nearly_stands_in(message) if nearly else one.stands_in(message) for one in stems
            )
            for stems in self.stuecke
        )


def detect_foreign(text: str, arten: Iterable[str], *, german: bool) -> tuple[str, str] | None:
    """Kind of crisis and ISO 639-1 code of the language, or None; the first of `arten` wins.

    `german`: most words are German, so that mistakes are not forgiven.
    """
    message = f" {smooth(text)} "
    by_kind = {art: tuple(line for line in _lines() if line.art == art) for art in arten}
    for nearly in (False,) if german else (False, True):
        for art, lines in by_kind.items():
            found = next((line for line in lines if line.says(message, nearly=nearly)), None)
            if found:
                return art, found.sprache
    return None


@cache
def _lines() -> tuple[Zeile, ...]:
    data: Mapping[str, Mapping[str, list[str]]] = read(FOLDER / "notlage_sprachen.yml")
    return tuple(_read_all(data))


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
    words = [word.strip() for word in piece.split("|")]
    return tuple(Wortanfang(smooth(word.rstrip("_")), word.endswith("_")) for word in words if word)
