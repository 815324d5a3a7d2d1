"""What kind of word each word is (HanTa), and what compounds are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(r"[0-9A-Za-zÄÖÜäöüßéèêçáàñó]+(?:[-’'][0-9A-Za-zÄÖÜäöüßé]+)*|[^\s]")
_STEMS = ("NN", "VV", "ADJ", "NE")  # kinds of parts that carry meaning


@dataclass(frozen=True)
class Wort:
    """A word of a sentence: as written, its basic form, its kind (STTS, shortened)."""

    form: str
    grund: str
    art: str

    @property
    def finit(self) -> bool:
        """True for a verb with a person: "bekommst", "ist", "darf", "frag"."""
        return self.art.endswith(("(FIN)", "(IMP)"))

    @property
    def verb(self) -> bool:
        """True for any form of a verb."""
        return self.art.startswith(("VV", "VA", "VM"))


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_ger.pgz")


@lru_cache(maxsize=8192)
def tag(satz: str) -> tuple[Wort, ...]:
    """The words and marks of a sentence with their kinds."""
    zeichen = _TOKEN.findall(satz)
    if zeichen and len(zeichen) > 1:
        zeichen[0] = _as_inside(zeichen[0])
    return tuple(
        Wort(form, str(grund), str(art))
        for form, grund, art in _tagger().tag_sent(zeichen, taglevel=1)
    )


@lru_cache(maxsize=8192)
def _as_inside(wort: str) -> str:
    """An imperative at the start ("Schau") in small letters, or HanTa takes it for a noun."""
    klein = wort[0].lower() + wort[1:]
    arten = _tagger().tag_word(klein, cutoff=5)
    befehl = arten and (
        arten[0][0] == "VV(IMP)" or (arten[0][0] == "VV(FIN)" and klein.endswith(("e", "imm")))
    )
    return klein if befehl else wort


@lru_cache(maxsize=8192)
def lemma(wort: str) -> str:
    """Basic form of a word on its own."""
    return str(_tagger().analyze(wort, taglevel=1)[0])


@lru_cache(maxsize=8192)
def parts(wort: str) -> tuple[str, ...]:
    """Meaningful parts of a compound: "Integrationskurs" -> ("integration", "kurs")."""
    stuecke = _tagger().analyze(wort, taglevel=3)[1]
    return tuple(str(teil) for teil, art in stuecke if str(art).split("_")[0] in _STEMS)
