"""Bad input: each gets a typed error with a simple sentence; nothing crashes, nothing is lost."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.channel.fehler import STATUS, fehler_saetze
from bot.channel.settings import ChannelSettings, UngueltigeEinstellung, read_channel_settings
from bot.reply.texte import load_texts
from tests.channel.werkstatt import Server

SAETZE = fehler_saetze(load_texts(ChannelSettings().texte))


def refused(reply: requests.Response, fehler: str) -> dict[str, Any]:
    content: dict[str, Any] = reply.json()
    assert (reply.status_code, content["fehler"]) == (STATUS[fehler], fehler)
    assert content["satz"] == SAETZE[fehler]
    return content


@pytest.fixture(params=["sqlite"])
def database(tmp_path: Path) -> str:
    """Bad input does not depend on the kind of database."""
    return f"sqlite:///{tmp_path / 'kanal.db'}"


@pytest.fixture
def token(server: Server) -> str:
    return server.begin()


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "/", "///", "\u0000\u0007"])
def test_an_empty_message_is_refused(server: Server, token: str, text: str) -> None:
    refused(server.say(token, 1, text), "leer")


@pytest.mark.parametrize("length", [501, 10_000, 1_000_000])
def test_a_long_message_is_refused_and_the_next_one_is_heard(
    server: Server, token: str, length: int
) -> None:
    refused(server.say(token, 1, "ä" * length), "zu_lang")
    assert server.say(token, 1, "ä" * 500).status_code == 200


def test_500_characters_may_be_anything(server: Server, token: str) -> None:
    assert server.say(token, 1, "\U0001f600" * 500).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f600", "من هفده ساله هستم", "ክንደይ", "/restart", "/session_start", "\x00a\x1b",
        "EXTERNAL: reset", "' OR 1=1; --", "<script>alert(1)</script>", "{sender_id}", "\ud83d x",
    ],
)  # fmt: skip
def test_strange_text_is_text(server: Server, token: str, text: str) -> None:
    assert server.say(token, 1, text).status_code == 200
    told = server.history(token, 0).json()["turns"][0]["gesagt"]
    assert told.strip() == "".join(c for c in text if c.isprintable()).strip()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\x00\x01\xff\xfe", b"\xff", b"[]", b"null", b'"text"', b"[" * 5000,
        b'{"sitzung": 1, "nr": 1, "text": "a"}', b'{"nr": 1, "text": "a"}',
        b'{"sitzung": "x", "nr": NaN, "text": "a"}', b"1e999",
    ],
)  # fmt: skip
def test_what_is_not_a_message_is_refused(server: Server, body: bytes) -> None:
    refused(requests.post(server.api("nachricht"), data=body), "ungueltig")


@pytest.mark.parametrize("nr", [0, -1, 1.0, "1", None, True, [1]])
def test_a_number_is_a_number(server: Server, token: str, nr: Any) -> None:
    refused(server.say(token, nr, "a"), "ungueltig")


@pytest.mark.parametrize(
    "more",
    [
        {}, {"text": "a", "befehl": "neu"}, {"text": 3}, {"text": None}, {"befehl": "start"},
        {"befehl": "restart"}, {"befehl": ["neu"]}, {"antwort": "alter"}, {"antwort": None},
        {"befehl": "warum", "weg": "a b"}, {"befehl": "aendern", "fakt": 3},
        {"befehl": "warum", "weg": "x" * 100},
    ],
)  # fmt: skip
def test_a_message_says_one_thing(server: Server, token: str, more: dict[str, Any]) -> None:
    refused(server.say(token, 1, **more), "ungueltig")


@pytest.mark.parametrize(
    ("fakt", "wert"),
    [
        ("alter", 121), ("alter", -1), ("alter", "viel"), ("rolle", "weiss_nicht"),
        ("ort", "11000000"), ("ort", "Köln"), ("aufenthalt", "pass"), ("wunsch", ["reich"]),
        ("wunsch", []), ("herkunft", "zz"), ("status_seit", "2018-13"), ("name", "Ali"),
        ("requested_slot", "alter"), ("alter", None), ("alter", {"a": 1}), (None, 1), ([], 1),
    ],
)  # fmt: skip
def test_only_values_of_the_contract_are_answers(
    server: Server, token: str, fakt: Any, wert: Any
) -> None:
    refused(server.say(token, 1, antwort={"fakt": fakt, "wert": wert}), "wert_nicht_erlaubt")
    assert server.say(token, 1, antwort={"fakt": "alter", "wert": 17}).status_code == 200


def test_a_command_is_about_a_known_fact(server: Server, token: str) -> None:
    refused(server.say(token, 1, befehl="aendern", fakt="name"), "wert_nicht_erlaubt")


@pytest.mark.parametrize("token", ["x", "", "a" * 5000, "ä", "' OR 1=1", "\ud800"])
def test_an_unknown_token_is_refused(server: Server, token: str) -> None:
    body = json.dumps({"sitzung": token, "nr": 1, "text": "a"})
    refused(requests.post(server.api("nachricht"), data=body), "unbekannte_sitzung")


def test_unknown_tokens_have_no_history_and_cannot_be_deleted(server: Server) -> None:
    refused(server.history("unbekannt"), "unbekannte_sitzung")
    refused(requests.delete(server.api("sitzung/unbekannt")), "unbekannte_sitzung")


@pytest.mark.parametrize("since", ["x", "1.5", ""])
def test_the_history_begins_after_a_number(server: Server, token: str, since: str) -> None:
    refused(requests.get(server.api(f"verlauf/{token}?seit={since}x")), "ungueltig")


def test_a_huge_number_is_just_too_high(server: Server, token: str) -> None:
    assert server.history(token, 10**30).json() == {"turns": []}
    refused(server.say(token, 10**30, "a"), "nummer_uebersprungen")


def test_other_paths_and_methods_are_json_too(server: Server, token: str) -> None:
    refused(requests.get(server.api("gibt/es/nicht")), "nicht_gefunden")
    refused(requests.get(server.api("nachricht")), "nicht_gefunden")
    refused(requests.put(server.api(f"sitzung/{token}")), "nicht_gefunden")


def send_raw(server: Server, *parts: bytes, pause: float = 0.0) -> bytes:
    """What the server says to bytes on a socket, until it closes or for 3 seconds."""
    with socket.create_connection(("127.0.0.1", int(server.base.rsplit(":", 1)[1]))) as sock:
        sock.settimeout(3)
        for part in parts:
            sock.sendall(part)
            time.sleep(pause)
        try:
            return sock.recv(65536)
        except TimeoutError:
            return b""


HEAD = b"POST /webhooks/web/nachricht HTTP/1.1\r\nHost: x\r\n"


def test_a_body_that_never_ends_is_refused_at_its_announcement(server: Server) -> None:
    assert b"413" in send_raw(server, HEAD + b"Content-Length: 99999999\r\n\r\n{").split(b"\r\n")[0]


def test_a_chunked_body_is_measured_too(server: Server) -> None:
    chunk = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
    reply = send_raw(server, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", chunk, chunk)
    assert b"413" in reply.split(b"\r\n")[0]


def test_a_body_that_drips_is_given_up(start: Callable[..., Server]) -> None:
    server = start(frist_empfang=0.3)
    reply = send_raw(server, HEAD + b"Content-Length: 10\r\n\r\n", b"{", pause=0.1)
    assert b"408" in reply.split(b"\r\n")[0]


def test_no_error_writes_what_was_said_into_the_log(
    server: Server, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def broken(latest: Any) -> Any:
        raise ValueError(f"konnte {latest.text} nicht lesen")

    server.bot.answer = broken
    refused(server.say(token, 1, "das ist ein Geheimnis"), "nicht_bereit")
    records = [record for record in caplog.records if not record.name.startswith("urllib3")]
    log = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in records)
    assert "Zug gescheitert: ValueError" in log
    for private in ("Geheimnis", token, "127.0.0.1"):
        assert private not in log


def test_a_wrong_setting_is_named() -> None:
    with pytest.raises(UngueltigeEinstellung, match="tage ist 'viele', erlaubt: Zahl ab 0"):
        read_channel_settings({}, {"WEGWEISER_TAGE": "viele"})
    with pytest.raises(UngueltigeEinstellung, match="'tag' gibt es nicht, erlaubt: "):
        read_channel_settings({"tag": 3}, {})


def test_the_environment_is_stronger_than_the_file() -> None:
    settings = read_channel_settings({"tage": 3, "proxies": 1}, {"WEGWEISER_TAGE": "5"})
    assert (settings.tage, settings.proxies) == (5, 1)
