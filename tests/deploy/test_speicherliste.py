"""What is stored where and for how long: the list for the staff is what the databases hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.catalogue import import_offers
from bot.channel.sitzungen import kennung_of
from bot.channel.turns import Turns
from bot.channel.zaehler import Zaehler, target
from bot.settings import ROOT
from bot.zahlen import Sammler, Zahl
from bot.zahlen.sammler import Tageszahl
from bot.zahlen.tabelle import AUFHEBEN_TAGE, Tabelle
from tests.channel.werkstatt import Server, frage

LISTE = (ROOT / "docs" / "betrieb.md").read_text("utf-8")
GEHEIM = "ich bin in Xanten und heiße Xylophonia"


def documented() -> dict[str, tuple[set[str], str]]:
    """Each table of the list with its columns and how long it is kept."""
    zeile = re.compile(r"^\| `(\w+)` \| (`.*?`) \| .* \| (.+?) \|$", re.MULTILINE)
    return {
        name: (set(re.findall(r"`(\w+)`", spalten)), dauer)
        for name, spalten, dauer in zeile.findall(LISTE)
    }


@pytest.fixture
def house(server: Server, database: str) -> Server:
    """A server whose database holds everything that any part of the house stores."""
    import_offers(database, ROOT / "data" / "angebote")
    server.store.event_broker = Zaehler(Sammler(target(database), date.today, 3600))
    server.bot.answer = lambda latest: frage("ort")
    token = server.begin()
    server.say(token, 1, GEHEIM)
    server.run(server.store.event_broker.close())
    server.app.ctx.web_turns.seal({"fakten": {}}, 7)
    return server


def test_every_table_and_column_of_the_database_is_in_the_list(house: Server) -> None:
    inspector = sa.inspect(house.store.engine)
    found = {
        name: {column["name"] for column in inspector.get_columns(name)}
        for name in inspector.get_table_names()
    }
    assert found == {name: columns for name, (columns, _) in documented().items()}


def test_only_the_tables_of_a_conversation_hold_its_words_or_its_name(house: Server) -> None:
    kennungen = {row.split("'")[1] for row in house.rows()["sitzung"]}
    holding = {
        name
        for name, rows in house.rows().items()
        if any(word in str(rows) for word in ("Xylophonia", "Xanten und", *kennungen))
    }
    assert holding == {"sitzung", "turn", "events"}


def test_the_list_names_the_times_of_the_program(house: Server) -> None:
    dauer = {name: text for name, (_, text) in documented().items()}
    assert f"{house.app.ctx.input_channels[0].settings.tage} Tage" in dauer["sitzung"]
    assert dauer["zahl"] == f"{AUFHEBEN_TAGE} Tage"


def test_after_deletion_only_what_belongs_to_nobody_is_left(
    start: Callable[..., Server],
    database: str,
) -> None:
    server = start()
    server.store.event_broker = Zaehler(Sammler(target(database), date.today, 3600))
    token = server.begin()
    server.say(token, 1, GEHEIM)
    server.run(server.store.event_broker.close())
    assert server.http.delete(server.api(f"sitzung/{token}")).status_code == 204
    left = {name: rows for name, rows in server.rows().items() if rows}
    assert set(left) <= {"zahl", "schluessel"}
    assert left["zahl"] and kennung_of(token) not in str(left)


def test_after_its_time_a_conversation_is_gone_and_so_are_old_numbers(
    start: Callable[..., Server],
    database: str,
) -> None:
    server = start(tage=0)
    server.say(server.begin(), 1, GEHEIM)
    table, heute = Tabelle(database), date.today()
    zahl = Zahl("gefragt", "ort")
    old = heute - timedelta(days=AUFHEBEN_TAGE + 1)
    table.add(Counter({Tageszahl(old, zahl): 9}))

    later = datetime.now(timezone.utc) + timedelta(days=31)
    assert Turns(server.agent, 5, lambda: later).purge_expired(30) == 1
    table.add(Counter({Tageszahl(heute, zahl): 1}))

    assert {name for name, rows in server.rows().items() if rows} <= {"zahl", "schluessel"}
    assert table.read(old, heute) == Counter({Tageszahl(heute, zahl): 1})
