"""Real services fail: a clear sentence, nothing lost; it goes on by itself when they are back."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from tests.conftest import Haus, running_house
from tests.haerte.dienste import Postgres, Redis

pytestmark = [pytest.mark.server, pytest.mark.timeout(300)]

SATZ = yaml.safe_load((ROOT / "data/texte/fehler.yml").read_text(encoding="utf-8"))["nicht_bereit"]
FAKETIME = next(
    (
        str(file)
        for pattern in ("*/faketime/libfaketime.so.1", "faketime/libfaketime.so.1")
        for file in Path("/usr/lib").glob(pattern)
    ),
    None,
)


class Kunde:
    """One session, and what it has heard."""

    def __init__(self, haus: Haus) -> None:
        self.haus = haus
        status, inhalt = haus.request("POST", "/webhooks/web/sitzung", {})
        assert status == 201, inhalt
        self.sitzung, self.nr = inhalt["sitzung"], 0
        self.gehoert = {0: inhalt["antworten"]}

    def send(self, text: str) -> tuple[int, Any]:
        """The next message; it counts as heard only when it was answered."""
        nachricht = {"sitzung": self.sitzung, "nr": self.nr + 1, "text": text}
        status, inhalt = self.haus.request("POST", "/webhooks/web/nachricht", nachricht)
        if status == 200:
            self.nr += 1
            self.gehoert[self.nr] = inhalt["antworten"]
        return status, inhalt

    def is_told_to_wait(self, text: str) -> None:
        status, inhalt = self.send(text)
        assert (status, inhalt["fehler"], inhalt["satz"]) == (503, "nicht_bereit", SATZ)

    def is_heard_at_last(self, text: str) -> None:
        for _ in range(1000):
            with suppress(OSError):
                if self.send(text)[0] == 200:
                    return
            time.sleep(0.2)
        raise AssertionError("auch nach Minuten keine Antwort")

    def has_lost_nothing(self) -> None:
        _, inhalt = self.haus.request("GET", f"/webhooks/web/verlauf/{self.sitzung}")
        assert {turn["nr"]: turn["antworten"] for turn in inhalt["turns"]} == self.gehoert


def _file_house(tmp_path: Path, **settings: str) -> running_house:
    return running_house(db=f"sqlite:///{tmp_path / 'haus.db'}", **settings)


def _processes(haus: Haus) -> list[int]:
    """The processes below the starter."""
    found, todo = [], [haus.process.pid]
    while todo:
        done = subprocess.run(
            ["pgrep", "-P", str(todo.pop())], capture_output=True, text=True, check=False
        )
        children = [int(pid) for pid in done.stdout.split()]
        found += children
        todo += children
    return found


@contextmanager
def _no_space(haus: Haus) -> Iterator[None]:
    """No process of the house can write into a file, as on a full disk."""
    for pid in _processes(haus):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    yield
    for pid in _processes(haus):
        space = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, space)


@pytest.mark.skipif(sys.platform != "linux", reason="nur Linux ändert Grenzen fremder Prozesse")
def test_nothing_can_be_written(trained_model: Path, tmp_path: Path) -> None:
    with _file_house(tmp_path) as haus:
        kunde = Kunde(haus)
        assert kunde.send("ich bin 19")[0] == 200
        with _no_space(haus):
            kunde.is_told_to_wait("ich wohne in Viersen")
            assert haus.request("POST", "/webhooks/web/sitzung", {})[0] == 503
            assert haus.request("DELETE", f"/webhooks/web/sitzung/{kunde.sitzung}")[0] == 503
            kunde.has_lost_nothing()
        kunde.is_heard_at_last("ich wohne in Viersen")
        kunde.has_lost_nothing()
        assert haus.request("DELETE", f"/webhooks/web/sitzung/{kunde.sitzung}")[0] == 204


@pytest.mark.haerte
@pytest.mark.skipif(os.geteuid() != 0, reason="nur root kann eine kleine Platte einhängen")
def test_a_small_disk_fills_up(trained_model: Path, tmp_path: Path) -> None:
    platte = tmp_path / "platte"
    platte.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(platte)], check=True)
    try:
        with _file_house(platte) as haus:
            kunde = Kunde(haus)
            frei = shutil.disk_usage(platte).free
            voll = platte / "voll"
            with voll.open("wb") as file, suppress(OSError):
                file.write(b"x" * (frei + 1_000_000))
            kunde.is_told_to_wait("ich bin 19")
            kunde.has_lost_nothing()
            voll.unlink()
            kunde.is_heard_at_last("ich bin 19")
            kunde.has_lost_nothing()
    finally:
        subprocess.run(["umount", "-l", str(platte)], check=False)


def test_redis_and_postgresql_go_and_come_back(
    trained_model: Path, postgres: Postgres, redis: Redis
) -> None:
    with running_house(db=postgres.url, WEGWEISER_REDIS=redis.url) as haus:
        kunde = Kunde(haus)
        for dienst, text in ((redis, "ich bin 19"), (postgres, "ich wohne in Viersen")):
            dienst.kill()
            kunde.is_told_to_wait(text)
            assert haus.request("POST", "/webhooks/web/sitzung", {})[0] == 503
            assert haus.request("GET", "/bereit")[0] == 503
            assert haus.request("GET", "/health")[0] == 200
            dienst.start()
            kunde.is_heard_at_last(text)
            kunde.has_lost_nothing()


def _action_server(haus: Haus) -> int:
    for pid in _processes(haus):
        if b"rasa_sdk" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    raise AssertionError("es läuft kein Aktions-Server")


@contextmanager
def _frozen(pid: int) -> Iterator[Callable[[], None]]:
    os.kill(pid, signal.SIGSTOP)
    thaw = lambda: os.kill(pid, signal.SIGCONT)  # noqa: E731
    try:
        yield thaw
    finally:
        with suppress(ProcessLookupError):
            thaw()


@pytest.mark.haerte
@pytest.mark.skipif(sys.platform != "linux", reason="liest /proc")
def test_a_slow_action_server_holds_up_nobody_else_and_answers_late(
    trained_model: Path, tmp_path: Path
) -> None:
    with _file_house(tmp_path, WEGWEISER_AKTIONEN="1", WEGWEISER_FRIST_ANTWORT="60") as haus:
        kunde, anderer = Kunde(haus), Kunde(haus)
        heard: list[int] = []
        with _frozen(_action_server(haus)) as thaw:
            waits = threading.Thread(target=lambda: heard.append(kunde.send("ich bin 19")[0]))
            waits.start()
            time.sleep(10)
            anderer.has_lost_nothing()
            assert heard == [] and haus.request("GET", "/bereit")[0] == 503
            thaw()
            waits.join(90)
        assert heard == [200]
        kunde.has_lost_nothing()


@pytest.mark.skipif(sys.platform != "linux", reason="liest /proc")
def test_an_action_server_that_does_not_answer_in_time(trained_model: Path, tmp_path: Path) -> None:
    with _file_house(tmp_path, WEGWEISER_AKTIONEN="1", WEGWEISER_FRIST_ANTWORT="2") as haus:
        kunde = Kunde(haus)
        with _frozen(_action_server(haus)):
            kunde.is_told_to_wait("ich bin 19")
        kunde.is_heard_at_last("ich bin 19")
        kunde.has_lost_nothing()


def _clock(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A file that moves the clock of the house, and the environment that makes it listen."""
    file = tmp_path / "uhr"
    file.write_text("+0")
    assert FAKETIME is not None
    return file, {
        "LD_PRELOAD": FAKETIME,
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime ist nicht installiert")
def test_the_clock_jumps_back_and_forth(trained_model: Path, tmp_path: Path) -> None:
    uhr, environ = _clock(tmp_path)
    saetze = ("ich bin 19", "ich wohne in Viersen", "ich habe eine Duldung", "Ausbildung", "A2")
    with _file_house(tmp_path, **environ) as haus:
        kunde = Kunde(haus)
        for sprung, satz in zip(("+0", "-3d", "+2h", "-400d", "+29d"), saetze, strict=True):
            uhr.write_text(sprung)
            assert kunde.send(satz)[0] == 200
            kunde.has_lost_nothing()
        heard = kunde.nr
    uhr.write_text("-1d")
    with _file_house(tmp_path, **environ) as haus:
        kunde.haus = haus
        kunde.has_lost_nothing()
        assert kunde.send("zurück")[0] == 200 and kunde.nr == heard + 1


@pytest.mark.haerte
def test_a_damaged_model_is_trained_anew_and_people_talk_again(
    trained_model: Path, tmp_path: Path
) -> None:
    """In a copy of the project: the model of the others stays as it is."""
    kopie = tmp_path / "kopie"
    weg = shutil.ignore_patterns(".*", "node_modules", "tests", "var", "__pycache__")
    shutil.copytree(ROOT, kopie, symlinks=True, ignore=weg)
    kopie.joinpath(".python-version").touch()
    shutil.copytree(ROOT / "var" / "spacy_de", kopie / "var" / "spacy_de")
    model = kopie / "models" / "wegweiser.tar.gz"
    running = _file_house(tmp_path)
    running.cwd = kopie
    with running as haus:
        kunde = Kunde(haus)
        model.write_bytes(model.read_bytes()[:1000])
        for pid in _processes(haus):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        kunde.is_heard_at_last("ich bin 19")
        kunde.has_lost_nothing()
    assert model.stat().st_size > 1000
