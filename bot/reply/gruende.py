"""Reasons of a Befund as sentences with their paragraph and source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.eligibility import Befund, Grund, Sorte
from bot.profile import WEISS_NICHT, Profil
from bot.reply.texte import Texte, render

_STANDARD = {
    Sorte.BEHOERDE: "gespraech.offen.behoerde",
    Sorte.NICHT_ABGEBILDET: "gespraech.offen.nicht_abgebildet",
    Sorte.VERALTET: "gespraech.offen.zu_alt",
    Sorte.NICHT_EINGETRAGEN: "gespraech.offen.nicht_eingetragen",
}


def reasons_json(
    befund: Befund, texte: Texte, profil: Profil, rolle: str | None
) -> list[dict[str, Any]]:
    """Each reason as {"satz", "rechtsgrundlage", "quelle", "sorte"}; missing facts in one."""
    return [
        {
            "satz": satz,
            "rechtsgrundlage": grund.beleg.rechtsgrundlage,
            "quelle": grund.beleg.quelle,
            "sorte": grund.sorte.value,
        }
        for satz, grund in _sentences(befund, texte, profil, rolle)
        if satz
    ]


def _sentences(
    befund: Befund, texte: Texte, profil: Profil, rolle: str | None
) -> Iterator[tuple[str, Grund]]:
    fehlend = [grund for grund in befund.gruende if grund.sorte is Sorte.FEHLT]
    for grund in befund.gruende:
        if grund.sorte is not Sorte.FEHLT:
            satz = grund.satz or texte.satz(_STANDARD[grund.sorte], rolle)
            yield render(satz, rolle), grund
    for unbekannt, id in ((False, "fakt_fehlt"), (True, "weiss_nicht")):
        teil = [g for g in fehlend if (profil.get(g.fakt or "") == WEISS_NICHT) is unbekannt]
        namen = list(dict.fromkeys(fact_name(texte, g.fakt or "", rolle) for g in teil))
        if namen:
            yield texte.satz(f"gespraech.offen.{id}", rolle, fakten=namen), teil[0]


def fact_name(texte: Texte, fakt: str, rolle: str | None = None) -> str:
    """The short word for a fact ("Alter")."""
    return texte.satz(f"fragen.{fakt}.name", rolle)


def main_paragraph(befund: Befund) -> str:
    """The paragraph of the first reason that has one."""
    belege = (grund.beleg.rechtsgrundlage for grund in befund.gruende)
    return next((paragraf for paragraf in belege if paragraf), "")
