"""Offers and contacts as the page and staff programs read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.catalogue import Angebot, Ebene
from bot.eligibility.auswahl import WEIT_WEG
from bot.reply.texte import Texte, render

JE_WEG = 2
"""Offers shown for one Weg: the nearest first, more would not be read on a phone."""

_EBENEN = {ebene: rang for rang, ebene in enumerate(Ebene)}
SUCHWEG = 8


def nearness(angebote: Iterable[Angebot]) -> dict[str, int]:
    """Per Weg how near its nearest offer is: 0 = in the town, 8 = only a way to find one."""
    naehe: dict[str, int] = {}
    for angebot in angebote:
        if angebot.nur_helfer:
            continue
        rang = SUCHWEG if angebot.suchweg else _EBENEN[angebot.ebene]
        for weg in angebot.wege:
            naehe[weg] = min(rang, naehe.get(weg, WEIT_WEG))
    return naehe


def offers_for(angebote: Iterable[Angebot], weg: str, rolle: str | None) -> list[Angebot]:
    """The nearest offers of a Weg; formats without a place for a person only for helpers."""
    helfer = rolle == "helfer"
    passend = [a for a in angebote if weg in a.wege and (helfer or not a.nur_helfer)]
    return passend[:JE_WEG]


def offer_json(angebot: Angebot, texte: Texte, rolle: str | None, heute: date) -> dict[str, Any]:
    """One offer with its contact, the day it was last confirmed and a warning when that is old."""
    return {
        "id": angebot.id,
        "weg": angebot.weg,
        "name": angebot.name,
        "satz": render(angebot.satz, rolle),
        "genaueres": [render(satz, rolle) for satz in angebot.genaueres],
        "kontakt": contact_json(angebot, rolle),
        "zuletzt_bestaetigt": angebot.zuletzt_bestaetigt.isoformat(),
        "stand": _age_note(angebot, texte, rolle, heute),
        "nur_helfer": angebot.nur_helfer,
    }


def _age_note(angebot: Angebot, texte: Texte, rolle: str | None, heute: date) -> str:
    stand = texte.satz("gespraech.stand.text", rolle, datum=angebot.zuletzt_bestaetigt)
    if not angebot.is_old(heute):
        return stand
    return f"{stand} {texte.satz('gespraech.stand.alt', rolle)}"


def contact_json(angebot: Angebot, rolle: str | None) -> dict[str, Any]:
    """How to reach an office: its name and only what somebody has read in a source."""
    felder: Mapping[str, str | None] = asdict(angebot.kontakt)
    kontakt = {name: wert for name, wert in felder.items() if wert}
    kontakt.setdefault("name", angebot.traeger or angebot.name)
    if "hinweis" in kontakt:
        kontakt["hinweis"] = render(kontakt["hinweis"], rolle)
    return kontakt
