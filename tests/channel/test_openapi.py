"""The description of the channel says what the channel does, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from bot.channel.eingabe import BEFEHLE, MAX_TEXT
from bot.channel.fehler import STATUS
from bot.channel.http import MAX_BODY
from bot.profile import FAKTEN
from bot.settings import ROOT
from tests.channel.werkstatt import Server

DOKUMENT = yaml.safe_load((ROOT / "docs" / "openapi.yml").read_text(encoding="utf-8"))
SCHEMAS = DOKUMENT["components"]["schemas"]
NUR_SEITEN = {"/", "/s/{version}/{name}"}
"""Files of the page: for browsers, not for other programs."""


@pytest.fixture(params=["sqlite"])
def database(tmp_path: Any) -> str:
    """The description does not depend on the kind of database."""
    return f"sqlite:///{tmp_path / 'kanal.db'}"


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DOKUMENT["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def test_every_route_is_described_and_nothing_else(server: Server) -> None:
    routes = {
        ("/" + route.path.replace("<", "{").replace(":str>", "}").replace(">", "}"), method)
        for route in server.app.router.routes
        for method in route.methods
    }
    found = {(path, method) for path, method in routes if path not in NUR_SEITEN}
    assert {(path.rstrip("/"), method) for path, method, _ in _operations()} == found


def test_the_vocabulary_is_that_of_the_code() -> None:
    assert SCHEMAS["Fakt"]["enum"] == list(FAKTEN)
    assert SCHEMAS["Befehl"]["enum"] == list(BEFEHLE)
    assert set(SCHEMAS["Fehler"]["properties"]["fehler"]["enum"]) == set(STATUS)
    assert SCHEMAS["Nachricht"]["properties"]["text"]["maxLength"] == MAX_TEXT
    assert str(MAX_BODY) in DOKUMENT["components"]["responses"]["ZuLang"]["description"]


def test_only_statuses_of_the_code_are_described() -> None:
    described = {int(code) for _, _, operation in _operations() for code in operation["responses"]}
    assert described == {200, 201, 204} | set(STATUS.values())
