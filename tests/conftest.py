"""What several rooms of tests share: a trained model and one running Wegweiser."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sanic  # noqa: F401 - zeigt beim Laden Abkündigungen an; danach gelten unsere Filter

from bot.cli.netz import free_port
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT

STICHTAG = "2026-11-22"
"""The law of this day holds in the shared server: tests must not change their mind over night."""


@dataclass(frozen=True)
class Haus:
    """A running `wegweiser run`."""

    adresse: str
    process: subprocess.Popen[str]

    def url(self, pfad: str) -> str:
        """The address of a path below the page."""
        return self.adresse + pfad.lstrip("/")

    def request(self, method: str, pfad: str, inhalt: Any = None) -> tuple[int, Any]:
        """One HTTP request with JSON in and out: status and content (None when empty)."""
        import json

        body = None if inhalt is None else json.dumps(inhalt).encode()
        request = urllib.request.Request(self.url(pfad), data=body, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as fehler:
            status, text = fehler.code, fehler.read()
        return status, json.loads(text) if text else None


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The path of a model that fits the data; trained now when it is missing or stale."""
    from bot.cli.modell import ensure_model

    return ensure_model()


@pytest.fixture(scope="session")
def wegweiser_server(
    trained_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Haus]:
    """One `wegweiser run` with a fresh database for the whole test run."""
    db = tmp_path_factory.mktemp("haus") / "wegweiser.db"
    with running_house("--stichtag", STICHTAG, db=f"sqlite:///{db}") as haus:
        yield haus


class running_house:  # noqa: N801 - reads like a function
    """Starts `wegweiser run` on a free port and ends it; limits are off, tests are fast typers."""

    def __init__(self, *args: str, db: str, **settings: str) -> None:
        self.cwd = ROOT
        port = str(free_port())
        self.argv = [sys.executable, "-m", "bot.cli", "run", "--port", port, *args]
        self.environ = {
            **quiet_environment(),
            "WEGWEISER_DB": db,
            "WEGWEISER_ANFRAGEN_PRO_SEKUNDE": "0",
            "WEGWEISER_ANFRAGEN_PRO_ADRESSE": "0",
            "WEGWEISER_SITZUNGEN_PRO_MINUTE": "0",
            **settings,
        }

    def __enter__(self) -> Haus:
        self.process = subprocess.Popen(
            self.argv, cwd=self.cwd, env=self.environ, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        adresse = self.process.stdout.readline().strip()
        if not adresse.startswith("http://"):
            self.process.kill()
            pytest.fail("wegweiser run hat keine Adresse genannt; siehe die Meldungen oben")
        return Haus(adresse, self.process)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=30)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is quick comes first and tells first what is wrong; the browser comes last.

    Playwright keeps an event loop running until the end, in which nothing else can start one.
    What takes long only runs when it is asked for: `pytest -m lang`.
    """
    items.sort(key=lambda item: (_in_browser(item), _in_house(item)))
    long = [item for item in items if item.get_closest_marker("lang")]
    if long and "lang" not in config.getoption("markexpr"):
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def _in_browser(item: pytest.Item) -> bool:
    return item.nodeid.startswith("tests/browser/")


def _in_house(item: pytest.Item) -> bool:
    return "wegweiser_server" in getattr(item, "fixturenames", ())


def pytest_configure() -> None:
    """Children of tests are as quiet as those of the command."""
    os.environ.update(quiet_environment())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line at the end of every run: which rules somebody has to look at again."""
    from bot.eligibility import RegelFehler, find_due, load_rules
    from bot.eligibility.frische import summary_line

    try:
        regelwerk = load_rules(ROOT / "data" / "eligibility")
    except RegelFehler:
        return  # Die Tests der Regeln sagen, was nicht stimmt.
    terminalreporter.write_line(summary_line(find_due(regelwerk, date.today())))
