"""Ports and short HTTP questions to our own children."""

from __future__ import annotations

import errno
import socket
from contextlib import closing
from http.client import HTTPConnection, HTTPException

from bot.cli.abbruch import FAILED, Abbruch

LOOPBACK = "127.0.0.1"


def check_port(host: str, port: int, befehl: str = "run") -> None:
    """Raises Abbruch with one clear line when nobody could listen there."""
    try:
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as fehler:
        raise Abbruch(_why(fehler, host, port, befehl), FAILED) from None


def free_port() -> int:
    """A port on loopback that nobody uses at the moment."""
    with closing(socket.socket()) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def answers(host: str, port: int, path: str) -> bool:
    """True when an HTTP server there gives any answer that is not an error of its own."""
    try:
        with closing(HTTPConnection(host, port, timeout=2)) as connection:
            connection.request("GET", path)
            return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False


def _why(fehler: OSError, host: str, port: int, befehl: str) -> str:
    if fehler.errno == errno.EADDRINUSE:
        return f"Port {port} ist belegt. Ein anderer geht so: wegweiser {befehl} --port {port + 1}"
    if fehler.errno == errno.EACCES:
        return f"Port {port} darf nur der Verwalter öffnen. Erlaubt: ein Port ab 1024"
    return f"Die Adresse {host} gibt es auf diesem Rechner nicht. Erlaubt: zum Beispiel {LOOPBACK}"
