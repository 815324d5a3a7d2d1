import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli.leise import quiet_command
from bot.cli.prozesse import Beendet, kept_together, start

SLEEPER = (sys.executable, "-c", "import time; print('da', flush=True); time.sleep(60)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('da', flush=True); time.sleep(60)",
)
WITH_GRANDCHILD = (
    sys.executable,
    "-c",
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print(child.pid, flush=True); time.sleep(60)",
)


def _wait_for_line(log: Path) -> str:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if log.exists() and (text := log.read_text()):
            return text.strip()
        time.sleep(0.02)
    raise AssertionError(f"{log} blieb leer")


def _gone(pid: int) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if _is_zombie(pid):
            return True
        time.sleep(0.05)
    return False


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return False


def test_children_end_with_the_block(tmp_path):
    with kept_together() as children:
        children.append(start("Kind", SLEEPER, os.environ, tmp_path / "kind.log"))
        assert children[0].alive

    assert not children[0].alive


def test_children_end_when_something_goes_wrong(tmp_path):
    with pytest.raises(RuntimeError), kept_together() as children:
        children.append(start("Kind", SLEEPER, os.environ, tmp_path / "kind.log"))
        raise RuntimeError

    assert not children[0].alive


def test_a_child_that_will_not_end_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.cli.prozesse.GRACE", 0.2)
    with kept_together() as children:
        children.append(start("Kind", STUBBORN, os.environ, tmp_path / "kind.log"))
        _wait_for_line(tmp_path / "kind.log")

    assert children[0].process.returncode == -signal.SIGKILL


def test_what_a_child_has_started_ends_with_it(tmp_path):
    with kept_together() as children:
        children.append(start("Kind", WITH_GRANDCHILD, os.environ, tmp_path / "kind.log"))
        grandchild = int(_wait_for_line(tmp_path / "kind.log"))

    assert _gone(grandchild)


def test_being_asked_to_end_leaves_the_block(tmp_path):
    with pytest.raises(Beendet), kept_together() as children:
        children.append(start("Kind", SLEEPER, os.environ, tmp_path / "kind.log"))
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)

    assert not children[0].alive
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@pytest.mark.skipif(sys.platform != "linux", reason="nur Linux kennt PR_SET_PDEATHSIG")
def test_children_end_even_when_the_parent_is_killed(tmp_path):
    log = tmp_path / "kind.log"
    parent = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            "import os, sys, time\n"
            "from pathlib import Path\n"
            "from bot.cli.prozesse import start\n"
            f"kind = start('Kind', {SLEEPER!r}, os.environ, Path({str(log)!r}))\n"
            "print(kind.process.pid, flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    _wait_for_line(log)
    parent.kill()
    parent.communicate()

    assert _gone(child)


@pytest.mark.skipif(sys.platform != "linux", reason="nur Linux kennt PR_SET_PDEATHSIG")
def test_workers_end_when_the_process_that_has_forked_them_is_killed(tmp_path):
    module = tmp_path / "gabelt.py"
    module.write_text(
        "import os, time\n"
        "pid = os.fork()\n"
        "print(pid, flush=True) if pid else None\n"
        "time.sleep(60)\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(tmp_path)}
    kind = start("Kind", quiet_command("gabelt"), environ, tmp_path / "kind.log")
    worker = int(_wait_for_line(tmp_path / "kind.log"))
    kind.process.kill()
    kind.process.wait()

    assert _gone(worker)
