"""The Prüfstand over a copy of the project's data that tests may break, and people who use it."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.buero.einstellung import Einstellung
from bot.buero.passwort import new_password
from bot.faelle.lesen import ORDNER
from bot.pruefstand import Lager, create_app
from bot.settings import ROOT

HEUTE = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))
PASSWORT = "ein langes Passwort"
ORDNER_DER_DATEN = ("data/eligibility", "data/texte", str(ORDNER))
ANGEBOTE = "data/angebote"


class Regelleser:
    """Reads messages as the model does where its rules alone decide; needs no training."""

    def parse(
        self, text: str, frage: str | None, rolle: str | None, stichtag: date
    ) -> Mapping[str, Any]:
        from bot.nlu.verstehe import Parser, Zeile

        return Parser(None, stichtag).parse(Zeile(None, text, frage, rolle))


class Mensch:
    """Somebody with a browser that shows one page at a time."""

    def __init__(self, app: Any, adresse: str = "http://127.0.0.1:5020") -> None:
        self.client = TestClient(app, adresse, raise_server_exceptions=False)
        self.seite = ""

    def open(self, pfad: str) -> int:
        """Looks at a page; returns the status."""
        antwort = self.client.get(pfad)
        self.seite = antwort.text
        return antwort.status_code

    def send(self, pfad: str, **felder: str) -> int:
        """Sends a form to an address with the secret of this page; returns the status."""
        siegel = re.search(r'name="siegel" value="([^"]+)"', self.seite)
        daten = {"siegel": siegel.group(1) if siegel else "", **felder}
        antwort = self.client.post(pfad, data=daten, headers={"Origin": str(self.client.base_url)})
        self.seite = antwort.text
        return antwort.status_code

    @property
    def text(self) -> str:
        """The words of the page without its marks."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.seite)).split())


def copy_data(ziel: Path) -> Path:
    """Rules, words and cases of the project, and the offers of one town: that is quicker."""
    for ordner in ORDNER_DER_DATEN:
        shutil.copytree(ROOT / ordner, ziel / ordner)
    (ziel / ANGEBOTE).mkdir()
    for datei in (ROOT / ANGEBOTE).glob("05113_*.yml"):
        shutil.copy(datei, ziel / ANGEBOTE)
    return ziel


@pytest.fixture
def wurzel(tmp_path: Path) -> Path:
    """A folder with data that a test may break."""
    return copy_data(tmp_path)


@pytest.fixture(scope="session")
def lager() -> Iterator[Lager]:
    """The data of the project itself, read once; for tests that only read."""
    eines = Lager(ROOT)
    yield eines
    eines.close()


@pytest.fixture
def eigenes_lager(wurzel: Path) -> Iterator[Lager]:
    """The data of the copy, for tests that write."""
    eines = Lager(wurzel)
    yield eines
    eines.close()


@pytest.fixture
def start() -> Callable[..., Any]:
    """Builds the application over some data; on loopback without a password."""

    def build(lager: Lager, passwort: str = "", host: str = "127.0.0.1") -> Any:
        gesetzt = new_password(passwort) if passwort else None
        return create_app(Einstellung(gesetzt, host=host), lager, Regelleser(), lambda: HEUTE)

    return build


@pytest.fixture
def app(start: Callable[..., Any], lager: Lager) -> Any:
    return start(lager)


@pytest.fixture
def mensch(app: Any) -> Mensch:
    """Somebody at this computer."""
    return Mensch(app)
