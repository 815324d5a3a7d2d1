"""What tells who somebody is never reaches the database; what the law asks for does."""

from __future__ import annotations

import pytest

from bot.channel.persoenlich import without_personal
from tests.channel.werkstatt import Server


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("meine nummer ist 0176 1234567", "meine nummer ist …"),
        ("ruf an +49 (0)221/123456 bitte", "ruf an … bitte"),
        ("017612345678", "…"),
        ("schreib an ali.b@example.org", "schreib an …"),
        ("Ali Bah, Hauptstraße 12 in Köln", "…, … in Köln"),
        ("Mariam Al Said Lange Str. 5a, 50667 Köln", "… …, 50667 Köln"),
        ("Köln Ehrenfeld, Hauptstraße 12", "Köln Ehrenfeld, …"),
        ("Bad Salzuflen, Hauptstr. 12", "Bad Salzuflen, …"),
        ("ich heiße Ali Bah und bin 17", "ich heiße … und bin 17"),
        ("Mein Name ist fatou, ich wohne in Köln", "Mein Name ist …, ich wohne in Köln"),
        ("sie heißt Olena bin 17", "sie heißt … bin 17"),
        ("ich wohne am markt, lange str. 5a", "ich wohne am markt, …"),
        ("Bahnhofsweg 3", "…"),
    ],
)
def test_names_numbers_addresses_and_streets_are_taken_out(text: str, rest: str) -> None:
    assert without_personal(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "17", "50667 Köln", "seit 01.09.2024", "01.09.2024", "seit 03/2023", "2024-03", "§ 25a",
        "01 09 2024", "ich bin 19 und habe 3 jahre schule", "25 Abs. 2", "09.2024 bis 10.2025",
        "weg 2", "mein Ausweis ist von 2020", "B1 seit 2023", "0", "seit 0 Monaten",
        "wie heißt das Papier?", "das Papier heißt Duldung", "Realschule Köln", "Ali Bah",
    ],
)  # fmt: skip
def test_ages_dates_and_postal_codes_stay(text: str) -> None:
    assert without_personal(text) == text


def test_a_name_with_a_street_is_in_no_table_and_not_in_the_history(server: Server) -> None:
    token = server.begin()
    reply = server.say(token, 1, "Ali Bah, Hauptstraße 12, ich bin 17").json()
    assert reply["antworten"][0]["text"].startswith("Bitte schreib keine Namen")
    assert server.history(token).json()["turns"][1]["gesagt"] == "…, …, ich bin 17"
    assert not any(word in str(server.rows()) for word in ("Bah", "Hauptstra"))


def test_a_phone_number_is_answered_with_a_warning_and_stored_nowhere(server: Server) -> None:
    token = server.begin()
    reply = server.say(token, 1, "ich bin 17, tel 0176 1234567").json()
    assert reply["antworten"][0]["text"].startswith("Bitte schreib keine Namen")
    assert "anders" not in reply
    assert reply["gesagt"] == "ich bin 17, tel …"
    assert "gesagt" not in server.say(token, 2, "ich bin 17").json()
    assert server.say(token, 1, "ich bin 17, tel 0176 1234567").json() == reply
    assert "1234567" not in str(server.rows())
    assert "ich bin 17, tel …" in str(server.rows())
