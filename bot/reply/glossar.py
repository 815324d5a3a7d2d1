"""The words we explain: look-up for "Was ist ...?", names of the Wege, output of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.reply.texte import Texte, TextFehler

_STEM = "glossar"
_LONGEST = 5  # words of the longest term somebody may type ("bundesamt für migration und ...")
_SIMILAR = 88.0
_FUZZY_FROM = 6  # shorter words are too easily mistaken for each other
_ENDINGS = re.compile(r"(?:en|es|er|e|n|s)$")
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "’": "", "'": ""})


@dataclass(frozen=True)
class Begriff:
    """One explained word. `auch` are spellings people type; we never write them ourselves."""

    id: str
    wort: str
    text: str
    weg: str | None = None
    auch: tuple[str, ...] = ()
    formen: tuple[str, ...] = ()
    suchbar: bool = True

    @property
    def schreibweisen(self) -> tuple[str, ...]:
        """Everything this word is called."""
        return (self.wort, *self.formen, *self.auch)


@dataclass(frozen=True)
class Glossar:
    """All explained words. Build it with `load_glossar`."""

    begriffe: tuple[Begriff, ...]

    def find_term(self, text: str) -> Begriff | None:
        """The word a question is about ("was ist ne dulung" -> Duldung), or None.

        The longest exact spelling wins; then the most similar one.
        """
        fenster = _windows(text)
        for stueck in fenster:
            if stueck in self._keys:
                return self._keys[stueck]
        return self._similar(fenster)

    def weg_name(self, weg: str) -> str:
        """What we call a Weg, e.g. "bvb" -> "Berufs-Vorbereitung". Raises `TextFehler`."""
        if weg not in self.wege:
            raise TextFehler(f"der Weg „{weg}“ hat keinen Eintrag im Glossar")
        return self.wege[weg].wort

    @cached_property
    def wege(self) -> Mapping[str, Begriff]:
        """The explained Wege by their name in the rules."""
        return {begriff.weg: begriff for begriff in self.begriffe if begriff.weg}

    def zeilen(self) -> Iterator[dict[str, str]]:
        """What `wegweiser glossar` prints: {"wort", "text"}, sorted by word."""
        for begriff in sorted(self.begriffe, key=lambda b: b.wort.casefold()):
            yield {"wort": begriff.wort, "text": begriff.text}

    @cached_property
    def _keys(self) -> Mapping[str, Begriff]:
        keys: dict[str, Begriff] = {}
        for begriff in self.begriffe:
            for wort in begriff.schreibweisen if begriff.suchbar else ():
                keys.setdefault(_key(wort), begriff)
        return keys

    def _similar(self, fenster: list[str]) -> Begriff | None:
        lange = [key for key in self._keys if len(key) >= _FUZZY_FROM]
        treffer = [
            treffer
            for stueck in fenster
            if len(stueck) >= _FUZZY_FROM
            for treffer in process.extract(
                stueck, lange, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=1
            )
        ]
        if not treffer:
            return None
        return self._keys[max(treffer, key=lambda fund: fund[1])[0]]


def load_glossar(texte: Texte) -> Glossar:
    """Builds the glossary from data/texte/glossar.yml. Raises `TextFehler` with file and line."""
    ids = dict.fromkeys(
        id.split(".")[1] for id in texte.eintraege if id.startswith(f"{_STEM}.")
    )  # fmt: skip
    return Glossar(tuple(_begriff(texte, id) for id in ids))


def _begriff(texte: Texte, id: str) -> Begriff:
    felder = texte.unter(f"{_STEM}.{id}")
    return Begriff(
        id=id,
        wort=texte.eintrag(f"{_STEM}.{id}.wort").text,
        text=texte.eintrag(f"{_STEM}.{id}.text").text,
        weg=felder.get("weg"),
        auch=_list(texte, f"{_STEM}.{id}.auch"),
        formen=_list(texte, f"{_STEM}.{id}.formen"),
        suchbar=felder.get("ohne_suche") != "ja",
    )


def _list(texte: Texte, id: str) -> tuple[str, ...]:
    return tuple(texte.eintrag(f"{id}.{nr}").text for nr in range(texte.anzahl(id)))


def _key(wort: str) -> str:
    """Spelling without capitals, umlauts, hyphens, spaces and case endings."""
    glatt = wort.casefold().replace("ae", "a").replace("oe", "o").replace("ue", "u")
    glatt = re.sub(r"[^a-z0-9§+]", "", glatt.translate(_FOLD))
    glatt = glatt.lstrip("§") or glatt
    return _ENDINGS.sub("", glatt) if len(glatt) > 5 else glatt


def _windows(text: str) -> list[str]:
    """Runs of up to five words as look-up keys, longest first."""
    worte = re.findall(r"[\w§+'’-]+", text)
    laengen = range(min(_LONGEST, len(worte)), 0, -1)
    return [
        _key(" ".join(worte[start : start + laenge]))
        for laenge in laengen
        for start in range(len(worte) - laenge + 1)
    ]
