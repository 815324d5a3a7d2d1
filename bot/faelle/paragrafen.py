"""Paragraphs as people write them, compared by number and law."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GESETZ = re.compile(r"SGB\s+[IVX]+|[A-ZÄÖÜ][\wäöüÄÖÜ]*(?:-[A-Za-zÄÖÜ]+)?(?:G|V|BK|WbK|KJHG)\b")
_UNTERTEIL = re.compile(
    r"(?:Abs(?:atz|\.)?|S(?:atz|\.)|Nr\.?|Nummer|Buchst(?:abe|\.)?|Alt\.?|Halbs(?:atz|\.)?)\s*"
    r"\d*[a-z]?\b|\(\d+[a-z]?\)"
)
_NUMMER = re.compile(r"\b\d+[a-z]?\b")


def paragraphs(text: str) -> set[tuple[str, str]]:
    """(number, law) of every paragraph that a text names: '§§ 59, 132 Abs. 1 SGB III' -> two."""
    funde, anfang = set(), 0
    for gesetz in _GESETZ.finditer(text):
        davor = text[anfang : gesetz.start()]
        anfang = gesetz.end()
        zeichen = davor.find("§")
        if zeichen >= 0:
            nummern = _NUMMER.findall(_UNTERTEIL.sub(" ", davor[zeichen:]))
            funde |= {(nummer, " ".join(gesetz.group().split())) for nummer in nummern}
    return funde


def is_named(gesucht: str, texte: Iterable[str]) -> bool:
    """Whether one of the alternatives 'x oder y' is named in one of the texts."""
    texte = list(texte)
    vorhanden = {fund for text in texte for fund in paragraphs(text)}
    for teil in (einer.strip() for einer in gesucht.split(" oder ")):
        nummer_gesetz = paragraphs(teil)
        if nummer_gesetz and nummer_gesetz <= vorhanden:
            return True
        name = teil.lstrip("§ ").lower()
        if not nummer_gesetz and any(name in text.lower() for text in texte):
            return True
    return False
