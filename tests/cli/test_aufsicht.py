"""What dies is started again, and the person at the terminal reads it."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from bot.cli.abbruch import FAILED, Abbruch
from bot.cli.aufsicht import FIRST_WAIT, LONG_LIFE, LONGEST_WAIT, Aufsicht
from bot.cli.prozesse import kept_together, start

LIVES = (sys.executable, "-c", "import time; print('da', flush=True); time.sleep(60)")
DIES = (sys.executable, "-c", "raise SystemExit(3)")
TWO_WORKERS = (
    sys.executable,
    "-c",
    "import os, time\n"
    "pids = [os.fork() for _ in range(2) if os.getpid() == os.getpgid(0)]\n"
    "print(os.getpid(), flush=True); time.sleep(60)",
)


class Zeit:
    def __init__(self) -> None:
        self.jetzt = 0.0

    def __call__(self) -> float:
        return self.jetzt


@pytest.fixture
def haus():
    with kept_together() as children:
        yield children


def _open(haus, argv, tmp_path, mend=lambda kind: None, **workers):
    zeit = Zeit()
    haus.append(start("Rasa", argv, os.environ, tmp_path / "rasa.log"))
    return Aufsicht(haus, workers, zeit, mend), zeit


def _until(condition) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, "das ist nie eingetreten"
        time.sleep(0.02)


def _lines(log: Path) -> list[str]:
    return log.read_text().split()


def test_a_dead_child_is_started_again_after_a_moment(haus, tmp_path, capsys):
    aufsicht, zeit = _open(haus, LIVES, tmp_path)
    _until(lambda: _lines(tmp_path / "rasa.log"))
    aufsicht.look()
    dead = haus[0].process
    dead.kill()
    dead.wait()

    aufsicht.look()
    assert haus[0].process is dead
    zeit.jetzt += FIRST_WAIT
    aufsicht.look()

    assert haus[0].alive and haus[0].process is not dead
    _until(lambda: _lines(tmp_path / "rasa.log") == ["da", "da"])
    said = capsys.readouterr().err
    assert "Rasa ist unerwartet beendet (Code -9, siehe" in said and said.count("\n") == 1


def test_a_child_that_dies_at_once_is_started_ever_more_slowly(haus, tmp_path):
    aufsicht, zeit = _open(haus, DIES, tmp_path)
    waits = []
    for _ in range(9):
        haus[0].process.wait()
        aufsicht.look()
        before, old = zeit.jetzt, haus[0].process
        while haus[0].process is old:
            zeit.jetzt += 0.25
            aufsicht.look()
        waits.append(zeit.jetzt - before)

    assert waits == [0.5, 1, 2, 4, 8, 16, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


def test_after_a_long_life_the_first_wait_is_short_again(haus, tmp_path, capsys):
    aufsicht, zeit = _open(haus, DIES, tmp_path)
    for _ in range(4):
        haus[0].process.wait()
        aufsicht.look()
        zeit.jetzt += LONGEST_WAIT
        aufsicht.look()
    zeit.jetzt += LONG_LIFE
    haus[0].process.wait()
    capsys.readouterr()

    aufsicht.look()

    assert f"Neustart in {FIRST_WAIT:g} s" in capsys.readouterr().err


def test_a_start_that_fails_is_tried_again(haus, tmp_path, capsys):
    answers = [Abbruch("Das Training ist gescheitert.", FAILED), None]

    def mend(kind):
        if answer := answers.pop(0):
            raise answer

    aufsicht, zeit = _open(haus, DIES, tmp_path, mend)
    dead = haus[0].process
    dead.wait()
    for _ in range(2):
        aufsicht.look()
        zeit.jetzt += LONGEST_WAIT

    assert "Neustart gescheitert, Das Training" in capsys.readouterr().err
    assert haus[0].process is dead
    aufsicht.look()
    assert haus[0].process is not dead


@pytest.mark.skipif(sys.platform != "linux", reason="nur Linux zeigt die Kinder eines Prozesses")
def test_a_dead_worker_is_missed_even_if_the_others_go_on(haus, tmp_path, capsys):
    log = tmp_path / "rasa.log"
    aufsicht, zeit = _open(haus, TWO_WORKERS, tmp_path, Rasa=2)
    aufsicht.look()
    _until(lambda: len(_lines(log)) == 3)
    aufsicht.look()
    assert haus[0].workers() == 2
    first = haus[0].process
    os.kill(next(pid for pid in map(int, _lines(log)) if pid != first.pid), signal.SIGKILL)
    _until(lambda: haus[0].workers() == 1)

    aufsicht.look()
    zeit.jetzt += FIRST_WAIT
    aufsicht.look()

    assert "ein Arbeiter fehlt" in capsys.readouterr().err
    assert first.poll() is not None and haus[0].process is not first


def test_a_damaged_model_is_trained_anew_before_rasa_starts(haus, tmp_path, monkeypatch):
    from bot.cli import aufsicht

    trained = []
    monkeypatch.setattr(aufsicht, "ensure_model", lambda: trained.append("neu"))
    kind = start("Rasa", LIVES, os.environ, tmp_path / "rasa.log")
    haus.append(kind)
    monkeypatch.setattr(aufsicht, "read_steckbrief", lambda: object())
    aufsicht.mend_model(kind)
    assert trained == []
    monkeypatch.setattr(aufsicht, "read_steckbrief", lambda: None)
    aufsicht.mend_model(kind)
    assert trained == ["neu"]
