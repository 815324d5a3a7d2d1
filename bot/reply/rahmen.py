"""The parts of an answer as the web channel carries them (contract, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.profile import FAKTEN, WEISS_NICHT, Art, Value
from bot.reply.texte import Knopf, Texte

Rahmen = dict[str, Any]
Antworten = list[Rahmen]


def text(satz: str, wahl: list[Rahmen] | None = None) -> Rahmen:
    """One bubble, with choices below it where there are any."""
    return {"text": satz, "wahl": wahl} if wahl else {"text": satz}


def custom(typ: str, fakt: str | None, **weiteres: Any) -> Rahmen:
    """What the turn is, and which question is open now."""
    return {"custom": {"typ": typ, "fakt": fakt, **weiteres}}


def choice(titel: str, fakt: str, wert: Value) -> Rahmen:
    """A choice that answers a question."""
    return {"titel": titel, "antwort": {"fakt": fakt, "wert": as_json(wert)}}


def command(titel: str, befehl: str, **worum: str) -> Rahmen:
    """A choice that is a command."""
    return {"titel": titel, "befehl": befehl, **worum}


def as_json(wert: Value) -> Any:
    """A value as JSON carries it: tuples are lists."""
    return list(wert) if isinstance(wert, tuple) else wert


def facts_json(fakten: Mapping[str, Value]) -> dict[str, Any]:
    """Facts as JSON carries them."""
    return {name: as_json(wert) for name, wert in fakten.items()}


def question_text(texte: Texte, fakt: str, rolle: str | None) -> str:
    """The words of a question."""
    return texte.satz(f"fragen.{fakt}.text", rolle)


def question_choices(texte: Texte, fakt: str, rolle: str | None, mehr: bool) -> list[Rahmen]:
    """Buttons of a question: a first screen, or those behind "Mehr"; "Weiß ich nicht" on both."""
    eintrag = FAKTEN[fakt]
    wahl = [_value_choice(fakt, knopf) for knopf in texte.knoepfe(fakt, rolle, mehr)]
    if not mehr and texte.knoepfe(fakt, rolle, mehr=True):
        wahl.append(command(texte.satz("gespraech.knopf.mehr"), "mehr"))
    if eintrag.kennt_weiss_nicht:
        wahl.append(choice(texte.satz("gespraech.knopf.weiss_nicht"), fakt, WEISS_NICHT))
    if eintrag.ablehnbar:
        wahl.append(command(texte.satz("gespraech.knopf.moechte_nicht"), "weiter"))
    return wahl


def _value_choice(fakt: str, knopf: Knopf) -> Rahmen:
    art = FAKTEN[fakt].art
    if art is Art.LISTE:
        return choice(knopf.titel, fakt, (knopf.wert,))
    zahl = art in (Art.ALTER, Art.ZAHL) and knopf.wert.isdecimal()
    return choice(knopf.titel, fakt, int(knopf.wert) if zahl else knopf.wert)


def question_frame(texte: Texte, fakt: str, rolle: str | None, **weiteres: Any) -> Rahmen:
    """The `custom` of a question: what is asked, how it is answered, how many may follow."""
    return custom(
        "frage",
        fakt,
        mehrfach=FAKTEN[fakt].art is Art.LISTE,
        frei=texte.satz(f"fragen.{fakt}.frei") == "ja",
        hilfe=texte.satz(f"fragen.{fakt}.hilfe", rolle),
        eingabe_hilfe=texte.satz(f"fragen.{fakt}.eingabe_hilfe", rolle),
        **weiteres,
    )


def join(saetze: Iterable[str]) -> str:
    """Sentences behind one another."""
    return " ".join(satz for satz in saetze if satz)
