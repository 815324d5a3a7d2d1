"""A turn as plain text for channels without our page (shell, messenger bridges)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.reply.rahmen import Antworten, Rahmen, join


@dataclass(frozen=True)
class Blase:
    """One message with the choices below it."""

    text: str
    wahl: tuple[Rahmen, ...] = ()


def as_bubbles(antworten: Antworten) -> list[Blase]:
    """Bubbles in their order; the cards of a result become one bubble each."""
    blasen = []
    for antwort in antworten:
        if "text" in antwort:
            blasen.append(Blase(antwort["text"], tuple(antwort.get("wahl", ()))))
        blasen += [Blase(text) for text in _cards(antwort.get("custom") or {})]
    return blasen


def _cards(custom: Rahmen) -> Iterator[str]:
    if custom.get("typ") == "empfehlung":
        yield from (_card(nr, karte) for nr, karte in enumerate(custom["wege"], start=1))
        kontakt = custom.get("kontakt") or {}
        if kontakt:
            yield "\n".join(_contact_lines(kontakt))
    elif custom.get("typ") == "uebersicht":
        yield "\n".join(f"- {zeile['satz']}" for zeile in custom.get("zeilen", ()))


def _card(nr: int, karte: dict[str, Any]) -> str:
    zeilen = [f"{nr}. {karte['name']}", join((karte["antwort_satz"], karte["satz"]))]
    for grund in karte["gruende"]:
        paragraf = f" [{grund['rechtsgrundlage']}]" if grund["rechtsgrundlage"] else ""
        zeilen.append(f"- {grund['satz']}{paragraf}")
    zeilen += [f"-> {satz}" for satz in karte["tun"]]
    for angebot in karte["angebote"]:
        zeilen.append(f"* {angebot['name']}: {angebot['satz']} {angebot['stand']}")
        zeilen += [f"  {zeile}" for zeile in _contact_lines(angebot["kontakt"])]
    return "\n".join(zeilen)


def _contact_lines(kontakt: dict[str, Any]) -> list[str]:
    felder = ("name", "telefon", "email", "web", "adresse", "hinweis")
    return [str(kontakt[feld]) for feld in felder if kontakt.get(feld)]
