"""A house with all its processes by name, each of which can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.conftest import running_house


class Betrieb:
    """`wegweiser run` as a service manager keeps it: it is started again on the same port."""

    def __init__(self, db: str, **settings: str) -> None:
        self.settings = settings
        self._run = running_house(db=db, **settings)
        self.haus = self._run.__enter__()

    @property
    def adresse(self) -> str:
        return self.haus.adresse

    def pids(self) -> dict[str, list[int]]:
        """The processes by name; a service of its own has none here."""
        starter = self.haus.process.pid
        found: dict[str, list[int]] = {"Starter": [starter]}
        for child in _children(starter):
            name = "Aktionen" if "rasa_sdk" in _cmdline(child) else "Rasa"
            found.setdefault(name, []).append(child)
            found.setdefault(f"{name}-Arbeiter", []).extend(_children(child))
        return {name: pids for name, pids in found.items() if pids}

    def kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        if pid == self.haus.process.pid:
            self.haus.process.communicate()
            self._wait_for_port()
            self.haus = self._run.__enter__()

    def _wait_for_port(self) -> None:
        """The children of a dead starter end by themselves; only then is the port free."""
        from bot.cli.abbruch import Abbruch
        from bot.cli.netz import check_port

        port = int(self.adresse.rstrip("/").rsplit(":", 1)[1])
        for _ in range(600):
            with suppress(Abbruch):
                return check_port("127.0.0.1", port)
            time.sleep(0.05)
        raise AssertionError("die Kinder des toten Starters halten den Port noch nach 30 Sekunden")

    def wait_until_ready(self) -> None:
        """Until /bereit says yes."""
        for _ in range(1200):
            with suppress(OSError, ValueError):
                if self.haus.request("GET", "/bereit")[0] == 200:
                    return
            time.sleep(0.1)
        raise AssertionError("das Haus wird nicht mehr bereit")

    def close(self) -> None:
        self._run.__exit__()


def _children(pid: int) -> Iterator[int]:
    done = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return map(int, done.stdout.split())


def _cmdline(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace")
    return ""
