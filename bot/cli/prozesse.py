"""Child processes that never outlive us."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from bot.settings import ROOT

GRACE = 5.0
"""Seconds a child has to end by itself before it is killed."""

PR_SET_PDEATHSIG = 1
PROTOKOLL = "WEGWEISER_PROTOKOLL"
"""With `json` the lines of all children go where ours go: a collector reads them there."""


class Beendet(BaseException):
    """Somebody asked this process to end (SIGTERM, SIGHUP)."""


@dataclass(frozen=True)
class Kind:
    """A running child: its name for people, the process, its log, and how it was started."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    argv: Sequence[str]
    environ: Mapping[str, str]

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self.process.poll() is None

    def workers(self) -> int | None:
        """How many processes it has started that still run; None where nobody can tell."""
        pid = self.process.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        except OSError:
            return None
        return sum(_runs(child) for child in children)


def start(name: str, argv: Sequence[str], environ: Mapping[str, str], log: Path) -> Kind:
    """Starts a child in a process group of its own; it ends when we die, even by kill -9."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    return _run(name, argv, environ, log)


def start_again(kind: Kind) -> Kind:
    """The same child anew, with nothing left of the old one; its log goes on."""
    end([kind])
    return _run(kind.name, kind.argv, kind.environ, kind.log)


def _run(name: str, argv: Sequence[str], environ: Mapping[str, str], log: Path) -> Kind:
    with log.open("ab") as file:
        process = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr if environ.get(PROTOKOLL) == "json" else file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(die_with, os.getpid()) if sys.platform == "linux" else None,
        )
    return Kind(name, process, log, argv, environ)


@contextmanager
def kept_together() -> Iterator[list[Kind]]:
    """A list for children; at its end, however it comes, all of them are ended."""
    children: list[Kind] = []
    old = {number: signal.signal(number, _raise) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield children
    finally:
        for number in (signal.SIGINT, *old):
            signal.signal(number, signal.SIG_IGN)
        end(children)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number, handler in old.items():
            signal.signal(number, handler)


def end(children: Iterable[Kind]) -> None:
    """Asks every process group to end, waits a little, then kills what is left."""
    children = list(children)
    for kind in children:
        _signal_group(kind, signal.SIGTERM)
    until = time.monotonic() + GRACE
    for kind in children:
        with suppress(subprocess.TimeoutExpired):
            kind.process.wait(max(0.0, until - time.monotonic()))
    for kind in children:
        _signal_group(kind, signal.SIGKILL)
        kind.process.wait()


def _signal_group(kind: Kind, number: signal.Signals) -> None:
    # Die Gruppe kann den ersten Prozess überleben (Arbeiter von Sanic), deshalb ohne Blick auf ihn.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(kind.process.pid, number)


def _runs(pid: str) -> bool:
    """Whether a process is there and not just a name that nobody has taken off the list."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rsplit(")", 1)[1][1] != "Z"
    except (OSError, IndexError):
        return False


def _raise(number: int, _: FrameType | None) -> None:
    raise Beendet


def die_with(parent: int) -> None:
    """Ends this process with the one that has started it, at once: a turn is stored or not.

    Asked politely, Sanic waits for its connections, and the port stays taken that long.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def forks_die_with_us() -> None:
    """The same for every process that this one forks (Sanic's workers); only Linux can."""
    if sys.platform != "linux":
        return
    parents: list[int] = []
    os.register_at_fork(
        before=lambda: parents.append(os.getpid()),
        after_in_parent=parents.pop,
        after_in_child=lambda: die_with(parents.pop()),
    )
