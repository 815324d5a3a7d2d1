"""One turn: answered once, whatever the network, the database or the action server do."""

from __future__ import annotations

import asyncio
import logging
import secrets
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.ablauf.ablauf import Ablauf
from bot.ablauf.gespraeche import Gespraeche, events_since, events_table, write_events
from bot.channel import tracker as trackers
from bot.channel.ausgabe import (
    NAME,
    WebOutput,
    asks_to_delete,
    is_complete,
    is_deletion,
)
from bot.channel.eingabe import START, Befehl, Gesagt, JaLoeschen, Json, Uebernahme
from bot.channel.fehler import Abgelehnt
from bot.channel.siegel import Siegel, UngueltigesSiegel, end_of
from bot.channel.sitzungen import Sitzungen, Turn, kennung_of
from bot.profile import FAKTEN

logger = logging.getLogger(__name__)

_SPERRE = 5.0
"""Seconds after which a lock ends whose process has died. It only saves double work: that a number
is answered once is for the database to see to (Sitzungen.add_turn)."""
_WARTEN = 0.05
"""Seconds between two looks at a lock that another message of the session holds."""


def now() -> datetime:
    """The moment, with its time zone."""
    return datetime.now(timezone.utc)


class OhneAntwort(Exception):
    """Rasa gave no turn; the text says why and never quotes the person."""


@dataclass(frozen=True)
class Lauf:
    """What Rasa made of a message: the answers, the conversation now, and what is new in it."""

    antworten: list[Json]
    tracker: DialogueStateTracker
    events: list[Event]


class Turns:
    """Sessions and turns on top of a Rasa agent."""

    def __init__(
        self, agent: Any, frist_antwort: float, clock: Callable[[], datetime] = now
    ) -> None:
        self.agent = agent
        self._frist = frist_antwort
        self._clock = clock
        engine = trackers.engine_of(agent.tracker_store)
        self.gespraeche = Gespraeche(engine, trackers.real_store(agent.tracker_store))
        self._laeuft: tuple[Any, Ablauf] | None = None
        self.sitzungen = Sitzungen(engine)
        self.siegel = Siegel(engine)

    async def begin(self) -> tuple[str, Turn]:
        """A new session: its token and turn 0."""
        token = secrets.token_urlsafe(24)
        kennung = kennung_of(token)
        with _database():
            self.sitzungen.begin(kennung, self._clock())
        try:
            return token, await self._answer(kennung, 0, Befehl(START))
        except Abgelehnt:
            self._delete([kennung])
            raise

    async def take_over(self, link: str) -> tuple[str, Turn]:
        """A new session with the answers in a sealed link: its token and turn 1."""
        try:
            fakten = self.siegel.open(link, self._clock())["fakten"]
        except UngueltigesSiegel:
            raise Abgelehnt("link_ungueltig") from None
        token, _ = await self.begin()
        return token, await self.answer(token, 1, Uebernahme(fakten))

    async def facts(self, token: str) -> dict[str, Any]:
        """What the person has told: the facts in the tracker's slots."""
        slots = self.gespraeche.read(kennung_of(token)).current_slot_values()
        return {name: slots[name] for name in FAKTEN if slots.get(name) is not None}

    def seal(self, inhalt: dict[str, Any], tage: int) -> str:
        """Answers as text for a link that is valid for some days."""
        return self.siegel.seal(inhalt, end_of(self._clock(), tage))

    async def answer(self, token: str, nr: int, gesagt: Gesagt) -> Turn:
        """The turn with this number: processed now, or as it was answered before."""
        return await self._answer(kennung_of(token), nr, gesagt)

    def history(self, token: str, after: int) -> list[Turn]:
        """The turns after a number; raises Abgelehnt for an unknown session."""
        kennung = kennung_of(token)
        with _database():
            self._last_nr(kennung)
            return self.sitzungen.turns(kennung, after)

    async def forget(self, token: str) -> None:
        """Delete everything about a session; raises Abgelehnt when there is none."""
        kennung = kennung_of(token)
        async with self._lock(kennung):
            with _database():
                self._last_nr(kennung)
                self._delete([kennung])

    def purge_expired(self, tage: int) -> int:
        """Delete sessions that were silent for `tage` days; returns how many."""
        count = 0
        for batch in self.sitzungen.expired(tage, self._clock()):
            self._delete(batch)
            count += len(batch)
        self.gespraeche.tidy()
        return count

    async def _answer(self, kennung: str, nr: int, gesagt: Gesagt) -> Turn:
        async with self._lock(kennung):
            if stored := self._answered(kennung, nr):
                return stored
            gesagt = self._meant(kennung, nr - 1, gesagt)
            lauf = await self._process(kennung, nr, gesagt)
            return await self._keep(kennung, Turn(nr, gesagt.as_json(), lauf.antworten), lauf)

    def _answered(self, kennung: str, nr: int) -> Turn | None:
        """The turn, if it was answered before; None when it is the next one.

        A conversation in memory needs no look into the database: storing the turn fails when it
        is no longer true.
        """
        if self.gespraeche.remembers(kennung, nr - 1):
            return None
        with _database():
            last = self._last_nr(kennung)
            if nr <= last and (stored := self.sitzungen.turn(kennung, nr)):
                return stored
        if nr != last + 1:
            raise Abgelehnt("nummer_uebersprungen", erwartet=last + 1)
        return None

    def _meant(self, kennung: str, last: int, gesagt: Gesagt) -> Gesagt:
        """`neu` tapped below the question whether to delete everything is the yes to it."""
        if gesagt != Befehl("neu"):
            return gesagt
        with _database():
            before = self.sitzungen.turn(kennung, last)
        return JaLoeschen() if before and asks_to_delete(before.antworten) else gesagt

    async def _keep(self, kennung: str, turn: Turn, lauf: Lauf) -> Turn:
        """Store the turn; after a deletion nothing is kept, not even that there was one.

        Returns what was stored: the turn of another process, if that one was faster.
        """
        with _database():
            if is_deletion(turn.antworten):
                self._delete([kennung])
                return turn

            def save(connection: Connection) -> None:
                write_events(connection, kennung, lauf.events)

            if self.sitzungen.add_turn(kennung, turn, self._clock(), save):
                self.gespraeche.keep(kennung, turn.nr, lauf.tracker)
                self.gespraeche.publish(lauf.events)
                return turn
            if stored := self.sitzungen.turn(kennung, turn.nr):
                return stored
        raise Abgelehnt("unbekannte_sitzung")

    def _last_nr(self, kennung: str) -> int:
        last = self.sitzungen.last_nr(kennung)
        if last is None:
            raise Abgelehnt("unbekannte_sitzung")
        return last

    async def _process(self, kennung: str, nr: int, gesagt: Gesagt) -> Lauf:
        try:
            return await asyncio.wait_for(self._run(kennung, nr, gesagt), self._frist or None)
        except Abgelehnt:
            raise
        except Exception as error:
            log_failure(error)
            raise Abgelehnt("nicht_bereit") from None

    async def _run(self, kennung: str, nr: int, gesagt: Gesagt) -> Lauf:
        """Rasa's turn, step by step, so that one without an answer leaves no trace.

        Nothing is stored yet.

        `processor.handle_message` would store the message even if the action server is down;
        sent again it would stand in the tracker twice.
        """
        output = WebOutput()
        message = UserMessage(
            gesagt.rasa_text(),
            output,
            kennung,
            parse_data=gesagt.parse_data(),
            input_channel=NAME,
            metadata={"nr": nr, **gesagt.metadata()},
        )
        ablauf = self._ablauf()
        tracker = self.gespraeche.load(kennung, nr - 1)
        last = tracker.events[-1] if tracker.events else None
        if nr > 0 and last is None:
            raise OhneAntwort("the tracker of this session could not be read")
        await ablauf.run_turn(message, tracker)
        if not is_complete(output.antworten):
            raise OhneAntwort("the bot gave no answer: is the action server running?")
        return Lauf(output.antworten, tracker, events_since(tracker, last))

    def _ablauf(self) -> Ablauf:
        """Rasa's processor of the loaded model, in our way of running it."""
        if not self.agent.is_ready():
            raise OhneAntwort("no model is loaded")
        processor = self.agent.processor
        if isinstance(processor, Ablauf):
            return processor
        if self._laeuft is None or self._laeuft[0] is not processor:
            self._laeuft = processor, Ablauf(processor)
        return self._laeuft[1]

    def _delete(self, kennungen: list[str]) -> None:
        self.sitzungen.delete(kennungen, events_table)
        self.gespraeche.forget(kennungen)
        for kennung in kennungen:
            self.agent.lock_store.delete_lock(kennung)

    @asynccontextmanager
    async def _lock(self, kennung: str) -> AsyncIterator[None]:
        """Rasa's lock of this conversation, around the whole turn."""
        try:
            async with self.agent.lock_store.lock(kennung, _SPERRE, _WARTEN):
                yield
        except LockError as error:
            log_failure(error)
            raise Abgelehnt("nicht_bereit") from None


@contextmanager
def _database() -> Iterator[None]:
    """Turns errors of the database into one a client understands."""
    try:
        yield
    except SQLAlchemyError as error:
        log_failure(error)
        raise Abgelehnt("nicht_bereit") from None


def log_failure(error: BaseException) -> None:
    """Log where it happened, without the error's own words: they may quote a message."""
    place = "".join(traceback.format_tb(error.__traceback__))
    reason = str(error) if isinstance(error, OhneAntwort) else ""
    logger.error("Zug gescheitert: %s %s\n%s", type(error).__name__, reason, place)
