"""The page /: it carries its first question along, drawn and ready, so that one answer is enough.

The first question is the same for everybody. It is learned from the conversations that begin; where
none has begun yet, one is begun for the page and deleted at once.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Protocol

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel import http
from bot.channel.ausgabe import custom_of
from bot.channel.einfach import payload
from bot.channel.eingabe import Json
from bot.channel.fehler import Abgelehnt
from bot.channel.seite import DIST, Datei, Seite, make_file, send_file, template
from bot.channel.settings import ChannelSettings
from bot.channel.turns import Turns
from bot.reply.texte import Texte

GEDULD = 1.0
"""Seconds the page waits for its first question; after that it comes without."""


class Kanal(Protocol):
    """What the page needs of the channel behind it."""

    settings: ChannelSettings
    texte: Texte
    seite: Seite

    def turns_at(self, app: Sanic) -> Turns: ...


class Start:
    """The start page; `learn` tells it what a conversation begins with."""

    def __init__(self, kanal: Kanal) -> None:
        self._kanal = kanal
        self._page = template("start.html", kanal.texte, kanal.seite, kanal.settings)
        self._teile = {name: _inline(file) for name, file in _TEILE.items()}
        self._headers = {
            "Content-Security-Policy": http.policy(
                skripte=[self._teile["vorab"], self._teile["skript"]], stile=[self._teile["stil"]]
            )
        }
        self._antworten: list[Json] = []
        self._datei = self._draw()
        self._frage: asyncio.Task[None] | None = None

    def mount(self, app: Sanic) -> None:
        """Take "/" over, which is Rasa's own greeting."""

        async def front(request: Request) -> HTTPResponse | None:
            if request.path != "/" or request.method not in ("GET", "HEAD"):
                return None
            await self._ask_once(request.app)
            return send_file(request, self._datei, headers=self._headers)

        app.register_middleware(front, "request")

    async def warm(self, app: Sanic) -> None:
        """Ask before the first visitor does, again and again until the bot answers."""
        while not self._antworten:
            await self._ask(app)
            await asyncio.sleep(GEDULD)

    def learn(self, antworten: list[Json]) -> None:
        """What turn 0 says, from a conversation that has just begun."""
        if antworten != self._antworten:
            self._antworten = antworten
            self._datei = self._draw()

    async def _ask_once(self, app: Sanic) -> None:
        """Find out what turn 0 says where nobody has begun yet; all who wait share one answer."""
        if self._antworten:
            return
        if self._frage is None or self._frage.done():
            self._frage = asyncio.ensure_future(self._ask(app))
        await asyncio.wait({self._frage}, timeout=GEDULD)

    async def _ask(self, app: Sanic) -> None:
        try:
            turns = self._kanal.turns_at(app)
            token, turn = await turns.begin()
            await turns.forget(token)
        except Abgelehnt:
            return  # the page asks by itself, and says what is wrong
        self.learn(turn.antworten)

    def _draw(self) -> Datei:
        wahl = [w for antwort in self._antworten for w in antwort.get("wahl") or []]
        seite = self._kanal.seite
        page = self._page.render(
            antworten=self._antworten,
            custom=custom_of(self._antworten),
            wahl=wahl,
            payload=payload,
            worte=_in_page(dict(seite.worte)),
            anfang=_in_page(self._anfang(wahl)),
            **self._teile,
        )
        return make_file("start.html", page.encode("utf-8"))

    def _anfang(self, wahl: list[Json]) -> Json:
        """Turn 0 as the channel would tell it, and the pictograms of its choices."""
        antworten = [choice["antwort"] for choice in wahl if "antwort" in choice]
        bilder = self._kanal.seite.bilder.only([(a["fakt"], a["wert"]) for a in antworten])
        return {"antworten": self._antworten, "bilder": bilder.as_json()}


_TEILE = {"vorab": "vorab.js", "skript": "wegweiser.js", "stil": "wegweiser.css"}


def _inline(name: str) -> str:
    """A built file as it stands inside the page; what would end it there must not be in it."""
    text = (DIST / name).read_text(encoding="utf-8").strip()
    if "</" in text or "<!--" in text:
        raise ValueError(f"{DIST / name}: '</' und '<!--' dürfen nicht darin stehen")
    return text


def _in_page(content: Any) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
