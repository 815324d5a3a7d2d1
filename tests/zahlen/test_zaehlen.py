"""What is counted of a conversation, and what never is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zahlen import Zahl, counts_of
from bot.zahlen.zaehlen import ARTEN


def said(vorher: str | None, typ: str, fakt: str | None, **mehr: Any) -> dict[str, Any]:
    """A turn of the bot, as Rasa hands it to a broker."""
    custom = {"typ": typ, "fakt": fakt, **mehr}
    inhalt = {"antworten": [{"text": "Wie alt bist du?"}, {"custom": custom}], "vorher": vorher}
    return {"sender_id": "geheim", "event": "bot", "text": None, "data": {"custom": inhalt}}


def test_a_question_counts_once_and_is_left_when_another_one_follows() -> None:
    assert counts_of(said(None, "frage", "alter")) == [Zahl("gefragt", "alter")]
    assert counts_of(said("alter", "auskunft", "alter")) == []
    assert counts_of(said("alter", "frage", "ort")) == [
        Zahl("weiter", "alter"), Zahl("gefragt", "ort"),
    ]  # fmt: skip


def test_what_was_not_understood_is_counted_at_the_open_question() -> None:
    assert counts_of(said("ort", "nicht_verstanden", "ort")) == [Zahl("nicht_verstanden", "ort")]


def test_of_a_result_only_the_first_choices_are_counted() -> None:
    wege = [{"weg": "bab", "antwort": "ja", "name": "BAB"}, {"weg": "bvb", "antwort": "offen"}]
    weitere = [{"weg": "bafoeg", "antwort": "nein"}]
    assert counts_of(said("alter", "empfehlung", None, wege=wege, weitere=weitere)) == [
        Zahl("weiter", "alter"), Zahl("empfehlung"),
        Zahl("weg", "bab:ja"), Zahl("weg", "bvb:offen"),
    ]  # fmt: skip


def test_a_crisis_is_told_from_the_wish_to_see_somebody_but_not_of_which_kind() -> None:
    assert counts_of(said("ort", "uebergabe", "ort", notlage="gewalt")) == [
        Zahl("uebergabe", "notlage")
    ]
    assert counts_of(said("ort", "uebergabe", "ort")) == [Zahl("uebergabe", "mensch")]


def test_a_language_is_counted_by_its_name() -> None:
    event = said("ort", "auskunft", "ort", thema="andere_sprache", sprache="ar")
    assert counts_of(event) == [Zahl("sprache", "ar")]


def test_a_conversation_counts_as_begun_with_its_first_answer() -> None:
    event = {"event": "user", "text": "ich heiße X", "metadata": {"nr": 1}}
    assert counts_of(event) == [Zahl("begonnen")]
    for nr in (0, 2, None):
        assert counts_of(event | {"metadata": {"nr": nr}}) == []
    assert counts_of({"event": "user", "text": "ich heiße X"}) == []


@pytest.mark.parametrize(
    "wort", ["Ich bin Amina aus Köln", "amina@example.org", "0151 23456", "a" * 60, 7, None, {}]
)
def test_free_words_never_become_a_name(wort: Any) -> None:
    events = [
        said(wort, "frage", wort),
        said("ort", "nicht_verstanden", wort),
        said("ort", "auskunft", "ort", thema="andere_sprache", sprache=wort),
        said("ort", "empfehlung", "ort", wege=[{"weg": wort, "antwort": "ja"}]),
        said("ort", "empfehlung", "ort", wege=[{"weg": "bab", "antwort": wort}]),
    ]
    assert not any(str(wort) in zahl.name for event in events for zahl in counts_of(event))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.sampled_from(["event", "data", "parse_data", "text"]), JSON))
def test_no_event_breaks_the_counting(event: dict[str, Any]) -> None:
    for art in ("bot", "user", event.get("event")):
        assert all(zahl.art in ARTEN for zahl in counts_of({**event, "event": art}))


@given(JSON)
def test_no_content_of_a_turn_breaks_the_counting(inhalt: Any) -> None:
    for event in ({"custom": inhalt}, {"custom": {"antworten": inhalt}}):
        counts_of(json.loads(json.dumps({"event": "bot", "data": event})))
