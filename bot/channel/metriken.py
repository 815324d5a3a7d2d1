"""What Prometheus is told of the channel: how much, how fast, how often wrong. Never who."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prometheus_client import Counter, Histogram
from sanic.exceptions import SanicException

from bot.channel.ausgabe import custom_of
from bot.channel.fehler import Abgelehnt

_SEKUNDEN = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)

_anfragen = Counter("wegweiser_anfragen", "Beantwortete Anfragen", ["was", "status", "fehler"])
_sekunden = Histogram(
    "wegweiser_anfrage_sekunden", "Dauer einer Anfrage", ["was"], buckets=_SEKUNDEN
)
_zuege = Counter("wegweiser_zuege", "Beantwortete Nachrichten nach Art der Antwort", ["typ"])
_abgelaufen = Counter("wegweiser_sitzungen_abgelaufen", "Nach ihrer Frist gelöschte Sitzungen")
_laeufe = Counter("wegweiser_ablauf_laeufe", "Läufe, die Abgelaufenes löschen", ["ergebnis"])


@contextmanager
def request(was: str) -> Iterator[None]:
    """Counts a request and its time; a refusal goes on to whoever answers it."""
    fehler, status = "", 200
    with _sekunden.labels(was).time():
        try:
            yield
        except Abgelehnt as refusal:
            fehler, status = refusal.fehler, refusal.status
            raise
        except SanicException:
            fehler, status = "ungueltig", 400
            raise
        except Exception:
            fehler, status = "nicht_bereit", 503
            raise
        finally:
            _anfragen.labels(was, str(status), fehler).inc()


def turn(antworten: list[dict[str, Any]]) -> None:
    """Counts an answered message by what the answer is."""
    _zuege.labels(str(custom_of(antworten).get("typ", ""))).inc()


def expired(count: int) -> None:
    """Counts a run that deleted this many sessions."""
    _abgelaufen.inc(count)
    _laeufe.labels("gelungen").inc()


def expiry_failed() -> None:
    """Counts a run that could not delete."""
    _laeufe.labels("gescheitert").inc()
