"""The history as a person reads it: taps appear as the words on the button."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.channel.eingabe import START, Json
from bot.channel.sitzungen import Turn
from bot.places import gemeinde
from bot.profile import WEISS_NICHT
from bot.reply.texte import Texte, TextFehler


def told(turns: Iterable[Turn], texte: Texte) -> list[Json]:
    """The turns for `verlauf`; `turns` begin with the first, `texte` name the commands."""
    content: list[Json] = []
    wahl: list[Json] = []
    for turn in turns:
        gesagt = _words(turn.gesagt, wahl, texte)
        content.append({"nr": turn.nr, "gesagt": gesagt, "antworten": turn.antworten})
        wahl = [choice for antwort in turn.antworten for choice in antwort.get("wahl") or []]
    return content


def _words(gesagt: Json, wahl: list[Json], texte: Texte) -> str | None:
    if "text" in gesagt:
        return str(gesagt["text"])
    if "antwort" in gesagt:
        return _answer_words(gesagt["antwort"], wahl, texte)
    if "uebernahme" in gesagt:
        return texte.satz("seite.plan.uebernommen")
    if gesagt["befehl"] == START:
        return None
    titel = next((c["titel"] for c in wahl if c.get("befehl") == gesagt["befehl"]), None)
    return str(titel or texte.satz(f"seite.befehl.{gesagt['befehl']}"))


def _answer_words(antwort: Json, wahl: list[Json], texte: Texte) -> str:
    """The title of the tapped choice, or of each one where several were tapped."""
    fakt, wert = antwort["fakt"], antwort["wert"]
    titles = [
        (choice["antwort"]["wert"], str(choice["titel"]))
        for choice in wahl
        if (choice.get("antwort") or {}).get("fakt") == fakt
    ]
    werte = wert if isinstance(wert, list) else [wert]
    names = (_title(titles, w) or _name(fakt, w, texte) for w in werte)
    return _title(titles, wert) or ", ".join(names)


def _title(titles: list[tuple[object, str]], wert: object) -> str | None:
    return next((title for value, title in titles if value in (wert, [wert])), None)


def fact_sentence(fakt: str, wert: Any, texte: Texte, rolle: str) -> str:
    """An answer in words, e.g. "Du wohnst in Köln."; the value itself where there are none."""
    ort = gemeinde(str(wert)) if fakt == "ort" else None
    try:
        return texte.wert_satz(fakt, ort.name if ort else wert, rolle)
    except TextFehler:
        return _name(fakt, wert, texte)


def _name(fakt: str, wert: object, texte: Texte) -> str:
    """A value that had no button, in words as far as there are any."""
    if wert == WEISS_NICHT:
        return texte.satz("seite.weiss_nicht")
    if fakt == "ort" and (ort := gemeinde(str(wert))):
        return ort.name
    return texte.wert_name(fakt, wert) or str(wert)
