"""`wegweiser pruefstand` as people start it: a process of its own, with the trained model."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

import pytest

from bot.cli.netz import free_port
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT

pytestmark = pytest.mark.timeout(180)


def command(*args: str, **environ: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "pruefstand", *args],
        cwd=ROOT,
        env=quiet_environment(environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def adresse(trained_model: Path) -> Iterator[str]:
    """The address that the command prints; the process ends with the test."""
    process = command("--port", str(free_port()))
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.communicate(timeout=30)


def test_it_prints_its_address_and_reads_messages_with_the_model(adresse: str) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))
    seite = browser.open(f"{adresse}gespraech", timeout=30).read().decode()
    siegel = re.search(r'name="siegel" value="([^"]+)"', seite)
    assert siegel
    felder = urlencode({"siegel": siegel[1], "text": "ich möchte mit einem menschen reden"})
    for _ in range(3):
        try:
            anfrage = Request(f"{adresse}gespraech/sagen", felder.encode())
            seite = browser.open(anfrage, timeout=60).read().decode()
            break
        except OSError:
            continue  # Das Modell lädt auf einem beschäftigten Rechner länger.

    assert "<strong>mensch</strong>" in seite
    assert "Was das Modell sonst noch dachte" in seite


def test_beyond_this_computer_it_does_not_start_without_a_password() -> None:
    process = command("--host", "0.0.0.0", "--port", str(free_port()))
    ausgabe, meldung = process.communicate(timeout=60)

    assert process.returncode == 2
    assert ausgabe == ""
    assert meldung.count("\n") == 1 and "WEGWEISER_PRUEFSTAND_PASSWORT" in meldung
