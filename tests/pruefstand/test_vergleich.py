"""Comparison: two revisions or two days; who gets what differently, on the page and as a file."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import auswirkung
from bot.cli import main as cli
from bot.faelle.lesen import ORDNER
from bot.pruefstand import Lager
from tests.pruefstand.conftest import Mensch

FAELLE = """- id: P1
  fall: Eine erfundene Person mit Duldung in Essen hat eine Zusage.
  stichtag: 2026-11-22
  profil: {rolle: selbst, alter: 19, ort: "05113000", aufenthalt: duldung, zusage: ausbildung,
    wunsch: [ausbildung]}
  erwartet: {jobcenter: nein}
  paragraf: § 7 Abs. 1 SGB II
  quelle: probe
  sicher: high
- id: P2
  fall: Eine erfundene Person aus Syrien mit Aufenthalts-Erlaubnis.
  stichtag: 2026-11-22
  profil: {rolle: selbst, alter: 25, ort: "05113000", aufenthalt: erlaubnis, herkunft: sy,
    paragraf: p25_2_fluechtling, leistung: jobcenter, wunsch: [deutsch]}
  erwartet: {jobcenter: ja}
  paragraf: § 7 Abs. 1 SGB II
  quelle: probe
  sicher: high
"""


@pytest.fixture
def unter_git(wurzel: Path) -> Path:
    """A copy of the data with two cases, committed."""
    for datei in (wurzel / ORDNER).glob("*.yml"):
        datei.unlink()
    (wurzel / ORDNER / "probe.yml").write_text(FAELLE, encoding="utf-8")
    for argumente in (("init", "-q"), ("add", "data"), ("commit", "-q", "-m", "Daten")):
        wer = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        subprocess.run(["git", "-C", str(wurzel), *wer, *argumente], check=True)
    return wurzel


@pytest.fixture
def lager_unter_git(unter_git: Path) -> Iterator[Lager]:
    eines = Lager(unter_git)
    yield eines
    eines.close()


@pytest.fixture
def eigener(start: Callable[..., Any], lager_unter_git: Lager) -> Mensch:
    return Mensch(start(lager_unter_git))


def compared(mensch: Mensch, **felder: str) -> Mensch:
    """Compares and waits for the result."""
    mensch.open("/vergleich")
    assert mensch.send("/vergleich/lauf", **felder) == 200
    for _ in range(600):
        mensch.open("/vergleich/lauf")
        if "Es läuft" not in mensch.text:
            assert "nicht geklappt" not in mensch.text, mensch.text
            mensch.open("/vergleich")
            return mensch
        time.sleep(0.05)
    pytest.fail("der Vergleich endet nicht")


def close_jobcenter(wurzel: Path) -> None:
    """The Jobcenter is now only for people above 90, and a sentence is another."""
    datei = wurzel / "data/eligibility/wege/jobcenter.yml"
    text = datei.read_text(encoding="utf-8")
    zeilen = [z.replace("wenn:", "wenn:\n    - {alter: {ab: 90}, sonst: Zu jung.}")
              if z.startswith("    wenn:") else z for z in text.splitlines()]  # fmt: skip
    datei.write_text("\n".join(zeilen) + "\n", encoding="utf-8")
    texte = wurzel / "data/texte/gespraech.yml"
    alt = texte.read_text(encoding="utf-8")
    texte.write_text(alt.replace("Hallo! Ich bin", "Guten Tag! Ich bin"), encoding="utf-8")
    angebot = wurzel / "data/angebote/05113_essen.yml"
    stelle = angebot.read_text(encoding="utf-8")
    angebot.write_text(stelle.replace("id: essen-ifk-abgang", "id: essen-neu"), encoding="utf-8")


def test_the_same_files_change_nothing(eigener: Mensch) -> None:
    compared(eigener, was="git", von="HEAD", nach="HEAD")

    assert "2 Fälle, von HEAD nach HEAD" in eigener.text
    assert "Kein Unterschied" in eigener.text


def test_a_changed_rule_shows_who_loses_with_both_sentences(
    eigener: Mensch, lager_unter_git: Lager, unter_git: Path
) -> None:
    close_jobcenter(unter_git)
    assert lager_unter_git.current(gleich=True).brueche == ()

    compared(eigener, was="git", von="HEAD", nach="")

    assert "Jobcenter: verliert (1)" in eigener.text
    assert "Zu jung." in eigener.text
    assert '<a href="/faelle/fall/P2">P2</a>' in eigener.seite
    assert "Guten Tag! Ich bin der Wegweiser" in eigener.text
    eigener.open("/vergleich/datei")
    assert "Jobcenter: verliert (1)" in eigener.text
    assert "<script" not in eigener.seite
    assert "href" not in eigener.seite


def test_two_days_of_law_show_what_opens_and_closes(eigener: Mensch) -> None:
    compared(eigener, was="tage", von="2018-06-29", nach="2026-11-22")

    assert "2 Fälle, von 2018-06-29 nach 2026-11-22" in eigener.text
    assert "gewinnt (1)" in eigener.text or "gewinnt (2)" in eigener.text
    assert "Vorher" in eigener.text


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({"was": "git", "von": "gibtesnicht"}, "ist keine Fassung in git"),
        ({"was": "git", "von": ""}, "ist keine Fassung in git"),
        ({"was": "git", "von": "HEAD", "nach": "--help"}, "ist keine Fassung in git"),
        ({"was": "tage", "von": "2017-01-01", "nach": ""}, "kennen wir kein Recht"),
        ({"was": "tage", "von": "gestern", "nach": ""}, "gestern"),
    ],
)
def test_what_cannot_be_compared_is_said_at_once(
    mensch: Mensch, felder: dict[str, str], satz: str
) -> None:
    mensch.open("/vergleich")

    assert mensch.send("/vergleich/lauf", **felder) == 422
    assert satz in mensch.text


def test_before_a_comparison_there_is_no_file(mensch: Mensch) -> None:
    assert mensch.open("/vergleich/datei") == 404


def test_the_command_writes_the_same_report(
    unter_git: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    close_jobcenter(unter_git)
    monkeypatch.setattr(auswirkung, "ROOT", unter_git)
    ziel = tmp_path / "bericht.html"

    assert cli.main(["auswirkung", "HEAD", "--html", str(ziel)]) == 0

    zahlen = json.loads(capfd.readouterr().out)
    assert zahlen["faelle"] == 2
    assert zahlen["verliert"] == 1
    assert zahlen["Sätze anders"] > 1
    seite = ziel.read_text(encoding="utf-8")
    assert "Jobcenter: verliert (1)" in seite
    assert "Zu jung." in seite
    assert cli.main(["auswirkung", "gibtesnicht", "--html", str(ziel)]) == 2
    assert cli.main(["auswirkung", "HEAD", "--html", str(tmp_path / "fehlt" / "x.html")]) == 2
