"""The trained model and the command: what the chat would store, measured with floors."""

import json
import tarfile
from datetime import date
from pathlib import Path

import pytest

from bot.nlu.absichten import trained_pipeline
from bot.nlu.messen import Messung, judge, read_rows
from bot.nlu.verstehe import Parser, Zeile, verstehe_lines
from bot.understanding import ABSICHTEN
from bot.understanding.pipeline import pipeline_name

STICHTAG = date(2026, 11, 22)
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def parser(trained_model):
    return Parser(trained_model, STICHTAG)


def measure(parser, *names):
    messung = Messung()
    for row in read_rows([HERE / name for name in names]):
        found = parser.understand(Zeile(None, row["text"], row["frage"], row.get("rolle")))
        messung.urteile.append(judge(row, found["absicht"], found["fakten"]))
    return messung


def wrong(messung):
    return [
        (u.row["text"], u.absicht, u.fehlt, u.erfunden) for u in messung.urteile if not u.richtig
    ]


def test_all_given_samples_are_understood(parser):
    assert wrong(measure(parser, "nachrichten_beispiele.jsonl")) == []


@pytest.mark.parametrize("name", ["eigene", "zweite", "dritte", "vierte"])
def test_messages_are_understood(parser, name):
    messung = measure(parser, f"nachrichten_{name}.jsonl")
    assert messung.richtig >= 0.95, wrong(messung)
    assert messung.erfunden < 0.01, wrong(messung)
    assert messung.notlage == 1.0, wrong(messung)


def test_messages_of_others_are_understood(parser):
    """The set of an independent evaluator; a set for development since it was opened."""
    messung = measure(parser, "fremde_nachrichten.jsonl")
    assert messung.richtig >= 0.98, wrong(messung)
    assert messung.erfunden <= 0.005, wrong(messung)
    assert messung.notlage == 1.0, wrong(messung)


def test_the_final_set_is_understood(parser):
    """An independent set, run once (89.0 % right); a set for development since then."""
    messung = measure(parser, "abschluss_nachrichten.jsonl")
    assert messung.richtig >= 0.945, wrong(messung)
    assert messung.erfunden <= 0.005, wrong(messung)
    assert messung.notlage == 1.0, wrong(messung)


def test_what_only_sounds_like_a_crisis_is_none(parser):
    rows = read_rows([HERE / "fremde_nachrichten.jsonl"])
    alarms = [
        row["text"]
        for row in rows
        if row.get("doppelgaenger")
        and parser.understand(Zeile(None, row["text"], row["frage"], row.get("rolle")))["absicht"]
        == "notlage"
    ]
    assert alarms == []


def test_an_answer_comes_for_every_line_in_order(trained_model):
    lines = [
        json.dumps({"id": 1, "frage": "alter", "rolle": "selbst", "text": "bin 19"}),
        "kaputt",
        json.dumps({"id": "x", "frage": "nix", "rolle": "selbst", "text": "hallo"}),
        json.dumps({"id": 4, "frage": None, "rolle": "chef", "text": "hallo"}),
        json.dumps({"id": 5}),
        b"\xff\xfe",
        json.dumps({"id": 7, "frage": None, "rolle": "helfer", "text": ""}),
        json.dumps({"id": 8, "frage": None, "rolle": "selbst", "text": "/restart"}),
    ]
    answers = list(verstehe_lines(lines, trained_model, STICHTAG))
    assert answers[0] == {"id": 1, "absicht": "angabe", "fakten": {"alter": 19}}
    assert [a["id"] for a in answers] == [1, None, "x", 4, 5, None, 7, 8]
    assert ["fehler" in a for a in answers] == [False, True, True, True, True, True, False, False]
    assert "erlaubt" in answers[2]["fehler"]
    assert answers[7]["absicht"] in ABSICHTEN


def test_the_stichtag_counts(trained_model):
    line = json.dumps({"id": 1, "frage": "einreise", "rolle": "selbst", "text": "seit 2 jahre"})
    (answer,) = verstehe_lines([line], trained_model, date(2018, 9, 15))
    assert answer["fakten"] == {"einreise": "2016-09"}


def test_a_model_tells_its_spacy_pipeline(trained_model):
    assert trained_pipeline(trained_model) == pipeline_name()


def test_an_archive_without_it_is_none_of_ours(tmp_path):
    path = tmp_path / "leer.tar.gz"
    with tarfile.open(path, "w:gz"):
        pass
    with pytest.raises(ValueError, match="kein Modell von Wegweiser"):
        trained_pipeline(path)


def test_a_model_of_another_pipeline_says_so_in_one_line(trained_model, monkeypatch):
    from bot.nlu import absichten

    monkeypatch.setattr(absichten, "pipeline_name", lambda: "de_core_news_sm")
    with pytest.raises(Exception, match="trainiert, geladen ist de_core_news_sm") as error:
        Parser(trained_model, STICHTAG)
    assert "\n" not in str(error.value)
