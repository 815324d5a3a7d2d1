"""The sides of the comparison: how each bot is started, and what its first answer takes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.netz import LOOPBACK, free_port
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT
from scripts.bench_gespraech.menschen import STICHTAG

LAENGSTER_START = 600.0
OHNE_GRENZEN = {
    "WEGWEISER_ANFRAGEN_PRO_SEKUNDE": "0",
    "WEGWEISER_ANFRAGEN_PRO_ADRESSE": "0",
    "WEGWEISER_SITZUNGEN_PRO_MINUTE": "0",
}


@dataclass(frozen=True)
class Seite:
    """A bot that runs: its address, its processes, and seconds from start to first answer."""

    art: str
    url: str
    prozesse: tuple[int, ...]
    start: float


class StartGescheitert(Exception):
    """A bot did not answer; the text says where its log is."""


def no_answer(art: str, url: str) -> str | None:
    """Why the bot there does not answer a new person; None when it does."""
    path = "/webhooks/web/sitzung" if art == "web" else "/webhooks/rest/webhook"
    content = {} if art == "web" else {"sender": "start", "message": "hallo"}
    try:
        return None if post(url + path, content) else "leere Antwort"
    except (OSError, ValueError) as error:
        return str(error)


def post(url: str, content: Any) -> Any:
    """One message with JSON in and out. Raises OSError when there is no good answer."""
    request = urllib.request.Request(url, json.dumps(content).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


@contextmanager
def running(
    art: str, url: str, commands: Sequence[tuple[Sequence[str], Path]], env: Mapping[str, str]
) -> Iterator[Seite]:
    """Starts the commands (each with its folder), waits for the first answer, ends them."""
    log = ROOT / "var" / "bench" / "log"
    log.mkdir(parents=True, exist_ok=True)
    begin, children = time.perf_counter(), []
    try:
        for nr, (command, folder) in enumerate(commands):
            with (log / f"{art}-{nr}.log").open("wb") as file:
                children.append(
                    subprocess.Popen(
                        command, cwd=folder, env=dict(env), stdout=file, stderr=file,
                        stdin=subprocess.DEVNULL, start_new_session=True,
                    )
                )  # fmt: skip
        while why := no_answer(art, url):
            late = time.perf_counter() - begin > LAENGSTER_START
            if late or any(child.poll() is not None for child in children):
                raise StartGescheitert(f"{why} (siehe {log.relative_to(ROOT)}/{art}-*.log)")
            time.sleep(0.05)
        start = time.perf_counter() - begin
        yield Seite(art, url, tuple(child.pid for child in children), start)
    finally:
        for child in children:
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    # Unser eigener Befehl räumt seine Kinder selbst auf; danach geht die ganze Gruppe.
    child.terminate()
    with suppress(subprocess.TimeoutExpired):
        child.wait(20)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


@contextmanager
def wegweiser(db: str, redis: str = "", prozesse: int = 1) -> Iterator[Seite]:
    """`wegweiser run` as people start it, with the limits per address switched off."""
    port = free_port()
    env = quiet_environment(
        {
            **OHNE_GRENZEN,
            "WEGWEISER_DB": db,
            "WEGWEISER_REDIS": redis,
            "WEGWEISER_PROZESSE": str(prozesse),
        }
    )
    command = [sys.executable, "-m", "bot.cli", "run", "--port", str(port)]
    command += ["--stichtag", STICHTAG]
    with running("web", f"http://{LOOPBACK}:{port}", [(command, ROOT)], env) as seite:
        yield seite
