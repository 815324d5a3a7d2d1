"""Loopback needs no login; from anywhere else nothing is shown without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.pruefstand import Lager, read_einstellung
from bot.pruefstand.seiten import SEITEN
from bot.settings import UngueltigeEinstellung
from tests.pruefstand.conftest import PASSWORT, Mensch

GELESEN = [
    weg.pfad.replace("{id}", "A01") for s in SEITEN for weg in s.wege if weg.methode == "GET"
]
GESENDET = [
    weg.pfad.replace("{id}", "A01") for s in SEITEN for weg in s.wege if weg.methode == "POST"
]


@pytest.fixture
def fremder(start: Callable[..., Any], lager: Lager) -> Mensch:
    """Somebody at another computer, who has not logged in."""
    return Mensch(start(lager, PASSWORT, "0.0.0.0"), "https://pruefstand.example")


def test_at_this_computer_one_is_in_at_once(mensch: Mensch) -> None:
    assert mensch.open("/") == 200
    assert "Prüfstand" in mensch.text


@pytest.mark.parametrize("name", ["boese.example", "192.168.1.5", "127.0.0.1.boese.example"])
def test_a_foreign_name_for_this_computer_is_not_answered(app: Any, name: str) -> None:
    assert Mensch(app, f"http://{name}:5020").open("/") == 400


@pytest.mark.parametrize("pfad", GELESEN)
def test_from_another_computer_there_is_only_the_login(fremder: Mensch, pfad: str) -> None:
    antwort = fremder.client.get(pfad, follow_redirects=False)

    assert (antwort.status_code, antwort.headers["location"]) == (303, "/anmelden")
    assert antwort.text == ""


@pytest.mark.parametrize("pfad", GESENDET)
def test_from_another_computer_nothing_can_be_sent(fremder: Mensch, pfad: str) -> None:
    antwort = fremder.client.post(pfad, data={"siegel": "x"}, follow_redirects=False)

    assert (antwort.status_code, antwort.headers["location"]) == (303, "/anmelden")


def test_with_the_password_one_gets_in_and_out_again(fremder: Mensch) -> None:
    fremder.open("/anmelden")
    assert fremder.send("/anmelden", rolle="Beratung", passwort="falsch") == 401
    assert fremder.send("/anmelden", rolle="Beratung", passwort=PASSWORT) == 200
    assert "Angemeldet als: Beratung" in fremder.text

    fremder.send("/abmelden")

    assert "/anmelden" in str(fremder.client.get("/").url)


@pytest.mark.parametrize("pfad", GESENDET)
def test_a_form_from_another_page_is_refused(mensch: Mensch, pfad: str) -> None:
    mensch.open("/")

    antwort = mensch.client.post(pfad, data={}, headers={"Origin": "https://boese.example"})

    assert antwort.status_code == 403


def test_beyond_this_computer_it_starts_only_with_a_password() -> None:
    with pytest.raises(UngueltigeEinstellung, match="WEGWEISER_PRUEFSTAND_PASSWORT"):
        read_einstellung({}, "0.0.0.0")

    assert read_einstellung({"WEGWEISER_PRUEFSTAND_PASSWORT": PASSWORT}, "0.0.0.0").passwort
