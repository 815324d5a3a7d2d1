"""The same conversation as plain forms, for browsers without JavaScript: one question a page."""

from __future__ import annotations

import json
from typing import Any, Protocol
from urllib.parse import parse_qs

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.channel import http
from bot.channel.ausgabe import custom_of, is_deletion
from bot.channel.eingabe import Json, Nachricht, read_gesagt, read_json
from bot.channel.fehler import Abgelehnt
from bot.channel.seite import Seite, template
from bot.channel.settings import ChannelSettings
from bot.channel.sitzungen import Turn
from bot.channel.turns import Turns
from bot.reply.texte import Texte

ADRESSE = "/einfach"

Fields = dict[str, list[str]]
"""What a form says: each name with its values."""


class Kanal(Protocol):
    """What the forms need of the channel behind them."""

    settings: ChannelSettings
    texte: Texte
    saetze: Any
    seite: Seite

    async def new_session(self, request: Request) -> tuple[str, Turn]: ...
    async def take(self, request: Request, nachricht: Nachricht) -> Turn: ...
    def guarded(self, handler: Any) -> Any: ...
    def turns(self, request: Request) -> Turns: ...


class Einfach:
    """The pages below /einfach."""

    def __init__(self, kanal: Kanal) -> None:
        self._kanal = kanal
        self._page = template("einfach.html", kanal.texte, kanal.seite, kanal.settings)

    def mount(self, app: Sanic) -> None:
        """Add the routes."""
        guarded = self._kanal.guarded
        app.add_route(guarded(self.start), ADRESSE, methods=["GET"], name="einfach_start")
        app.add_route(
            guarded(self.go_on), ADRESSE, methods=["POST"], name="einfach_weiter", stream=True
        )

    async def start(self, _request: Request) -> HTTPResponse:
        """GET: nothing is stored before somebody begins."""
        return self._render(None, None)

    async def go_on(self, request: Request) -> HTTPResponse:
        """POST: begin, say something, or delete everything."""
        body = await http.read_body(request, self._kanal.settings.frist_empfang)
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        token = _first(fields, "sitzung")
        try:
            if not token:
                return self._render(*await self._begin(request, fields))
            if "loeschen" in fields:
                return await self._forget(request, token, _first(fields, "loeschen"))
            turn = await self._kanal.take(request, _read_nachricht(token, fields))
            if is_deletion(turn.antworten):
                return self._render(None, None, satz=self._wort("loeschen.fertig"))
            return self._render(token, turn)
        except Abgelehnt as refusal:
            return self._refuse(request, refusal, token, _first(fields, "text"))

    async def _begin(self, request: Request, fields: Fields) -> tuple[str, Turn]:
        """A new session; who comes from the start page has answered its question already."""
        says = any(name in fields for name in ("wahl", "text", "mehrfach"))
        gesagt = read_gesagt(_read_content(fields)) if says else None
        token, turn = await self._kanal.new_session(request)
        if gesagt is None:
            return token, turn
        return token, await self._kanal.take(request, Nachricht(token, turn.nr + 1, gesagt))

    async def _forget(self, request: Request, token: str, answer: str) -> HTTPResponse:
        turns = self._kanal.turns(request)
        if answer != "ja":
            last = turns.history(token, -1)[-1]
            return self._render(token, last, fragt_loeschen=answer == "frage")
        await turns.forget(token)
        return self._render(None, None, satz=self._wort("loeschen.fertig"))

    def _refuse(self, request: Request, refusal: Abgelehnt, token: str, text: str) -> HTTPResponse:
        """The last question once more, with what went wrong and what was typed."""
        satz = self._kanal.saetze[refusal.fehler]
        try:
            turns = self._kanal.turns(request).history(token, -1) if token else []
        except Abgelehnt:
            turns = []
        last = turns[-1] if turns else None
        page = self._render(token if last else None, last, satz=satz, text=text)
        page.status = refusal.status
        return page

    def _render(self, token: str | None, turn: Turn | None, **more: Any) -> HTTPResponse:
        antworten = turn.antworten if turn else []
        values = {"satz": "", "text": "", "fragt_loeschen": False, **more}
        page = self._page.render(
            sitzung=token,
            nr=turn.nr + 1 if turn else 0,
            antworten=antworten,
            custom=custom_of(antworten),
            payload=payload,
            wahl=[w for a in reversed(antworten) for w in a.get("wahl") or []],
            **values,
        )
        return html(page, headers={"Cache-Control": "no-store"})

    def _wort(self, name: str, **werte: Any) -> str:
        return self._kanal.texte.satz(f"seite.{name}", **werte)


def _first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]


def _read_nachricht(token: str, fields: Fields) -> Nachricht:
    nr = _first(fields, "nr")
    if not (nr.isascii() and nr.isdigit() and len(nr) < 9):
        raise Abgelehnt("ungueltig")
    return Nachricht(token, int(nr), read_gesagt(_read_content(fields)))


def _read_content(fields: Fields) -> Json:
    """What one form says: a button, several ticks, or a line of text."""
    if button := _first(fields, "wahl"):
        return read_json(button.encode())
    if "mehrfach" in fields and (fakt := _first(fields, "fakt")):
        return {"antwort": {"fakt": fakt, "wert": fields["mehrfach"]}}
    return {"text": _first(fields, "text")}


def payload(choice: Json) -> str:
    """What a choice says, as the value of its button."""
    if "antwort" in choice:
        return json.dumps({"antwort": choice["antwort"]})
    worum = {name: choice[name] for name in ("befehl", "fakt", "weg", "thema") if name in choice}
    return json.dumps(worum if "befehl" in choice else {"text": choice["titel"]})
