"""Old law is announced before it turns answers into `offen`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.eligibility import JA, OFFEN, find_due, load_rules
from bot.eligibility.frische import summary_line
from bot.settings import ROOT
from tests.eligibility.conftest import Ordner, befund, weg

GUT = "- {alter: {ab: 18}, sonst: Zu jung.}"
FRIST = date(2027, 6, 30)
"""`pruefen_bis` of the Weg "probe" in conftest."""


def _wo(ordner: Path) -> str:
    """Where the version begins in its file."""
    zeilen = (ordner / "wege/probe.yml").read_text(encoding="utf-8").splitlines()
    nummer = next(nr for nr, zeile in enumerate(zeilen, 1) if "gilt_ab: 2018-01-01" in zeile)
    return f"probe.yml:{nummer}"


@pytest.mark.parametrize(
    ("heute", "faellig", "bald"),
    [
        (date(2027, 4, 30), 0, 0),
        (date(2027, 5, 1), 0, 1),
        (date(2027, 6, 30), 0, 1),
        (date(2027, 7, 1), 1, 0),
    ],
)
def test_a_version_is_announced_60_days_before_and_overdue_the_day_after(
    regelordner: Ordner, heute: date, faellig: int, bald: int
) -> None:
    frische = find_due(load_rules(regelordner(weg(GUT))), heute)
    assert (len(frische.faellig), len(frische.bald)) == (faellig, bald)


def test_overdue_means_the_same_as_in_the_answers(regelordner: Ordner) -> None:
    regelwerk = load_rules(regelordner(weg(GUT)))
    for heute in (FRIST, date(2027, 7, 1)):
        antwort = befund(regelwerk, heute, heute, alter=20).antwort
        assert antwort is (OFFEN if find_due(regelwerk, heute).faellig else JA)


def test_the_place_of_the_version_is_named(regelordner: Ordner) -> None:
    ordner = regelordner(weg(GUT))
    (frist,) = find_due(load_rules(ordner), date(2028, 1, 1)).faellig
    assert (frist.weg, frist.zugang, frist.wo, frist.bis) == ("probe", "tuer", _wo(ordner), FRIST)


def test_a_version_that_has_ended_never_falls_due(regelordner: Ordner) -> None:
    ende = "    gilt_bis: 2026-12-31\n    tun: [Frag nach.]"
    sonst = (
        "sonst:\n- {gilt_ab: 2018-01-01, satz: Vorbei., rechtsgrundlage: § 1 Probe, quelle: q}\n"
    )
    regelwerk = load_rules(regelordner(weg(GUT, rest=ende, kopf=sonst)))
    assert find_due(regelwerk, date(2030, 1, 1)) == find_due(regelwerk, date(2000, 1, 1))
    assert summary_line(find_due(regelwerk, date(2030, 1, 1))) == "Zu prüfen: nichts"


@pytest.mark.parametrize(
    ("heute", "zeile"),
    [
        (date(2027, 1, 1), "Zu prüfen: nichts; die nächste Frist ist 2027-06-30"),
        (
            date(2027, 6, 1),
            "Zu prüfen: 1 Fassung bald fällig (ab 2027-06-30: probe); "
            "alle mit Zeile: wegweiser doctor",
        ),
        (
            date(2027, 7, 1),
            "Zu prüfen: 1 Fassung überfällig (ab 2027-06-30: probe); "
            "alle mit Zeile: wegweiser doctor",
        ),
    ],
)
def test_the_summary_is_one_line(regelordner: Ordner, heute: date, zeile: str) -> None:
    assert summary_line(find_due(load_rules(regelordner(weg(GUT))), heute)) == zeile


def test_every_open_version_of_the_real_rules_has_its_day() -> None:
    regelwerk = load_rules(ROOT / "data/eligibility")
    offene = [
        fassung
        for einer in regelwerk.wege
        for zugang in einer.zugaenge
        for fassung in zugang.fassungen
        if fassung.geltung.bis is None
    ]
    assert len(find_due(regelwerk, date(2999, 1, 1)).faellig) == len(offene) > 30


def test_doctor_lists_what_is_overdue_and_what_is_due_soon() -> None:
    from bot.cli.doctor import _rules

    heute = date(2027, 3, 1)
    frische = find_due(load_rules(ROOT / "data/eligibility"), heute)
    stand = _rules(heute)

    assert len(stand["pruefen"]) == len(frische.faellig)
    assert len(stand["bald_pruefen"]) == len(frische.bald)
    assert all(":" in eine["wo"] and eine["bis"] >= "2027-03-01" for eine in stand["bald_pruefen"])


def test_every_test_run_ends_with_the_line() -> None:
    from tests import conftest

    zeilen: list[str] = []

    class Bericht:
        def write_line(self, zeile: str) -> None:
            zeilen.append(zeile)

    conftest.pytest_terminal_summary(Bericht())  # type: ignore[arg-type]
    assert len(zeilen) == 1 and zeilen[0].startswith("Zu prüfen: ")
