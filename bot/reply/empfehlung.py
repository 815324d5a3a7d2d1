"""The result: at most three Wege with reason, paragraph, offer, next step, and one human."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.catalogue import Angebot
from bot.eligibility import JA, NEIN, OFFEN, Befund, Regelwerk, Weg
from bot.eligibility.auswahl import first_choices, ranking
from bot.eligibility.lage import Lage
from bot.profile import Profil
from bot.reply.angebote import contact_json, nearness, offer_json, offers_for
from bot.reply.gruende import NAMEN_HOECHSTENS, fact_name, main_paragraph, reasons_json
from bot.reply.texte import Texte, render


@dataclass(frozen=True)
class Ergebnis:
    """Everything a result is made of: who, which day, what the law says, what there is."""

    regelwerk: Regelwerk
    profil: Profil
    stichtag: date
    heute: date
    befunde: Mapping[str, Befund]
    angebote: Sequence[Angebot]

    @property
    def rolle(self) -> str | None:
        """Who is asking; decides how the person is spoken of."""
        rolle = self.profil.get("rolle")
        return str(rolle) if rolle else None

    @property
    def lage(self) -> Lage:
        """The person on the day of law."""
        return Lage(self.profil, self.stichtag)

    def first(self) -> tuple[str, ...]:
        """The first choices."""
        return first_choices(self.regelwerk, self._antworten(), self.lage, nearness(self.angebote))

    def order(self) -> tuple[str, ...]:
        """All Wege that may be advised, the best first."""
        return ranking(self.regelwerk, self._antworten(), self.lage, nearness(self.angebote))

    def _antworten(self) -> dict[str, Any]:
        return {name: befund.antwort for name, befund in self.befunde.items()}


def result_frame(ergebnis: Ergebnis, texte: Texte) -> dict[str, Any]:
    """The `empfehlung` of the contract."""
    erste = ergebnis.first()
    rest = [name for name in ergebnis.order() if name not in erste]
    zu = [name for name in ergebnis.befunde if name not in (*erste, *rest)]
    return {
        "stichtag": ergebnis.stichtag.isoformat(),
        "wege": [weg_json(ergebnis, texte, name) for name in erste],
        "weitere": [_short(ergebnis, texte, name) for name in (*rest, *zu)],
        "kontakt": human_contact(ergebnis, texte),
        "offene_fakten": list(open_fact_names(ergebnis, texte, erste)),
    }


def weg_json(ergebnis: Ergebnis, texte: Texte, name: str) -> dict[str, Any]:
    """One Weg as a card: what it is, why, where, what to do next."""
    befund, weg, rolle = ergebnis.befunde[name], ergebnis.regelwerk.weg(name), ergebnis.rolle
    angebote = offers_for(ergebnis.angebote, name, rolle)
    karte = {
        "weg": name,
        "name": render(weg.titel, rolle),
        "satz": render(weg.satz, rolle),
        "antwort": befund.antwort.wort,
        "antwort_satz": texte.satz(f"gespraech.ergebnis.antwort.{befund.antwort.wort}", rolle),
        "art": befund.art.value if befund.art else None,
        "gruende": reasons_json(befund, texte, ergebnis.profil, rolle),
        "rechtsgrundlage": main_paragraph(befund),
        "angebote": [offer_json(a, texte, rolle, ergebnis.heute) for a in angebote],
        "tun": [render(satz, rolle) for satz in befund.tun],
        **outlook_json(befund, texte, rolle),
    }
    if befund.art and befund.antwort is JA:
        karte["art_satz"] = texte.satz(f"gespraech.ergebnis.art.{befund.art.value}", rolle)
    return karte


def outlook_json(befund: Befund, texte: Texte, rolle: str | None) -> dict[str, Any]:
    """From when a closed Weg opens by itself and what the person can change."""
    aussicht: dict[str, Any] = {
        "was_aendern": [
            {"fakt": a.fakt, "wert": a.wert, "satz": render(a.satz, rolle)}
            for a in befund.was_aendern
        ],
        "ab_wann": befund.ab_wann,
    }
    if befund.ab_wann:
        aussicht["ab_wann_satz"] = texte.satz("gespraech.ab_wann.weg", rolle, monat=befund.ab_wann)
    return aussicht


def _short(ergebnis: Ergebnis, texte: Texte, name: str) -> dict[str, Any]:
    """A further Weg: its answer, its first reason and its outlook."""
    befund, rolle = ergebnis.befunde[name], ergebnis.rolle
    gruende = reasons_json(befund, texte, ergebnis.profil, rolle)
    return {
        "weg": name,
        "name": render(ergebnis.regelwerk.weg(name).titel, rolle),
        "antwort": befund.antwort.wort,
        "gruende": gruende[:2],
        "rechtsgrundlage": main_paragraph(befund),
        **outlook_json(befund, texte, rolle),
    }


def open_fact_names(ergebnis: Ergebnis, texte: Texte, wege: Iterable[str]) -> Iterable[str]:
    """What is still unknown and decides about the first choices, in words."""
    fehlend = dict.fromkeys(
        fakt for name in wege for fakt in ergebnis.befunde[name].fehlende_fakten
    )
    return [fact_name(texte, fakt, ergebnis.rolle) for fakt in fehlend][:NAMEN_HOECHSTENS]


def human_contact(ergebnis: Ergebnis, texte: Texte) -> dict[str, Any]:
    """A human to talk to: the nearest advice that is open to the person."""
    beratung = sorted(
        (weg for weg in ergebnis.regelwerk.wege if weg.empfehlung.mensch),
        key=lambda weg: _advice_rank(weg, ergebnis.befunde.get(weg.name)),
    )
    for weg in beratung:
        for angebot in ergebnis.angebote:
            if weg.name in angebot.wege and not angebot.nur_helfer:
                return _contact(weg, angebot, ergebnis.rolle)
    return {}


def _advice_rank(weg: Weg, befund: Befund | None) -> tuple[int, int]:
    antwort = befund.antwort if befund else OFFEN
    return {JA: 0, OFFEN: 1, NEIN: 2}[antwort], -weg.empfehlung.wuensche.get("beratung", 0)


def _contact(weg: Weg, angebot: Angebot, rolle: str | None) -> dict[str, Any]:
    return {
        **contact_json(angebot, rolle),
        "weg": weg.name,
        "stelle": render(weg.titel, rolle),
        "satz": render(angebot.satz, rolle),
    }
