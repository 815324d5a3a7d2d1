"""A conversation over HTTP: numbered, answered once, resumed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from rasa.shared.core.events import UserUttered

from bot.channel.sitzungen import kennung_of
from tests.channel.werkstatt import ALTER, Server, frage


def user_events(server: Server, token: str) -> list[UserUttered]:
    tracker = server.run(server.store.retrieve(kennung_of(token)))
    return [event for event in tracker.events if isinstance(event, UserUttered)]


def test_a_session_begins_with_turn_0_and_a_question(server: Server) -> None:
    reply = server.http.post(server.api("sitzung"))
    content = reply.json()
    assert reply.status_code == 201
    assert set(content) == {"sitzung", "nr", "antworten"}
    assert content["nr"] == 0
    assert content["antworten"][0]["custom"]["typ"] == "frage"
    assert len(content["sitzung"]) >= 22


def test_a_tap_reaches_rasa_as_intent_and_entity_with_its_number(server: Server) -> None:
    token = server.begin()
    reply = server.say(token, 1, antwort={"fakt": "wunsch", "wert": ["arbeit", "deutsch"]})
    assert reply.json() == {"nr": 1, "antworten": frage("alter", *ALTER)}
    event = user_events(server, token)[-1]
    assert event.intent["name"] == "angabe"
    assert event.entities == [
        {"entity": "wunsch", "value": ["arbeit", "deutsch"], "extractor": "knopf"}
    ]
    assert event.metadata["nr"] == 1
    assert server.bot.parsed == []


def test_a_command_carries_what_it_is_about(server: Server) -> None:
    token = server.begin()
    server.say(token, 1, befehl="aendern", fakt="alter")
    event = user_events(server, token)[-1]
    assert event.intent["name"] == "befehl_aendern"
    assert event.entities == [{"entity": "fakt", "value": "alter", "extractor": "knopf"}]


def test_typed_text_is_never_a_payload(server: Server) -> None:
    token = server.begin()
    for nr, text in enumerate(["/restart", '/angabe{"alter": 3}', " //restart"], start=1):
        assert server.say(token, nr, text).status_code == 200
    assert server.bot.parsed == ["restart", 'angabe{"alter": 3}', "restart"]
    assert [turn["gesagt"] for turn in server.history(token, 0).json()["turns"]] == [
        "/restart", '/angabe{"alter": 3}', "//restart",
    ]  # fmt: skip


def test_the_same_number_gets_the_same_answer_and_changes_nothing(server: Server) -> None:
    token = server.begin()
    server.bot.answer = lambda latest: frage("ort")
    first = server.say(token, 1, "ich bin 17").json()
    server.bot.answer = lambda latest: frage("deutsch")
    assert server.say(token, 1, "ich bin 17").json() == first
    assert server.say(token, 1, "ich bin 20").json() == {**first, "anders": True}
    assert len(user_events(server, token)) == 2


def test_a_skipped_number_is_refused_and_the_expected_one_named(server: Server) -> None:
    token = server.begin()
    reply = server.say(token, 3, "hallo")
    assert reply.status_code == 409
    assert reply.json()["erwartet"] == 1
    assert len(user_events(server, token)) == 1


def test_two_tabs_with_the_same_number_get_one_turn(server: Server) -> None:
    token = server.begin()
    server.bot.wait = 0.1
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda i: server.say(token, 1, f"ich bin {i}"), range(8)))
    assert {reply.status_code for reply in replies} == {200}
    assert len({str(reply.json()["antworten"]) for reply in replies}) == 1
    assert sum("anders" not in reply.json() for reply in replies) == 1
    assert len(user_events(server, token)) == 2


def test_the_history_tells_taps_in_the_words_of_the_buttons(server: Server) -> None:
    token = server.begin()
    server.say(token, 1, antwort={"fakt": "alter", "wert": 17})
    server.say(token, 2, antwort={"fakt": "alter", "wert": "weiss_nicht"})
    server.say(token, 3, antwort={"fakt": "ort", "wert": "05315000"})
    server.say(token, 4, befehl="zurueck")
    server.say(token, 5, antwort={"fakt": "wunsch", "wert": ["arbeit", "deutsch"]})
    turns = server.history(token).json()["turns"]
    assert [turn["nr"] for turn in turns] == [0, 1, 2, 3, 4, 5]
    assert [turn["gesagt"] for turn in turns] == [
        None, "Ich bin 17", "Weiß ich nicht", "Köln", "Zurück", "Arbeit, Deutsch lernen",
    ]  # fmt: skip
    assert turns[0]["antworten"] == frage("alter", *ALTER)
    assert [turn["nr"] for turn in server.history(token, 3).json()["turns"]] == [4, 5]
    assert server.history(token, 99).json() == {"turns": []}


def test_a_session_survives_a_restart_of_the_server(start) -> None:  # type: ignore[no-untyped-def]
    first = start()
    token = first.begin()
    first.say(token, 1, "ich bin 17")
    second = start()
    assert second.say(token, 2, "köln").status_code == 200
    assert len(second.history(token).json()["turns"]) == 3
    assert len(user_events(second, token)) == 3


def test_plain_messages_of_rasa_arrive_too() -> None:
    from bot.channel.ausgabe import read_antworten

    buttons = [
        {"title": "Neu", "payload": "/befehl_neu"},
        {"title": "17", "payload": '/angabe{"alter": 17}'},
    ]
    assert read_antworten({"text": "Hallo", "buttons": buttons}) == [
        {
            "text": "Hallo",
            "wahl": [
                {"titel": "Neu", "befehl": "neu"},
                {"titel": "17", "antwort": {"fakt": "alter", "wert": 17}},
            ],
        }
    ]
    assert read_antworten({"text": None, "custom": {}}) == []
