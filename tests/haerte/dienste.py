"""PostgreSQL and Redis of our own, on ports of our own, to be killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.cli.netz import LOOPBACK, free_port

_BIN = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/bin"))


def _program(name: str) -> str | None:
    found = (folder / name for folder in _BIN if (folder / name).exists())
    return str(next(found, shutil.which(name) or "")) or None


def missing() -> list[str]:
    """Which programs for services of our own are not installed."""
    programs = {"initdb": _program("initdb"), "redis-server": shutil.which("redis-server")}
    return [name for name, path in programs.items() if not path]


class Dienst:
    """A service in a folder of its own; `kill` is kill -9."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="wegweiser-haerte-"))
        self.process: subprocess.Popen[bytes] | None = None

    def argv(self) -> Sequence[str]:
        raise NotImplementedError

    def start(self) -> None:
        with (self.folder / "dienst.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.argv(), stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        until = time.monotonic() + 60
        while not self.answers():
            assert time.monotonic() < until, (self.folder / "dienst.log").read_text()[-2000:]
            time.sleep(0.05)

    def answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((LOOPBACK, self.port)) == 0

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def freeze(self, number: signal.Signals = signal.SIGSTOP) -> None:
        """The service is there and says nothing, until SIGCONT."""
        assert self.process is not None
        os.killpg(self.process.pid, number)

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Dienst):
    """Only locks and limits stand in it; nothing is written to disk."""

    @property
    def url(self) -> str:
        return f"redis://{LOOPBACK}:{self.port}/0"

    def argv(self) -> Sequence[str]:
        return [
            *("redis-server", "--port", str(self.port), "--bind", LOOPBACK),
            *("--save", "", "--appendonly", "no"),
        ]


class Postgres(Dienst):
    """A cluster of its own; what it has committed survives its death."""

    def __init__(self) -> None:
        super().__init__()
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        initdb = _program("initdb")
        assert initdb is not None
        argv = [initdb, "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]
        subprocess.run([*_as_postgres(), *argv], check=True, capture_output=True, cwd=self.folder)

    @property
    def url(self) -> str:
        return f"postgresql://postgres@{LOOPBACK}:{self.port}/postgres"

    def argv(self) -> Sequence[str]:
        program = _program("postgres")
        assert program is not None
        options = {
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",
            "shared_buffers": "32MB",
        }
        settings = [part for pair in options.items() for part in ("-c", "=".join(pair))]
        return [*_as_postgres(), program, "-D", str(self.data), "-p", str(self.port), *settings]

    def answers(self) -> bool:
        import psycopg2

        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
