"""Sentences, words, syllables and the two formulas for how hard a text is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[0-9A-Za-zÄÖÜäöüßéèêçáàñó]+(?:[-’'][0-9A-Za-zÄÖÜäöüßé]+)*")
_MONTH = (
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)  # fmt: skip
_SENTENCE_END = re.compile(
    r"(?<=[.!?:])[”“\"’]?\s+(?=[„\"A-ZÄÖÜ0-9])"  # an end and a new beginning ...
)
_ORDINAL = re.compile(rf"(\d)\.\s+(?={_MONTH})")
_NO_BREAK = "\ue000"  # stands for the space in "1. Mai"
_NUCLEUS = re.compile(r"aa|ee|oo|au|äu|eu|ei|ai|ie|ey|ay|[aeiouyäöüé]")
_HIATUS = ("familie", "linie", "studie", "aktie", "serie", "prämie", "folie")


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[str, ...]:
    """ "Hallo! Ich bin da." -> ("Hallo!", "Ich bin da."); a colon before a capital ends one too."""
    geschuetzt = _ORDINAL.sub(rf"\1.{_NO_BREAK}", text.strip())
    teile = _SENTENCE_END.split(geschuetzt)
    return tuple(teil.replace(_NO_BREAK, " ") for teil in teile if words(teil))


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """Words as a reader counts them; a compound with hyphens is one word."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=8192)
def syllables(wort: str) -> int:
    """Syllables of one word: groups of vowels, with the usual exceptions."""
    klein = wort.casefold().replace("qu", "q")
    if klein.isdigit():
        return 1
    anzahl = len(_NUCLEUS.findall(klein))
    if klein.endswith(("ien", "ier")) and len(klein) > 5 and klein[-4] in "lnrdmtv":
        anzahl += klein.endswith("ien")
    return max(1, anzahl + any(klein.endswith(ende) for ende in _HIATUS))


def wstf1(texte: Iterable[str]) -> float:
    """First Wiener Sachtextformel (Bamberger/Vanecek): about the school year, 4 is easy."""
    saetze, worte = _split(texte)
    if not worte:
        return 0.0
    silben = [syllables(wort) for wort in worte]
    lang = sum(len(wort) > 6 for wort in worte)
    anteil = 100 / len(worte)
    return (
        0.1935 * anteil * sum(zahl >= 3 for zahl in silben)
        + 0.1672 * len(worte) / saetze
        + 0.1297 * anteil * lang
        - 0.0327 * anteil * sum(zahl == 1 for zahl in silben)
        - 0.875
    )


def lix(texte: Iterable[str]) -> float:
    """Björnsson's LIX: words a sentence plus percent of words over six letters."""
    saetze, worte = _split(texte)
    if not worte:
        return 0.0
    return len(worte) / saetze + 100 * sum(len(wort) > 6 for wort in worte) / len(worte)


def _split(texte: Iterable[str]) -> tuple[int, list[str]]:
    """Number of sentences and their words; the formulas read each part of a hyphened word."""
    saetze = [satz for text in texte for satz in sentences(text)]
    worte = [teil for satz in saetze for wort in words(satz) for teil in wort.split("-")]
    return max(1, len(saetze)), worte
