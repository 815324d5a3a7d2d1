"""What the privacy page promises is what the server does."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.channel.werkstatt import Server


@pytest.fixture(params=["sqlite"])
def database(tmp_path: Path) -> str:
    """The page does not depend on the kind of database."""
    return f"sqlite:///{tmp_path / 'kanal.db'}"


def words(reply: requests.Response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", reply.text)))


def test_the_page_names_the_days_of_the_setting_and_stores_nothing(
    start: Callable[..., Server],
) -> None:
    server = start(tage=12, tage_link=3)
    reply = requests.get(f"{server.base}/datenschutz")
    text = words(reply)
    assert reply.status_code == 200
    assert "12 Tage nach deiner letzten Nachricht" in text
    assert "Nach 3 Tagen ist er zu alt." in text
    assert text.index("Kurz gesagt") < text.index("Genauer für die Beratung")
    assert "{" not in text
    assert "Set-Cookie" not in reply.headers
    assert not any(server.rows().values())


def test_the_database_holds_only_the_tables_that_the_page_tells_of(server: Server) -> None:
    server.say(server.begin(), 1, "ich bin 17")
    assert {name for name, rows in server.rows().items() if rows} <= {
        "sitzung", "turn", "events", "schluessel",
    }  # fmt: skip


def test_no_address_of_a_phone_is_stored_or_logged(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    token = server.begin()
    server.say(token, 1, "ich bin 17")
    server.say(token, 99, "zu weit")
    assert "127.0.0.1" not in str(server.rows())
    told = [record for record in caplog.records if record.name.startswith(("bot.", "sanic."))]
    assert not any("127.0.0.1" in record.getMessage() for record in told)


def test_the_simple_page_links_to_it(server: Server) -> None:
    assert 'href="/datenschutz"' in requests.get(f"{server.base}/einfach").text
