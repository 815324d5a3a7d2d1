"""The whole house over real HTTP, started as a person starts it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest

from bot.settings import ROOT
from tests.conftest import running_house

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]

ANTWORTEN = {
    "rolle": "selbst",
    "wunsch": ["ausbildung"],
    "ort": "05166032",
    "alter": 19,
    "aufenthalt": "duldung",
}
"""What the person in this test knows about herself; everything else is `weiss_nicht`."""


def _custom(inhalt):
    (custom,) = [teil["custom"] for teil in inhalt["antworten"] if "custom" in teil]
    return custom


def test_an_interview_by_taps_ends_with_a_recommendation(wegweiser_server):
    status, inhalt = wegweiser_server.request("POST", "/webhooks/web/sitzung", {})
    assert status == 201
    sitzung, nr = inhalt["sitzung"], inhalt["nr"]

    while (custom := _custom(inhalt))["typ"] != "empfehlung":
        nr += 1
        assert nr <= 40, "das Gespräch findet kein Ende"
        nachricht = {"sitzung": sitzung, "nr": nr, **_next(custom)}
        status, inhalt = wegweiser_server.request("POST", "/webhooks/web/nachricht", nachricht)
        assert (status, inhalt["nr"]) == (200, nr)

    assert 1 <= len(custom["wege"]) <= 3
    assert custom["stichtag"] == "2026-11-22"
    status, _ = wegweiser_server.request("DELETE", f"/webhooks/web/sitzung/{sitzung}")
    assert status == 204


def _next(custom):
    if custom["typ"] == "uebersicht":
        return {"befehl": "weiter"}
    fakt = custom["fakt"]
    return {"antwort": {"fakt": fakt, "wert": ANTWORTEN.get(fakt, "weiss_nicht")}}


def test_typed_text_reaches_the_interview(wegweiser_server):
    _, inhalt = wegweiser_server.request("POST", "/webhooks/web/sitzung", {})
    nachricht = {"sitzung": inhalt["sitzung"], "nr": 1, "text": "ich bin 19 und wohne in Viersen"}

    status, inhalt = wegweiser_server.request("POST", "/webhooks/web/nachricht", nachricht)

    assert status == 200
    assert _custom(inhalt)["typ"] == "frage"


def test_the_page_is_served_at_the_printed_address(wegweiser_server):
    with urllib.request.urlopen(wegweiser_server.adresse, timeout=10) as page:
        assert page.status == 200
        assert "text/html" in page.headers["Content-Type"]


@pytest.mark.parametrize("pfad", ["/version", "/status", "/domain", "/conversations/a/tracker"])
def test_rasas_own_api_is_closed(wegweiser_server, pfad):
    status, _ = wegweiser_server.request("GET", pfad)

    assert status == 404


def test_a_second_start_on_the_same_port_is_one_clear_line(wegweiser_server):
    port = wegweiser_server.adresse.rstrip("/").rsplit(":", 1)[1]
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "run", "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert f"Port {port} ist belegt" in done.stderr and done.stderr.count("\n") == 1


def test_no_message_text_stands_in_a_log(wegweiser_server):
    geheim = "wunderliches Zauberwort Xylophonbau"
    _, inhalt = wegweiser_server.request("POST", "/webhooks/web/sitzung", {})
    nachricht = {"sitzung": inhalt["sitzung"], "nr": 1, "text": geheim}
    wegweiser_server.request("POST", "/webhooks/web/nachricht", nachricht)

    port = wegweiser_server.adresse.rstrip("/").rsplit(":", 1)[1]
    logs = list((ROOT / "var" / "log" / port).glob("*.log"))
    assert logs
    assert not any("Xylophonbau" in log.read_text("utf-8", "replace") for log in logs)


def test_ctrl_c_ends_everything_and_the_answers_are_kept(trained_model, tmp_path):
    db = tmp_path / "haus.db"
    with running_house(db=f"sqlite:///{db}") as haus:
        _, inhalt = haus.request("POST", "/webhooks/web/sitzung", {})
        children = _children(haus.process.pid)
        haus.process.send_signal(signal.SIGINT)
        assert haus.process.wait(timeout=20) == 0

        assert inhalt["sitzung"]
        assert children
        assert not [pid for pid in children if _lives(pid)]
    with sqlite3.connect(db) as connection:
        assert connection.execute("select count(*) from sitzung").fetchone() == (1,)


def test_what_dies_is_started_again_and_the_conversation_goes_on(trained_model, tmp_path):
    with running_house(db=f"sqlite:///{tmp_path / 'haus.db'}") as haus:
        _, inhalt = haus.request("POST", "/webhooks/web/sitzung", {})
        for nr, victim in enumerate(_children(haus.process.pid), start=1):
            os.kill(victim, signal.SIGKILL)
            nachricht = {"sitzung": inhalt["sitzung"], "nr": nr, "text": "ich bin 19"}
            status, antwort = _sent_until_heard(haus, nachricht)
            assert (status, antwort["nr"]) == (200, nr)
            assert victim not in _children(haus.process.pid)
        assert haus.process.poll() is None


def _sent_until_heard(haus, nachricht):
    for _ in range(300):
        try:
            status, inhalt = haus.request("POST", "/webhooks/web/nachricht", nachricht)
        except OSError:
            status, inhalt = 0, None
        if status not in (0, 503):
            return status, inhalt
        time.sleep(0.2)
    raise AssertionError("auch nach einer Minute keine Antwort")


def _children(pid: int) -> list[int]:
    done = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=True)
    return sorted(int(child) for child in done.stdout.split())


def _lives(pid: int) -> bool:
    for _ in range(20):
        if subprocess.run(["kill", "-0", str(pid)], capture_output=True).returncode:
            return False
        time.sleep(0.1)
    return True
