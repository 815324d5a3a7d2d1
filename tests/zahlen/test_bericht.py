"""What staff see: no group of fewer than five, neither shown nor to be worked out."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.cli.main import main
from bot.zahlen import Tabelle, Zahl
from bot.zahlen.bericht import Zeile, as_table, report
from bot.zahlen.sammler import Tageszahl, Zaehlung

TAG = date(2026, 11, 2)


def days(art: str, name: str, *anzahlen: int) -> Zaehlung:
    """Sums of days that follow each other."""
    return Counter(
        {
            Tageszahl(TAG + timedelta(days=nr), Zahl(art, name)): anzahl
            for nr, anzahl in enumerate(anzahlen)
        }
    )


def test_a_small_group_is_not_shown() -> None:
    assert [zeile.anzahl for zeile in report(days("sprache", "ar", 4, 5))] == [None, 5]


@pytest.mark.parametrize(
    ("tage", "monat"), [((7, 2), 7), ((7, 2, 2), 7), ((7, 2, 3), 12), ((1, 1, 1), None), ((9,), 9)]
)
def test_a_month_minus_its_days_shows_no_small_group(
    tage: tuple[int, ...], monat: int | None
) -> None:
    zahlen = days("sprache", "ar", *tage)
    assert report(zahlen, je_monat=True) == [Zeile("2026-11", "sprache", "ar", monat)]
    sichtbar = sum(zeile.anzahl or 0 for zeile in report(zahlen))
    assert (monat or 0) - sichtbar not in range(1, 5)


def test_where_interviews_stop_is_asked_minus_left_and_the_parts_are_not_shown() -> None:
    zahlen = days("gefragt", "ort", 20) + days("weiter", "ort", 12)
    assert [tuple(zeile)[1:] for zeile in report(zahlen)] == [
        ("abgebrochen", "ort", 8), ("gefragt", "ort", 20),
    ]  # fmt: skip
    zahlen = days("gefragt", "ort", 20) + days("weiter", "ort", 18)
    assert Zeile(str(TAG), "abgebrochen", "ort", None) in report(zahlen)


def test_the_table_has_words_for_everything_that_is_counted() -> None:
    text = as_table(report(days("weg", "bab:ja", 6) + days("gefragt", "ort", 5)))
    assert "als erste Wahl gezeigt, mit diesem Befund" in text
    assert "nach dieser Frage kam nichts mehr" in text


@pytest.fixture
def db(tmp_path, monkeypatch) -> str:  # type: ignore[no-untyped-def]
    address = f"sqlite:///{tmp_path / 'zahlen.db'}"
    monkeypatch.setenv("WEGWEISER_DB", address)
    return address


def test_the_command_ends_with_yesterday(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    gestern = date.today() - timedelta(days=1)
    for tag in (gestern, date.today()):
        Tabelle(db).add(Counter({Tageszahl(tag, Zahl("begonnen")): 9}))
    assert main(["zahlen", "--json", "--bis", str(date.today())]) == 0
    zahlen = json.loads(capsys.readouterr().out)["zahlen"]
    assert zahlen == [{"zeit": str(gestern), "art": "begonnen", "name": "", "anzahl": 9}]


def test_the_command_says_when_there_is_nothing(
    db: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["zahlen"]) == 0
    out, err = capsys.readouterr()
    assert out == "" and "nichts gezählt" in err


def test_collecting_needs_a_broker_and_says_so(
    db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["zahlen", "--sammeln"]) == 2
    assert "WEGWEISER_BROKER" in capsys.readouterr().err
    monkeypatch.setenv("WEGWEISER_BROKER", "amqp://ich:geheim@127.0.0.1:9/")
    assert main(["zahlen", "--sammeln", "--einmal"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "geheim" not in err
