"""Deletion, expiry, limits and what the server lets others do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import requests

from bot.channel.limits import Limit
from bot.channel.sitzungen import kennung_of
from bot.channel.turns import Turns
from tests.channel.werkstatt import Server

SECRET = "Schmetterling"


def everything(server: Server) -> str:
    return str(server.rows())


def test_deleting_a_session_leaves_nothing_of_it_and_all_of_the_others(server: Server) -> None:
    token, other = server.begin(), server.begin()
    server.say(token, 1, SECRET)
    server.say(other, 1, "ich bin 17")
    assert SECRET in everything(server)
    assert kennung_of(token) in everything(server)

    assert requests.delete(server.api(f"sitzung/{token}")).status_code == 204

    assert SECRET not in everything(server)
    assert kennung_of(token) not in everything(server)
    assert server.say(token, 2, "hallo").status_code == 404
    assert server.history(token).status_code == 404
    assert requests.delete(server.api(f"sitzung/{token}")).status_code == 404
    assert kennung_of(token) not in server.locks.conversation_locks
    assert server.say(other, 2, "köln").status_code == 200


def test_sqlite_overwrites_what_was_deleted(server: Server, database: str) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("nur SQLite hat eine Datei zum Nachsehen")
    folder = Path(database.removeprefix("sqlite:///")).parent
    token = server.begin()
    server.say(token, 1, SECRET)

    def on_disk() -> bool:
        return any(SECRET.encode() in file.read_bytes() for file in folder.iterdir())

    assert on_disk()
    requests.delete(server.api(f"sitzung/{token}"))
    assert not on_disk()


def test_no_table_holds_a_token(server: Server) -> None:
    token = server.begin()
    server.say(token, 1, "hallo")
    assert token not in everything(server)


def test_a_silent_session_expires_after_the_days_of_the_setting(
    start: Callable[..., Server],
) -> None:
    server = start(tage=0)
    old, fresh = server.begin(), server.begin()
    later = datetime.now(timezone.utc) + timedelta(days=29)
    turns = Turns(server.agent, 5, lambda: later)
    assert turns.purge_expired(30) == 0
    server.app.ctx.web_turns = Turns(server.agent, 5, lambda: later)
    server.say(fresh, 1, "noch da")

    much_later = Turns(server.agent, 5, lambda: later + timedelta(days=2))
    assert much_later.purge_expired(30) == 1
    assert kennung_of(old) not in everything(server)
    assert server.history(fresh).status_code == 200
    assert server.history(old).status_code == 404


def test_many_expired_sessions_go_in_batches(start: Callable[..., Server]) -> None:
    server = start(tage=0)
    turns = Turns(server.agent, 5)
    now = datetime.now(timezone.utc)
    for i in range(1203):
        turns.sitzungen.begin(kennung_of(str(i)), now - timedelta(days=40))
    assert turns.purge_expired(30) == 1203
    assert server.rows()["sitzung"] == []


def test_the_server_purges_at_its_start(start: Callable[..., Server]) -> None:
    first = start()
    token = first.begin()
    turns = Turns(first.agent, 5)
    turns.sitzungen.begin(kennung_of("alt"), datetime.now(timezone.utc) - timedelta(days=31))
    second = start()
    assert second.history("alt").status_code == 404
    assert second.history(token).status_code == 200


def test_too_many_requests_of_a_session_are_told_when_to_come_back(
    start: Callable[..., Server],
) -> None:
    server = start(anfragen_pro_sekunde=2)
    token = server.begin()
    replies = [server.history(token) for _ in range(8)]
    assert {reply.status_code for reply in replies} == {200, 429}
    last = replies[-1]
    assert last.json()["fehler"] == "zu_schnell"
    assert int(last.headers["Retry-After"]) >= 1
    assert server.history("anderes").status_code == 404


def test_an_address_may_begin_60_sessions_a_minute(start: Callable[..., Server]) -> None:
    server = start()
    statuses = [server.http.post(server.api("sitzung")).status_code for _ in range(90)]
    assert statuses[:60] == [201] * 60
    assert 429 in statuses


def test_limits_can_be_switched_off(start: Callable[..., Server]) -> None:
    server = start(anfragen_pro_sekunde=0, anfragen_pro_adresse=0, sitzungen_pro_minute=0)
    token = server.begin()
    assert {server.history(token).status_code for _ in range(60)} == {200}


def test_a_limit_lets_through_again_after_the_time_it_names() -> None:
    time = [0.0]
    limit = Limit(2, 4, lambda: time[0])
    assert [limit.wait("a") for _ in range(5)] == [0, 0, 0, 0, 1]
    assert limit.wait("b") == 0
    time[0] = 1.0
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 1]
    assert not {b"a", "a"} & set(limit.__dict__["_used"])


def test_a_limit_forgets_keys_that_are_silent() -> None:
    time = [0.0]
    limit = Limit(10, 1, lambda: time[0])
    for i in range(25_000):
        time[0] = i / 1000
        limit.wait(str(i))
    assert len(limit.__dict__["_used"]) <= 10_000


def test_every_answer_carries_the_headers_that_protect(server: Server) -> None:
    for reply in (requests.get(server.base), server.http.post(server.api("sitzung"))):
        policy = reply.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "unsafe" not in policy
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert server.http.post(server.api("sitzung")).headers["Cache-Control"] == "no-store"


def test_other_origins_read_nothing_unless_a_setting_allows_them(
    start: Callable[..., Server],
) -> None:
    server = start(einbetten="https://schule.example")
    allowed = {"Origin": "https://schule.example"}
    other = {"Origin": "https://fremd.example"}
    name = "Access-Control-Allow-Origin"
    assert (
        server.http.post(server.api("sitzung"), headers=allowed).headers[name] == allowed["Origin"]
    )
    assert name not in server.http.post(server.api("sitzung"), headers=other).headers
    asked = {**allowed, "Access-Control-Request-Method": "POST"}
    reply = requests.options(server.api("nachricht"), headers=asked)
    assert (reply.status_code, reply.headers[name]) == (204, allowed["Origin"])
    assert name not in requests.options(server.api("nachricht"), headers=other).headers


def test_the_page_stands_at_the_root_and_its_files_are_kept_for_a_year(server: Server) -> None:
    page = requests.get(server.base)
    assert page.headers["Content-Type"].startswith("text/html")
    files = page.text.split('data-dateien="')[1].split('"')[0]
    reply = requests.get(f"{server.base}{files}wegweiser.js")
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["Content-Encoding"] == "gzip"
    again = requests.get(server.base, headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    assert requests.get(f"{server.base}/s/x/../../settings.py").status_code == 404
    assert requests.get(f"{server.base}/s/x/%2e%2e%2fpackage.json").status_code == 404


GELOESCHT = [
    {
        "text": "Ich habe alles gelöscht.",
        "custom": {"typ": "bestaetigung", "fakt": None, "fakten": {}, "geloescht": True},
    }
]
FRAGT = [{"text": "Alles löschen?", "custom": {"typ": "auskunft", "thema": "daten_loeschen"}}]


def test_deleted_in_the_talk_is_deleted_on_the_server_for_every_client(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    token, other = server.begin(), server.begin()
    server.say(token, 1, SECRET)
    server.say(other, 1, "ich bin 17")
    server.bot.answer = lambda latest: GELOESCHT
    assert server.say(token, 2, "ja").json() == {"nr": 2, "antworten": GELOESCHT}
    assert SECRET not in everything(server)
    assert kennung_of(token) not in everything(server)
    assert SECRET not in caplog.text and token not in caplog.text
    for reply in (server.say(token, 2, "ja"), server.say(token, 3, "hallo"), server.history(token)):
        assert reply.status_code == 404
    assert server.history(other).status_code == 200


def test_neu_below_the_question_whether_to_delete_is_the_yes_to_it(server: Server) -> None:
    token = server.begin()
    server.bot.answer = lambda latest: GELOESCHT if latest.intent["name"] == "bejahen" else FRAGT
    server.say(token, 1, "lösche alles")
    assert server.say(token, 2, befehl="neu").json()["antworten"] == GELOESCHT
    assert kennung_of(token) not in everything(server)


def test_neu_elsewhere_begins_anew_and_keeps_the_session(server: Server) -> None:
    token = server.begin()
    assert server.say(token, 1, befehl="neu").status_code == 200
    assert server.history(token).status_code == 200
