"""Reasons of a Befund as sentences with their paragraph and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.eligibility import Befund, Grund, Sorte
from bot.profile import WEISS_NICHT, Profil
from bot.reply.texte import Texte, render

NAMEN_HOECHSTENS = 4
"""Missing facts named in one sentence; a longer list would not be read."""

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
    fehlend = [grund for grund in befund.gruende if grund.fakt]
    for grund in befund.gruende:
        if not grund.fakt:
            satz = grund.satz or texte.satz(_STANDARD[grund.sorte], rolle)
            yield render(satz, rolle), grund
    for id, teil in _by_wording(fehlend, profil).items():
        namen = list(dict.fromkeys(fact_name(texte, g.fakt or "", rolle) for g in teil))
        yield texte.satz(f"gespraech.offen.{id}", rolle, fakten=namen[:NAMEN_HOECHSTENS]), teil[0]


def _by_wording(fehlend: Iterable[Grund], profil: Profil) -> dict[str, list[Grund]]:
    """Facts that nobody told, that the person does not know, that were not told exactly."""
    gruppen: dict[str, list[Grund]] = {}
    for grund in fehlend:
        unbekannt = profil.get(grund.fakt or "") == WEISS_NICHT
        genauer = grund.sorte is Sorte.UNGENAU
        id = "ungenau" if genauer else "weiss_nicht" if unbekannt else "fakt_fehlt"
        gruppen.setdefault(id, []).append(grund)
    return gruppen


def fact_name(texte: Texte, fakt: str, rolle: str | None = None) -> str:
    """The short word for a fact ("Alter")."""
    return texte.satz(f"fragen.{fakt}.name", rolle)


def main_paragraph(befund: Befund) -> str:
    """The paragraph of the first reason that has one."""
    belege = (grund.beleg.rechtsgrundlage for grund in befund.gruende)
    return next((paragraf for paragraf in belege if paragraf), "")
