"""Errors a client can get, each with a status and a sentence in simple German."""

from __future__ import annotations

from collections.abc import Mapping

from bot.reply.texte import Texte

STATUS: Mapping[str, int] = {
    "ungueltig": 400,
    "leer": 400,
    "link_ungueltig": 400,
    "wert_nicht_erlaubt": 400,
    "unbekannte_sitzung": 404,
    "nicht_gefunden": 404,
    "zu_langsam": 408,
    "nummer_uebersprungen": 409,
    "zu_lang": 413,
    "zu_schnell": 429,
    "nicht_bereit": 503,
}


class Abgelehnt(Exception):
    """A request is refused; `fehler` is a key of STATUS, `angaben` go into the answer."""

    def __init__(self, fehler: str, **angaben: object) -> None:
        super().__init__(fehler)
        self.fehler = fehler
        self.status = STATUS[fehler]
        self.angaben = angaben


def fehler_saetze(texte: Texte) -> Mapping[str, str]:
    """The sentence for each error; raises ValueError when one is missing or too much."""
    saetze = texte.unter("fehler")
    if odd := set(STATUS) ^ set(saetze):
        raise ValueError(f"{texte.ordner}/fehler.yml: {sorted(odd)[0]!r} fehlt oder ist zu viel")
    return saetze
