"""Which words are easy: frequent ones (Zipf), explained ones (glossary), none of the ban list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.reply.glossar import Glossar
from bot.reply.texte import Texte
from bot.sprache.wortarten import lemma, parts
from bot.sprache.zaehlen import words

HAEUFIG = 3.5
"""Zipf value (log10 of uses in a billion words) from which a word needs no explanation."""

SELTEN = 3.0
"""Below this a word without an explanation is an error; between the two it should have one."""

_LONG = 18  # letters of the longest compound without a hyphen
_PARTS = 3


@lru_cache(maxsize=16384)
def zipf(wort: str) -> float:
    """How frequent the word is in German, in any of its forms; 0.0 = never seen."""
    from wordfreq import zipf_frequency

    formen = {wort, wort.lower(), lemma(wort), lemma(wort.lower())}
    return max(float(zipf_frequency(form, "de")) for form in formen)


@dataclass(frozen=True)
class Wortschatz:
    """What words may stand in a text. Build it with `load_wortschatz`."""

    glossar: Glossar
    sperrliste: Mapping[str, str]
    namen: frozenset[str]

    def rare(self, text: str) -> Iterator[tuple[str, float]]:
        """Words of the text that are neither frequent nor explained, with their frequency."""
        for wort in words(self._without_explained(text)):
            for teil in self._pieces(wort) if f"kurz {wort}" not in text else ():
                if zipf(teil) < HAEUFIG:
                    yield wort, zipf(teil)

    def banned(self, text: str) -> Iterator[tuple[str, str]]:
        """Words of the ban list in the text, with what to say instead."""
        for wort in words(self._without_explained(text)):
            for anfang, besser in self.sperrliste.items():
                if any(teil.startswith(anfang) for teil in wort.casefold().split("-")):
                    yield wort, besser

    def long_compounds(self, text: str) -> Iterator[tuple[str, str]]:
        """Compounds that need a hyphen, with the reason."""
        for wort in words(text):
            for teil in wort.split("-"):
                if len(teil) > _LONG:
                    yield wort, f"{len(teil)} Buchstaben ohne Bindestrich"
                elif len(teil) > 9 and len(parts(teil)) >= _PARTS:
                    yield wort, f"{len(parts(teil))} Teile ohne Bindestrich"

    def other_names(self, text: str) -> Iterator[tuple[str, str]]:
        """Spellings we only accept from others, with our word: one word for one thing."""
        klein = self._without_explained(text).casefold()
        for fremd, unser in self._other:
            if fremd in klein and re.search(rf"(?<![\w-]){re.escape(fremd)}(?![\w-])", klein):
                yield fremd, unser

    def unexplained_abbreviations(self, text: str) -> Iterator[str]:
        """Words in capitals that neither the glossary nor "... heißt kurz EQ" explains."""
        for wort in re.findall(r"\b[A-ZÄÖÜ]{2,}[a-z]?\b", self._without_explained(text)):
            if wort not in self.namen and f"kurz {wort}" not in text:
                yield wort

    def _pieces(self, wort: str) -> list[str]:
        if wort in self.namen or wort.replace(".", "").isdigit():
            return []
        return [teil for teil in wort.split("-") if not re.fullmatch(r"\d+[a-z]?", teil)]

    def without_names(self, text: str) -> str:
        """The text without explained names of several words ("Kein Abschluss ohne Anschluss")."""
        return self._explained.sub(lambda fund: " " if " " in fund[0] else fund[0], text)

    def _without_explained(self, text: str) -> str:
        return self._explained.sub(" ", text)

    @cached_property
    def _explained(self) -> re.Pattern[str]:
        formen = {form for b in self.glossar.begriffe for form in (b.wort, *b.formen)}
        worte = "|".join(re.escape(form) for form in sorted(formen, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{worte})(?:s|n|en|e)?(?![\w-])", re.IGNORECASE)

    @cached_property
    def _other(self) -> list[tuple[str, str]]:
        unsere = {form.casefold() for b in self.glossar.begriffe for form in (b.wort, *b.formen)}
        return [
            (fremd.casefold(), begriff.wort)
            for begriff in self.glossar.begriffe
            for fremd in begriff.auch
            if fremd.casefold() not in unsere and not fremd[0].isdigit()
        ]


def load_wortschatz(texte: Texte, glossar: Glossar, namen: frozenset[str]) -> Wortschatz:
    """`namen` are proper names (towns, months ...) that need no explanation."""
    return Wortschatz(glossar, texte.unter("sperrliste"), namen)
