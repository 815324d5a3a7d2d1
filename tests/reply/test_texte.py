"""Loading and rendering of sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.reply.texte import (
    TextFehler,
    liste_in_worten,
    load_texts,
    render,
    wann_in_worten,
    zahl_in_worten,
    zeit_in_worten,
)


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    (tmp_path / "fragen.yml").write_text(
        "alter:\n"
        '  text: "Wie alt [bist du|ist die Person]?"\n'
        "  frei: ja\n"
        '  wert_satz: "[Du bist|Die Person ist] {wert} Jahre alt."\n'
        "  knoepfe:\n"
        '    - {titel: "Nicht sagen", wert: no}\n',
        encoding="utf-8",
    )
    return tmp_path


def test_the_person_reads_du_and_a_helper_reads_die_person(ordner: Path) -> None:
    texte = load_texts(ordner)

    assert texte.satz("fragen.alter.text", "selbst") == "Wie alt bist du?"
    assert texte.satz("fragen.alter.text", "helfer") == "Wie alt ist die Person?"


def test_before_the_role_is_known_people_are_du(ordner: Path) -> None:
    assert load_texts(ordner).satz("fragen.alter.text") == "Wie alt bist du?"


def test_a_value_is_filled_in(ordner: Path) -> None:
    assert load_texts(ordner).satz("fragen.alter.wert_satz", wert=19) == "Du bist 19 Jahre alt."


def test_a_missing_id_names_file_and_line_of_its_neighbours(ordner: Path) -> None:
    with pytest.raises(
        KeyError, match=r"fragen\.yml:2: kein Text mit dem Namen „fragen\.alter\.x“"
    ):
        load_texts(ordner).satz("fragen.alter.x")


def test_a_missing_value_names_file_and_line(ordner: Path) -> None:
    with pytest.raises(KeyError, match=r"fragen\.yml:4: .*\{wert\} fehlt"):
        load_texts(ordner).satz("fragen.alter.wert_satz")


def test_yaml_guesses_no_types(ordner: Path) -> None:
    knoepfe = load_texts(ordner).knoepfe("alter")

    assert [(knopf.titel, knopf.wert) for knopf in knoepfe] == [("Nicht sagen", "no")]


@pytest.mark.parametrize(
    ("zeile", "genau"),
    [
        ('"Wie alt [bist du?"', "„\\[“ steht allein"),
        ('"Ein [a|b|c] zu viel"', "„\\[“ steht allein"),
        ('"Ein {Wert}"', "„{“ steht allein"),
        ('"Ab {monat:bald}"', "erlaubt sind"),
    ],
)
def test_bad_notation_is_found_while_loading(tmp_path: Path, zeile: str, genau: str) -> None:
    (tmp_path / "fragen.yml").write_text(f"alter:\n  text: {zeile}\n", encoding="utf-8")

    with pytest.raises(TextFehler, match=rf"fragen\.yml:2: fragen\.alter\.text: .*{genau}"):
        load_texts(tmp_path)


def test_a_key_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text('x: "eins"\nx: "zwei"\n', encoding="utf-8")

    with pytest.raises(TextFehler, match=r"a\.yml:2"):
        load_texts(tmp_path)


def test_broken_yaml_is_one_line_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text('x: "offen\n', encoding="utf-8")

    with pytest.raises(TextFehler, match=r"a\.yml:\d+: kein gültiges YAML"):
        load_texts(tmp_path)


def test_a_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TextFehler, match="keine Text-Dateien"):
        load_texts(tmp_path)


def test_rules_and_offers_are_rendered_the_same_way() -> None:
    satz = "[Du bist|Die Person ist] seit {monat:zeit} da."

    assert render(satz, "helfer", monat="2024-03") == "Die Person ist seit März 2024 da."


@pytest.mark.parametrize(
    ("wert", "zeit", "wann"),
    [
        ("2027-03", "März 2027", "im März 2027"),
        ("2027", "2027", "im Jahr 2027"),
        ("2018-09-01", "1. September 2018", "am 1. September 2018"),
        (date(2026, 11, 22), "22. November 2026", "am 22. November 2026"),
    ],
)
def test_times_are_said_the_way_people_say_them(wert: str | date, zeit: str, wann: str) -> None:
    assert zeit_in_worten(wert) == zeit
    assert wann_in_worten(wert) == wann


@pytest.mark.parametrize("wert", ["2027-13", "27-03", "bald", "2027-00"])
def test_what_is_not_a_date_is_an_error_with_its_place(ordner: Path, wert: str) -> None:
    (ordner / "b.yml").write_text('x: "ab {monat:zeit}"\n', encoding="utf-8")

    with pytest.raises(KeyError, match=r"b\.yml:1: b\.x: .*kein Datum"):
        load_texts(ordner).satz("b.x", monat=wert)


@pytest.mark.parametrize(
    ("wert", "satz"),
    [
        ("2018-06-29", "Stand vom 29. Juni 2018"),
        ("2018-06", "Stand vom Juni 2018"),
        ("2018", "Stand aus dem Jahr 2018"),
    ],
)
def test_of_which_day_something_is(wert: str, satz: str) -> None:
    assert render("Stand {x:vom}", x=wert) == satz


def test_lists_and_numbers_in_words() -> None:
    assert liste_in_worten([]) == ""
    assert liste_in_worten(["A"]) == "A"
    assert liste_in_worten(["A", "B", "C"]) == "A, B und C"
    assert render("{x:oder}", x=["A", "B", "C"]) == "A, B oder C"
    assert zahl_in_worten(12500) == "12.500"


def test_a_value_is_never_read_as_notation() -> None:
    assert render("{wort}", wort="[a|b] {c}") == "[a|b] {c}"


def test_a_sentence_of_many_words_takes_less_than_a_tenth_of_a_millisecond() -> None:
    import timeit

    satz = "[Du bist|Die Person ist] {wert} Jahre alt und {m:wann} hier."

    sekunden = timeit.timeit(lambda: render(satz, None, wert=19, m="2027-03"), number=1000)
    assert sekunden / 1000 < 1e-4


def test_answers_are_repeated_in_whole_sentences() -> None:
    texte = load_texts()

    assert texte.wert_satz("alter", 19) == "Du bist 19 Jahre alt."
    assert texte.wert_satz("aufenthalt", "duldung", "helfer") == "Die Person hat eine Duldung."
    assert texte.wert_satz("status_seit", "2024-03") == "Du hast das Papier seit März 2024."
    assert texte.wert_satz("herkunft", "no") == "Dein Land ist: Norwegen."
    assert texte.wert_satz("wunsch", ("deutsch", "bleiben")) == (
        "Du möchtest Deutsch lernen und in Deutschland bleiben."
    )
    assert texte.wert_satz("deutsch", "weiss_nicht") == "Deutsch: nicht bekannt."
