"""Every case that came with the order is driven through the web channel to a recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from tests.conftest import Haus, running_house

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]

FAELLE = yaml.safe_load(
    (ROOT / "tests/eligibility/faelle/auftrag.yml").read_text(encoding="utf-8")
)
SCHRITTE_HOECHSTENS = 40


@pytest.fixture(scope="module")
def house_on(wegweiser_server: Haus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running Wegweiser for each date of law of the cases."""
    with ExitStack() as stack:

        @cache
        def start(stichtag: str) -> Haus:
            if stichtag == "2026-11-22":
                return wegweiser_server
            db = f"sqlite:///{tmp_path_factory.mktemp('haus')}/wegweiser.db"
            return stack.enter_context(running_house("--stichtag", stichtag, db=db))

        yield start


def _custom(inhalt: dict[str, Any]) -> dict[str, Any]:
    (custom,) = [teil["custom"] for teil in inhalt["antworten"] if "custom" in teil]
    return dict(custom)


def _reply(custom: dict[str, Any], profil: dict[str, Any]) -> dict[str, Any]:
    if custom["typ"] == "uebersicht":
        return {"befehl": "weiter"}
    assert custom["typ"] == "frage", custom
    fakt = custom["fakt"]
    wert = profil.get(fakt, "weiss_nicht")
    return {"antwort": {"fakt": fakt, "wert": wert}}


@pytest.mark.parametrize("fall", FAELLE, ids=[fall["id"] for fall in FAELLE])
def test_the_interview_ends_with_advice_that_agrees_with_the_rules(
    fall: dict[str, Any], house_on: Any
) -> None:
    haus = house_on(fall["stichtag"])
    status, inhalt = haus.request("POST", "/webhooks/web/sitzung", {})
    assert status == 201
    sitzung, gefragt = inhalt["sitzung"], []
    for nr in range(1, SCHRITTE_HOECHSTENS):
        custom = _custom(inhalt)
        if custom["typ"] == "empfehlung":
            break
        gefragt += [custom["fakt"]] if custom["typ"] == "frage" else []
        nachricht = {"sitzung": sitzung, "nr": nr, **_reply(custom, fall["profil"])}
        status, inhalt = haus.request("POST", "/webhooks/web/nachricht", nachricht)
        assert status == 200, inhalt
    assert custom["typ"] == "empfehlung"
    assert custom["stichtag"] == fall["stichtag"]
    assert len(gefragt) == len(set(gefragt)) <= 12
    assert custom["kontakt"]["name"]
    for karte in custom["wege"]:
        erwartet = fall.get("erwartet", {}).get(karte["weg"])
        if karte["antwort"] != "offen" and erwartet is not None:
            assert karte["antwort"] == erwartet, karte["weg"]
