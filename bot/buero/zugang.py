"""Who is logged in: sessions in memory, and a brake for those who guess passwords."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

SITZUNG_DAUERT = timedelta(hours=8)
SITZUNGEN_HOECHSTENS = 500
FEHLER_HOECHSTENS = 5
FEHLER_ZAEHLEN = timedelta(minutes=1)
ADRESSEN_HOECHSTENS = 10_000

Uhr = Callable[[], datetime]


@dataclass(frozen=True)
class Sitzung:
    """Somebody who is logged in: as what, and the secret that every form of theirs carries."""

    rolle: str
    bis: datetime
    siegel: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class Sitzungen:
    """All who are logged in; a restart of the page ends every session."""

    def __init__(self, uhr: Uhr) -> None:
        self._uhr = uhr
        self._offen: OrderedDict[str, Sitzung] = OrderedDict()
        self._schloss = Lock()

    def open(self, rolle: str) -> str:
        """A new session; returns the token for the cookie."""
        token = secrets.token_urlsafe(32)
        with self._schloss:
            self._offen[token] = Sitzung(rolle, self._uhr() + SITZUNG_DAUERT)
            while len(self._offen) > SITZUNGEN_HOECHSTENS:
                self._offen.popitem(last=False)
        return token

    def get(self, token: str | None) -> Sitzung | None:
        """The session of a token; None when there is none or its time is over."""
        with self._schloss:
            sitzung = self._offen.get(token or "")
            if sitzung and sitzung.bis <= self._uhr():
                del self._offen[token or ""]
                return None
            return sitzung

    def close(self, token: str | None) -> None:
        """Ends a session at once."""
        with self._schloss:
            self._offen.pop(token or "", None)


class Bremse:
    """After some wrong passwords an address has to wait a minute. Nothing of it is stored."""

    def __init__(self, uhr: Uhr) -> None:
        self._uhr = uhr
        self._fehler: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._schloss = Lock()

    def is_on(self, adresse: str) -> bool:
        """Whether this address must wait."""
        with self._schloss:
            fehler = self._fehler.get(adresse, deque())
            while fehler and fehler[0] <= self._uhr() - FEHLER_ZAEHLEN:
                fehler.popleft()
            return len(fehler) >= FEHLER_HOECHSTENS

    def note(self, adresse: str) -> None:
        """A wrong password came from there."""
        with self._schloss:
            self._fehler.setdefault(adresse, deque(maxlen=FEHLER_HOECHSTENS)).append(self._uhr())
            self._fehler.move_to_end(adresse)
            while len(self._fehler) > ADRESSEN_HOECHSTENS:
                self._fehler.popitem(last=False)
