"""Rasa's input channel `web`: sessions, numbered messages, history, deletion."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.ablauf.speicherpflege import calm_collector
from bot.channel import gesundheit, http, metriken
from bot.channel.ausgabe import NAME
from bot.channel.datenschutz import Datenschutz
from bot.channel.einfach import Einfach
from bot.channel.eingabe import Nachricht, Text, read_json, read_nachricht
from bot.channel.fehler import Abgelehnt, fehler_saetze
from bot.channel.limits import Limit
from bot.channel.plan import Plan
from bot.channel.seite import Seite
from bot.channel.settings import ChannelSettings, read_channel_settings
from bot.channel.sitzungen import Turn
from bot.channel.start import Start
from bot.channel.turns import Turns, log_failure
from bot.channel.verlauf import told
from bot.reply.texte import load_texts

logger = logging.getLogger(__name__)

PREFIX = f"/webhooks/{NAME}"
_STUNDE = 3600
_BURST_SECONDS = 2

Handler = Callable[..., Awaitable[HTTPResponse]]


class WebInput(InputChannel):
    """The channel of CONTRACT section 4."""

    def __init__(self, settings: ChannelSettings) -> None:
        self.settings = settings
        self.texte = load_texts(settings.texte)
        self.saetze = fehler_saetze(self.texte)
        self.seite = Seite(self.texte, settings)
        self.start = Start(self)
        self.waermt = False
        per_second, per_address = settings.anfragen_pro_sekunde, settings.anfragen_pro_adresse
        self._per_token = Limit(per_second, per_second * _BURST_SECONDS)
        self._per_address = Limit(per_address, per_address * _BURST_SECONDS)
        self._new = Limit(settings.sitzungen_pro_minute / 60, settings.sitzungen_pro_minute)

    @classmethod
    def name(cls) -> str:
        return NAME

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, object] | None) -> WebInput:
        """The channel as `credentials.yml` and the environment set it."""
        channel = cls(read_channel_settings(credentials))
        channel.waermt = True
        return channel

    def blueprint(self, on_new_message: Callable[..., Awaitable[Any]]) -> Blueprint:
        """The routes; `on_new_message` is not used, see Turns._run."""
        blueprint = _WebBlueprint(self)
        for path, method, handler in (
            ("/", "GET", self.alive),
            ("/sitzung", "POST", self.begin),
            ("/nachricht", "POST", self.answer),
            ("/verlauf/<token>", "GET", self.history),
            ("/sitzung/<token>", "DELETE", self.forget),
        ):
            blueprint.add_route(
                self.guarded(handler), path, methods=[method], name=handler.__name__, stream=True
            )
        return blueprint

    async def alive(self, request: Request) -> HTTPResponse:
        """That the channel is there."""
        return http.reply(request, {"status": "ok"})

    async def new_session(self, request: Request, link: object = None) -> tuple[str, Turn]:
        """A session for this address, if it has not begun too many; `link` brings answers."""
        self._slow_down(self._new, http.address(request))
        turns = turns_of(request.app)
        if isinstance(link, str):
            return await turns.take_over(link)
        token, turn = await turns.begin()
        self.start.learn(turn.antworten)
        return token, turn

    async def take(self, request: Request, nachricht: Nachricht) -> Turn:
        """The turn for a message, if its session has not sent too many."""
        self._slow_down(self._per_token, nachricht.sitzung)
        turns = turns_of(request.app)
        turn = await turns.answer(nachricht.sitzung, nachricht.nr, nachricht.gesagt)
        metriken.turn(turn.antworten)
        if isinstance(nachricht.gesagt, Text) and nachricht.gesagt.persoenlich:
            warnung = {"text": self.texte.satz("gespraech.datenschutz.name")}
            return replace(turn, antworten=[warnung, *turn.antworten])
        return turn

    def turns(self, request: Request) -> Turns:
        """Sessions and turns of the server that got the request."""
        return turns_of(request.app)

    def turns_at(self, app: Sanic) -> Turns:
        """Sessions and turns of a server."""
        return turns_of(app)

    async def begin(self, request: Request) -> HTTPResponse:
        """POST sitzung: a new session and its first question."""
        body = await http.read_body(request, self.settings.frist_empfang)
        link = read_json(body).get("plan") if body.startswith(b"{") else None
        token, turn = await self.new_session(request, link)
        content = {"sitzung": token, "nr": turn.nr, "antworten": turn.antworten}
        return http.reply(request, content, 201)

    async def answer(self, request: Request) -> HTTPResponse:
        """POST nachricht: one turn."""
        body = await http.read_body(request, self.settings.frist_empfang)
        nachricht = read_nachricht(read_json(body))
        turn = await self.take(request, nachricht)
        content: dict[str, object] = {"nr": turn.nr, "antworten": turn.antworten}
        if turn.gesagt != nachricht.gesagt.as_json():
            content["anders"] = True
        elif isinstance(nachricht.gesagt, Text) and nachricht.gesagt.persoenlich:
            content["gesagt"] = nachricht.gesagt.text
        return http.reply(request, content)

    async def history(self, request: Request, token: str) -> HTTPResponse:
        """GET verlauf: the turns after number `seit`; without it, all."""
        self._slow_down(self._per_token, token)
        turns = turns_of(request.app).history(token, -1)
        after = _read_number(request.args.get("seit", "-1"))
        content = [turn for turn in told(turns, self.texte) if turn["nr"] > after]
        return http.reply(request, {"turns": content})

    async def forget(self, request: Request, token: str) -> HTTPResponse:
        """DELETE sitzung: everything about it is gone."""
        self._slow_down(self._per_token, token)
        await turns_of(request.app).forget(token)
        return empty()

    def refuse(self, request: Request, refusal: Abgelehnt) -> HTTPResponse:
        """The JSON of an error."""
        satz = self.saetze[refusal.fehler]
        content = {"fehler": refusal.fehler, "satz": satz, **refusal.angaben}
        headers = {}
        if refusal.status in (429, 503):
            headers["Retry-After"] = str(refusal.angaben.get("warten", 1))
        return http.reply(request, content, refusal.status, **headers)

    def guarded(self, handler: Handler) -> Handler:
        """The handler with the limit per address and with JSON for all that goes wrong."""

        was = handler.__qualname__

        async def guarded(request: Request, **path: str) -> HTTPResponse:
            try:
                with metriken.request(was):
                    self._slow_down(self._per_address, http.address(request))
                    return await handler(request, **path)
            except Abgelehnt as refusal:
                return self.refuse(request, refusal)
            except SanicException:
                return self.refuse(request, Abgelehnt("ungueltig"))
            except Exception as error:
                log_failure(error)
                return self.refuse(request, Abgelehnt("nicht_bereit"))

        return guarded

    @staticmethod
    def _slow_down(limit: Limit, key: str) -> None:
        if seconds := limit.wait(key):
            raise Abgelehnt("zu_schnell", warten=seconds)


class _WebBlueprint(Blueprint):
    """Rasa hands a channel only its own prefix; the page needs the rest of the server too."""

    def __init__(self, channel: WebInput) -> None:
        super().__init__(NAME)
        self.ctx.channel = channel

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        super().register(app, options)
        _configure(app, self.ctx.channel)
        self.ctx.channel.start.mount(app)
        self.ctx.channel.seite.mount(app)
        gesundheit.mount(app)
        Einfach(self.ctx.channel).mount(app)
        Plan(self.ctx.channel).mount(app)
        Datenschutz(self.ctx.channel).mount(app)


def _configure(app: Sanic, channel: WebInput) -> None:
    settings = channel.settings
    app.config.ACCESS_LOG = False  # addresses and tokens stay out of the log
    app.config.REQUEST_TIMEOUT = settings.frist_empfang or app.config.REQUEST_TIMEOUT
    app.config.PROXIES_COUNT = settings.proxies or None

    async def answer_preflight(request: Request) -> HTTPResponse | None:
        inside = request.path.startswith(PREFIX)
        return empty() if inside and request.method == "OPTIONS" else None

    async def add_headers(request: Request, response: HTTPResponse) -> None:
        http.protect(response)
        if request.path.startswith(PREFIX):
            http.allow_origin(request, response, settings.origins)

    async def refuse(request: Request, error: SanicException) -> HTTPResponse:
        fehler = "nicht_gefunden" if error.status_code in (404, 405) else "ungueltig"
        return channel.refuse(request, Abgelehnt(fehler))

    async def start(app: Sanic, _loop: object) -> None:
        calm_collector()
        app.ctx.web_tasks = [asyncio.create_task(_purge_hourly(app, settings.tage))]
        if channel.waermt:
            app.ctx.web_tasks.append(asyncio.create_task(channel.start.warm(app)))

    async def stop(app: Sanic, _loop: object) -> None:
        for task in app.ctx.web_tasks:
            task.cancel()

    app.register_middleware(answer_preflight, "request")
    app.register_middleware(add_headers, "response")
    app.error_handler.add(SanicException, refuse)
    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")


async def _purge_hourly(app: Sanic, tage: int) -> None:
    while tage:
        try:
            metriken.expired(turns_of(app).purge_expired(tage))
        except Exception as error:
            metriken.expiry_failed()
            log_failure(error)
        await asyncio.sleep(_STUNDE)


def turns_of(app: Sanic) -> Turns:
    """The turns of this server's agent, made when the agent is there (after the start)."""
    agent = getattr(app.ctx, "agent", None)
    if agent is None or agent.tracker_store is None:
        raise Abgelehnt("nicht_bereit")
    turns: Turns | None = getattr(app.ctx, "web_turns", None)
    if turns is None or turns.agent is not agent:
        channel = next(c for c in app.ctx.input_channels if isinstance(c, WebInput))
        turns = app.ctx.web_turns = Turns(agent, channel.settings.frist_antwort)
    return turns


def _read_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Abgelehnt("ungueltig") from None
