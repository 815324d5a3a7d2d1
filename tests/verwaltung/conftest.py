"""The staff page with a folder and a database of its own, and somebody who uses it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.buero.passwort import new_password
from bot.catalogue.pflege import Pflege
from bot.eligibility.zeilen_yaml import read_yaml
from bot.settings import ROOT
from bot.verwaltung import Einstellung, create_app
from tests.catalogue.werkzeug import folder, offer

PASSWORT = "ein langes Passwort"
EINSTELLUNG = Einstellung(new_password(PASSWORT))
WEGE = read_yaml(ROOT / "data" / "eligibility" / "wege.yml")["wege"]
KOELN = "# Köln, von Hand geschrieben\n" + offer(
    "deutsch-treff", 'kreis: "05315"', "partner: [Stadt, Schule]  # am Montag"
).replace("von: Beratung", "von: Bericht")
VIERSEN = offer("sport", 'gemeinde: "05166032"', "schlagworte: [sport]").replace(
    "integrationskurs", "kim"
)
SUCHE = offer("jobcenter-suche", "ebene: je_kreis", "suchweg: ja")


class Uhr:
    """A clock that stands until somebody moves it."""

    def __init__(self) -> None:
        self.jetzt = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))

    def __call__(self) -> datetime:
        return self.jetzt


class Mensch:
    """Somebody with a browser that shows one page at a time."""

    def __init__(self, app: Any, adresse: str = "http://127.0.0.1:5010") -> None:
        self.client = TestClient(app, adresse, raise_server_exceptions=False)
        self.seite = ""

    def open(self, pfad: str) -> int:
        """Looks at a page; returns the status."""
        antwort = self.client.get(pfad)
        self.seite = antwort.text
        return antwort.status_code

    def send(self, pfad: str, **felder: str) -> int:
        """Sends the form of this page with that address, some fields changed."""
        daten = {**self.form(pfad), **felder}
        antwort = self.client.post(pfad, data=daten, headers={"Origin": str(self.client.base_url)})
        self.seite = antwort.text
        return antwort.status_code

    def form(self, pfad: str) -> dict[str, str]:
        """The fields of a form on this page as a browser would send them."""
        teil = re.search(rf'action="{re.escape(pfad)}".*?</form>', self.seite, re.S)
        assert teil, f"kein Formular {pfad}"
        text = teil.group()
        felder = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', text))
        felder |= dict(
            re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', text, re.S)
        )
        for name, wahl in re.findall(
            r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', text, re.S
        ):
            gewaehlt = re.search(r'<option value="([^"]*)" selected', wahl)
            felder[name] = gewaehlt.group(1) if gewaehlt else ""
        return {name: html.unescape(wert) for name, wert in felder.items()}

    def log_in(self, passwort: str = PASSWORT, rolle: str = "Beratung") -> int:
        self.open("/anmelden")
        return self.send("/anmelden", passwort=passwort, rolle=rolle)


@pytest.fixture
def uhr() -> Uhr:
    return Uhr()


@pytest.fixture
def pflege(tmp_path: Path) -> Iterator[Pflege]:
    """Three offers: one in Köln, one in Viersen, one template."""
    ordner = folder(tmp_path / "angebote", KOELN, VIERSEN, SUCHE)
    eine = Pflege(f"sqlite:///{tmp_path}/katalog.db", ordner)
    yield eine
    eine.close()


@pytest.fixture
def app(pflege: Pflege, uhr: Uhr) -> Any:
    return create_app(EINSTELLUNG, pflege, WEGE, uhr)


@pytest.fixture
def fremder(app: Any) -> Mensch:
    """Somebody who is not logged in."""
    return Mensch(app)


@pytest.fixture
def beratung(app: Any) -> Mensch:
    """Somebody who is logged in as Beratung."""
    mensch = Mensch(app)
    assert mensch.log_in() == 200
    return mensch
