"""What a message says: facts, denials, corrections, questions, crisis, languages."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.profile import FAKTEN, check_value
from bot.understanding import ABSICHTEN, FALLBACK, decide_absicht, understand

STICHTAG = date(2026, 11, 22)
HERE = Path(__file__).parent
NOTLAGEN = [json.loads(line) for line in (HERE / "notlagen.jsonl").read_text("utf-8").splitlines()]


def facts(text, frage=None, rolle="selbst"):
    return dict(understand(text, frage, rolle, STICHTAG).fakten)


def test_a_denied_value_is_told_and_not_stored():
    found = understand("ich hab keine duldung", None, "selbst", STICHTAG)
    assert found.fakten == {}
    assert ("aufenthalt", "duldung") in found.verneint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nein nicht köln, kerpen", {"ort": "05362032"}),
        ("nicht gestattung, duldung!", {"aufenthalt": "duldung"}),
        ("ich bin 19 nein 20", {"alter": 20}),
        ("erst gestattung jetzt duldung", {"aufenthalt": "duldung"}),
    ],
)
def test_a_correction_wins(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "was ist duldung",
        "darf ich mit duldung arbeiten",
        "wenn ich eine duldung habe kann ich dann eine ausbildung machen",
        "mein bruder hat duldung",
        "früher hatte ich gestattung",
        "ich spreche arabisch",
        "ich war in der türkei 3 jahre",
        "duldung oder gestattung",
        "werde bald 18",
        "ich möchte wissen ob ich arbeiten darf",
    ],
)
def test_what_was_not_said_of_the_person_is_not_stored(text):
    assert facts(text) == {}


def test_a_number_is_read_by_the_open_question():
    assert facts("19", "alter") == {"alter": 19}
    assert facts("2", "kinder") == {"kinder": "ja"}
    assert facts("30", "arbeit_stunden") == {"arbeit_stunden": 30}
    assert facts("2004", "alter") == {"geburtsdatum": "2004"}
    assert facts("2019", "einreise") == {"einreise": "2019"}
    assert facts("19") == {}


@pytest.mark.parametrize("frage", [name for name, fakt in FAKTEN.items() if fakt.ja_nein])
def test_yes_and_no_answer_every_yes_no_question(frage):
    assert facts("ja", frage) == {frage: "ja"}
    assert facts("nein", frage) == {frage: "nein"}


@pytest.mark.parametrize("frage", [name for name, fakt in FAKTEN.items() if fakt.kennt_weiss_nicht])
def test_not_knowing_is_an_answer_to_every_question_but_the_role(frage):
    found = understand("keine ahnung", frage, "selbst", STICHTAG)
    assert found.fakten == {frage: "weiss_nicht"}
    assert found.absicht == "weiss_nicht"


def test_the_role_is_never_unknown_and_no_is_no_answer_to_an_open_question():
    assert facts("weiß nicht", "rolle") == {}
    assert facts("nein", "alter") == {}
    assert facts("ja", "aufenthalt") == {}


def test_in_helper_mode_the_helper_is_not_the_person():
    assert facts("Er ist 16 Jahre alt, ich selbst bin 54.", "alter", "helfer") == {"alter": 16}
    assert facts("ich wohne in köln", None, "helfer") == {}
    assert facts("er wohnt in köln", None, "helfer") == {"ort": "05315000"}


def test_months_are_counted_back_from_the_stichtag():
    assert understand("seit 2 jahre", "einreise", None, date(2018, 9, 15)).fakten == {
        "einreise": "2016-09"
    }


@pytest.mark.parametrize("row", [n for n in NOTLAGEN if n["notlage"]], ids=lambda n: n["text"])
def test_every_crisis_is_heard(row):
    found = understand(row["text"], None, "selbst", STICHTAG)
    assert found.notlage
    assert found.absicht == "notlage"


def test_an_open_question_does_not_hide_a_crisis():
    for frage in FAKTEN:
        assert (
            understand("ich will nicht mehr leben", frage, "selbst", STICHTAG).notlage == "suizid"
        )


def test_the_kind_of_crisis_is_almost_always_right():
    crises = [row for row in NOTLAGEN if row["notlage"]]
    right = [
        row
        for row in crises
        if understand(row["text"], None, "selbst", STICHTAG).notlage == row["notlage"]
    ]
    assert len(right) / len(crises) >= 0.97


def test_harmless_sentences_are_hardly_ever_taken_for_a_crisis():
    harmless = [row["text"] for row in NOTLAGEN if not row["notlage"]]
    alarms = [t for t in harmless if understand(t, None, "selbst", STICHTAG).notlage]
    assert len(harmless) >= 70
    assert len(alarms) <= 2, alarms


@pytest.mark.parametrize(
    ("text", "sprache"),
    [
        ("أريد أن أعمل", "ar"),
        ("من کار می‌خواهم", "fa"),
        ("Я шукаю роботу", "uk"),
        ("я не понимаю по немецки", "ru"),
        ("ጀርመንኛ ኣይዛረብን እየ", "ti"),
        ("Almanca bilmiyorum", "tr"),
        ("je ne parle pas bien allemand", "fr"),
        ("i need help with my papers", "en"),
        ("ez almanî nizanim", "ku"),
        ("waxaan rabaa shaqo", "so"),
        ("c'est quoi une duldung?", "fr"),
    ],
)
def test_another_language_is_recognised(text, sprache):
    found = understand(text, None, "selbst", STICHTAG)
    assert (found.sprache, found.absicht, found.fakten) == (sprache, "andere_sprache", {})


@pytest.mark.parametrize(
    "text", ["ich komme aus syrien", "duldung", "ok", "hallo", "job in köln", "b1", "19"]
)
def test_german_is_no_other_language(text):
    assert understand(text, None, "selbst", STICHTAG).sprache is None


def test_a_question_tells_what_it_is_about():
    assert understand("was ist eine duldung", None, None, STICHTAG).thema.lower() == "duldung"
    assert understand("was heißt das", "aufenthalt", None, STICHTAG).thema == "aufenthalt"


def test_without_rules_and_without_a_sure_guess_nothing_is_decided():
    hints = understand("blubb", None, None, STICHTAG).hinweise
    assert decide_absicht(hints, [("danken", 0.2)]) == FALLBACK
    assert decide_absicht(hints) == FALLBACK


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.sampled_from([None, *FAKTEN]), st.sampled_from([None, "helfer"]))
def test_any_text_gives_only_allowed_values(text, frage, rolle):
    found = understand(text, frage, rolle, STICHTAG)
    for name, value in found.fakten.items():
        assert check_value(name, list(value) if isinstance(value, tuple) else value) == value
    assert found.absicht in {None, *ABSICHTEN}


@pytest.mark.parametrize(
    "text", ["", " ", "???", "🙂", "\x00\x01", "/restart", "a" * 10_000, "1" * 400]
)
def test_strange_input_says_nothing(text):
    assert facts(text) == {}


@pytest.mark.parametrize(
    ("text", "frage"),
    [
        ("nein nicht in dortmund", "ort"),
        ("will ich nicht", "ort"),
        ("nicht vom jobcenter", "leistung"),
        ("auf keinen fall schule", "wunsch"),
        ("erklär mir mal duldung", None),
        ("brauch ich b1 um ausbildung zu machen", None),
        ("hat man mit duldung recht auf kurs", None),
        ("ich hab gehört mit 60c kann man bleiben", None),
        ("kennst du das wort wohnsitzauflage", None),
        ("bin nervös wegen a2 prüfung morgen", None),
        ("ich mach heut nacht schluss mit allem kann nicht mehr", "deutsch"),
    ],
)
def test_denials_questions_hearsay_and_crisis_store_nothing(text, frage):
    assert facts(text, frage) == {}


@pytest.mark.parametrize(
    ("text", "frage", "expected"),
    [
        ("im märz zweitausendsechs", "geburtsdatum", {"geburtsdatum": "2006-03"}),
        ("mai letztes jahr", "einreise", {"einreise": "2025-05"}),
        ("nächstes jahr im august", "ausbildungsbeginn", {"ausbildungsbeginn": "2027-08"}),
        ("fünfundzwanzig absatz drei", "paragraf",
         {"paragraf": "p25_3", "aufenthalt": "erlaubnis"}),
        ("artikel 16a gg", "paragraf", {"paragraf": "p25_1", "aufenthalt": "erlaubnis"}),
        ("24 irak aachen gestattung arbeite nicht", None,
         {"alter": 24, "herkunft": "iq", "ort": "05334002", "aufenthalt": "gestattung"}),
    ],
)  # fmt: skip
def test_dates_paragraphs_and_lists_in_words_are_read(text, frage, expected):
    assert facts(text, frage) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mathe bringt mich um",
        "meine lehrerin schlägt vor dass ich lerne",
        "liest die polizei das mit",
    ],
)
def test_what_sounds_like_a_crisis_is_none(text):
    assert understand(text, None, "selbst", STICHTAG).notlage is None


@pytest.mark.parametrize(
    ("text", "frage"),
    [
        ("eine frage zurück", "kinder"),
        ("wohnsitzauflage kenne ich nicht was ist das", "wohnsitzauflage"),
    ],
)
def test_a_command_or_a_question_is_no_answer(text, frage):
    assert facts(text, frage) == {}


@pytest.mark.parametrize(
    ("text", "frage", "expected"),
    [
        ("wir warten auf kita platz", "kinderbetreuung", {"kinderbetreuung": "nein"}),
        ("ja aber noch nicht fertig", "integrationskurs_besucht", "ja"),
        ("nein noch keine drei jahre", "schule_3_jahre", {"schule_3_jahre": "nein"}),
        ("arbeite nicht seit 2020, sondern seit juni 2022", None, {"arbeit_seit": "2022-06"}),
        ("im mai dreiundzwanzig gekommen", "einreise", {"einreise": "2023-05"}),
        ("kerpen neben köln", "ort", {"ort": "05362032"}),
    ],
)
def test_answers_in_other_words_are_read(text, frage, expected):
    said = {frage: expected} if isinstance(expected, str) else expected
    assert facts(text, frage) == said


@pytest.mark.parametrize(
    "text",
    [
        "meine tochter ist seit gestern abend weg",
        "mein sohn ist 8, er ist heute nacht nicht nach hause gekommen",
        "haha nein spaß, ich will sterben",
        "er sagt nur spaß haha aber er schlägt mich",
        "früher war es gut, jetzt schlägt er mich",
        "nach dem tod meiner mutter will ich nicht mehr leben",
        "mein leben ist in gefahr",
        "es war ruhig, jetzt ist gut aber mein mann bedroht mich",
        "nach dem tod meiner mutter will ich lieber sterben",
        "er ist nicht hier, er ist in großer gefahr",
    ],
)
def test_a_crisis_beside_harmless_words_is_heard(text):
    assert understand(text, None, "selbst", STICHTAG).notlage


@pytest.mark.parametrize(
    "text",
    [
        "mein chef bringt mich um haha nein spaß",
        "er war nach dem tod seines vaters ein jahr zu hause",
        "sie ist nicht in gefahr, sie sucht einen kurs",
        "in syrien war gefahr jetzt hier ist gut",
    ],
)
def test_jokes_and_what_is_over_are_no_crisis(text):
    assert understand(text, None, "selbst", STICHTAG).notlage is None
