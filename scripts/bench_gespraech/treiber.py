"""The driver, a process of its own: reads one order as JSON, prints what it measured as JSON.

It imports neither Rasa nor our rooms, so that its share of the two cores stays small. People wait
for an answer and then send the next message at once.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp

HOECHSTENS = 40
"""Turns after which a conversation that finds no end is given up."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Lage:
    """Where a conversation stands: the open question, or its end."""

    fakt: str | None = None
    ende: bool = False


@dataclass(frozen=True)
class Rede:
    """What a person does: its kind, and the answer to a fact or the typed text."""

    art: str
    fakt: str = ""
    wert: Any = None
    text: str = ""


class Gegenueber(Protocol):
    """One conversation with one of the bots."""

    async def begin(self) -> Lage: ...

    async def say(self, rede: Rede) -> Lage: ...


@dataclass
class Web:
    """A conversation with the Wegweiser (CONTRACT section 4)."""

    http: aiohttp.ClientSession
    auftrag: Json
    token: str = ""
    nr: int = 0

    async def begin(self) -> Lage:
        content = await self._post("/webhooks/web/sitzung", {})
        self.token = content["sitzung"]
        return _read_custom(content["antworten"])

    async def say(self, rede: Rede) -> Lage:
        self.nr += 1
        said = {"text": rede.text} if rede.text else _tap(rede)
        content = await self._post(
            "/webhooks/web/nachricht", {"sitzung": self.token, "nr": self.nr, **said}
        )
        return _read_custom(content["antworten"])

    async def _post(self, path: str, content: Json) -> Json:
        async with self.http.post(self.auftrag["url"] + path, json=content) as answer:
            body = await answer.read()
            if answer.status >= 300:
                raise OhneAntwort(f"Status {answer.status}")
        return dict(json.loads(body))


def _tap(rede: Rede) -> Json:
    if not rede.fakt:
        return {"befehl": "weiter"}
    return {"antwort": {"fakt": rede.fakt, "wert": rede.wert}}


def _read_custom(replies: list[Json]) -> Lage:
    custom = next(part["custom"] for part in replies if "custom" in part)
    return Lage(custom.get("fakt"), custom["typ"] == "empfehlung")


@dataclass
class Rest:
    """A conversation with the plain bot, over Rasa's own REST channel."""

    http: aiohttp.ClientSession
    auftrag: Json
    sender: str = field(default_factory=lambda: f"{random.getrandbits(64):x}")

    async def begin(self) -> Lage:
        return await self._post("hallo")

    async def say(self, rede: Rede) -> Lage:
        wert = rede.wert[0] if isinstance(rede.wert, list) else rede.wert
        return await self._post(rede.text or f"/inform{json.dumps({rede.fakt: wert})}")

    async def _post(self, message: str) -> Lage:
        content = {"sender": self.sender, "message": message}
        url = self.auftrag["url"] + "/webhooks/rest/webhook"
        async with self.http.post(url, json=content) as answer:
            replies = json.loads(await answer.read())
            if answer.status >= 300 or not replies:
                raise OhneAntwort(f"Status {answer.status}, {len(replies)} Antworten")
        facts = [self.auftrag["fragen"].get(reply.get("text")) for reply in replies]
        asked = next((fact for fact in facts if fact), None)
        return Lage(asked, any(reply.get("text") == self.auftrag["ende"] for reply in replies))


class OhneAntwort(Exception):
    """The bot refused or said nothing."""


GEGENUEBER = {"web": Web, "rest": Rest}


def next_move(lage: Lage, davor: Rede | None, mensch: Mapping[str, Any], order: Json) -> Rede:
    """What this person does next: mostly a tap, sometimes words, sometimes a question back."""
    fakt = lage.fakt
    if not fakt:
        return Rede("knopf")
    wert = mensch["fakten"].get(fakt, "weiss_nicht")
    if davor and davor.fakt == fakt and davor.art == "frei":
        return Rede("knopf", fakt, wert)
    los = random.random()
    if los < order["anteile"]["gegenfrage"] and (not davor or davor.art != "gegenfrage"):
        return Rede("gegenfrage", text=random.choice(order["gegenfragen"]))
    typed = mensch["texte"].get(fakt)
    if typed and random.random() < order["anteile"]["frei"]:
        return Rede("frei", fakt, wert, typed)
    return Rede("knopf", fakt, wert)


class Protokoll:
    """The turns as they end: [kind, begin, end, answered]."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, float, float, bool]] = []
        self.finished = 0
        self.errors: dict[str, int] = {}

    async def timed(self, art: str, turn: Any) -> Lage | None:
        """Waits for one turn; None when there was no answer."""
        begin = time.perf_counter()
        try:
            lage: Lage | None = await turn
        except (OhneAntwort, aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            lage = None
            self._count(str(error) or type(error).__name__)
        self.turns.append((art, begin, time.perf_counter(), lage is not None))
        return lage

    def ended(self, lage: Lage | None) -> None:
        """Counts a conversation."""
        if lage and lage.ende:
            self.finished += 1
        elif lage:
            self._count("kein Ende nach 40 Nachrichten")

    def _count(self, error: str) -> None:
        self.errors[error] = self.errors.get(error, 0) + 1


async def converse(bot: Gegenueber, mensch: Json, order: Json, log: Protokoll) -> None:
    """One interview from the greeting to the advice."""
    lage = await log.timed("beginn", bot.begin())
    davor: Rede | None = None
    for _ in range(HOECHSTENS):
        if lage is None or lage.ende:
            break
        davor = next_move(lage, davor, mensch, order)
        lage = await log.timed(davor.art, bot.say(davor))
    log.ended(lage)


async def many(http: aiohttp.ClientSession, order: Json, log: Protokoll) -> None:
    """So many people at a time, one interview after the other, until the time is over."""
    until = time.perf_counter() + order["vorlauf"] + order["sekunden"]
    people = order["menschen"]

    async def one_after_the_other(nr: int) -> None:
        while time.perf_counter() < until:
            mensch = people[nr % len(people)]
            await converse(GEGENUEBER[order["art"]](http, order), mensch, order, log)
            nr += order["gleichzeitig"]

    tasks = [asyncio.create_task(one_after_the_other(nr)) for nr in range(order["gleichzeitig"])]
    _, pending = await asyncio.wait(tasks, timeout=order["vorlauf"] + order["sekunden"])
    for task in pending:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def one_long(http: aiohttp.ClientSession, order: Json, log: Protokoll) -> None:
    """One session that does not end: changes, typed words and questions back in turn."""
    bot = GEGENUEBER[order["art"]](http, order)
    await log.timed("beginn", bot.begin())
    first = order["menschen"][0]["fakten"]
    for fakt in ("rolle", "wunsch", "ort", "aufenthalt"):
        await log.timed("knopf", bot.say(Rede("knopf", fakt, first[fakt])))
    for nr in range(order["zuege"]):
        alter = 17 + nr % 8
        rede = (
            Rede("knopf", "alter", alter),
            Rede("frei", "alter", alter, f"ich bin {alter} jahre alt"),
            Rede("gegenfrage", text="was ist eine duldung?"),
        )[nr % 3]
        await log.timed(rede.art, bot.say(rede))


async def run(order: Json) -> Json:
    """Carries the order out: `viele` conversations, or one `lang`."""
    random.seed(order["gleichzeitig"])
    log = Protokoll()
    timeout = aiohttp.ClientTimeout(total=60)
    connector = aiohttp.TCPConnector(limit=0)
    begin, cpu = time.perf_counter(), time.process_time()
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as http:
        await (one_long if order.get("zuege") else many)(http, order, log)
    seconds = time.perf_counter() - begin
    return {
        "zuege": log.turns,
        "beginn": begin,
        "sekunden": seconds,
        "cpu": time.process_time() - cpu,
        "zu_ende": log.finished,
        "fehler": log.errors,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
