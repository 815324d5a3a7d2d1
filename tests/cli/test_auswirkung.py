"""Who gains and who loses by a change of the rules, seen in a small repository of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import auswirkung
from bot.cli import main as cli
from bot.settings import ROOT

REGELN = {
    "wege.yml": "erster_stichtag: 2018-01-01\nwege: {probe: Probe, kurs: Kurs}\n",
    "quellen/q.yml": "quellen:\n  q: {titel: Quelle, url: https://example.org/q}\n",
    "listen.yml": "listen: []\ndaten: {}\n",
    "aendern.yml": "aenderungen: []\n",
    "begriffe/a.yml": "begriffe: []\n",
    "wege/probe.yml": """\
weg: probe
name: Probe
satz: Eine Probe.
zugaenge:
- id: tuer
  fassungen:
  - gilt_ab: 2018-01-01
    art: kann
    rechtsgrundlage: § 1 Probe
    quelle: q
    pruefen_bis: 2020-01-01
    satz: "[Du darfst|Die Person darf] das."
    wenn:
    - {alter: {ab: 18}, sonst: Zu jung.}
""",
}
FAELLE = """\
- {id: A, fall: "Ali, 17.", stichtag: '2026-11-22', profil: {alter: 17}}
- {id: B, fall: "Bo, 20.", stichtag: '2026-11-22', profil: {alter: 20, rolle: helfer}}
"""


class Haus:
    """A project with rules and cases under git; `weg` changes the rule file of today."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in REGELN.items():
            self.write(f"data/eligibility/{name}", text)
        self.write("tests/eligibility/faelle/a.yml", FAELLE)
        shutil.copytree(ROOT / "data/texte", root / "data/texte")
        self.git("init", "-q")
        self.commit()

    def write(self, name: str, text: str) -> None:
        datei = self.root / name
        datei.parent.mkdir(parents=True, exist_ok=True)
        datei.write_text(text, encoding="utf-8")

    def weg(self, alt: str, neu: str) -> None:
        text = REGELN["wege/probe.yml"]
        assert alt in text
        self.write("data/eligibility/wege/probe.yml", text.replace(alt, neu))

    def commit(self) -> None:
        self.git("add", "data/eligibility")
        self.git("commit", "-q", "-m", "Regeln")

    def git(self, *argumente: str) -> None:
        wer = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        subprocess.run(["git", "-C", str(self.root), *wer, *argumente], check=True)


@pytest.fixture
def haus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Haus:
    monkeypatch.setattr(auswirkung, "ROOT", tmp_path)
    return Haus(tmp_path)


Ruf = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Ruf:
    def call(*argv: str) -> tuple[int, str, str]:
        code = cli.main(["auswirkung", *argv])
        sys.stdout.flush()
        return (code, *capfd.readouterr())

    return call


def _differences(call: Ruf) -> dict[tuple[str, str], dict[str, object]]:
    code, out, _ = call("HEAD", "--json")
    assert code == 0
    return {(einer["fall"], einer["weg"]): einer for einer in json.loads(out)["unterschiede"]}


def test_the_same_rules_change_nothing_for_anybody(haus: Haus, call: Ruf) -> None:
    assert call("HEAD") == (
        0,
        "2 Fälle mit den Regeln von HEAD und von jetzt: kein Unterschied\n",
        "",
    )


def test_a_lower_age_lets_the_young_person_gain(haus: Haus, call: Ruf) -> None:
    haus.weg("ab: 18", "ab: 16")

    unterschiede = _differences(call)

    assert list(unterschiede) == [("A", "probe")]
    einer = unterschiede["A", "probe"]
    assert einer["wirkung"] == "gewinnt"
    assert einer["vorher"] == {
        "antwort": "nein",
        "art": None,
        "satz": "Zu jung.",
        "rechtsgrundlage": "§ 1 Probe",
    }
    assert einer["jetzt"]["satz"] == "Du darfst das."  # type: ignore[index]


def test_a_higher_age_lets_the_older_person_lose_and_says_both_sentences(
    haus: Haus, call: Ruf
) -> None:
    haus.weg("ab: 18", "ab: 21")

    code, out, err = call("HEAD")

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2 Fälle mit den Regeln von HEAD und von jetzt: 1 verliert",
        "",
        "Probe (probe)",
        "  verliert",
        "    vorher: ja (kann): Die Person darf das. [§ 1 Probe]",
        "    jetzt:  nein: Zu jung. [§ 1 Probe]",
        "    - B (2026-11-22) Bo, 20.",
    ]


@pytest.mark.parametrize(
    ("alt", "neu", "fall", "wirkung"),
    [
        ("art: kann", "art: anspruch", "B", "art"),
        ("darf] das", "darf] es", "B", "grund"),
        ("Zu jung", "Noch nicht 18", "A", "grund"),
    ],
)
def test_another_strength_or_sentence_is_named_too(
    haus: Haus, call: Ruf, alt: str, neu: str, fall: str, wirkung: str
) -> None:
    haus.weg(alt, neu)

    unterschiede = _differences(call)

    assert {name: einer["wirkung"] for name, einer in unterschiede.items()} == {
        (fall, "probe"): wirkung
    }


def test_a_weg_that_one_side_does_not_know_is_no_error(haus: Haus, call: Ruf) -> None:
    wege = REGELN["wege.yml"].replace("kurs: Kurs", "neu: Neu")
    haus.write("data/eligibility/wege.yml", wege)

    unterschiede = _differences(call)

    assert unterschiede["A", "neu"]["wirkung"] == "neuer_weg"
    assert unterschiede["A", "kurs"]["wirkung"] == "weg_entfaellt"
    assert unterschiede["A", "kurs"]["jetzt"] is None


def test_old_rules_are_compared_without_their_age(haus: Haus, call: Ruf) -> None:
    """The version should have been checked by 2020; that is no difference between rules."""
    haus.weg("pruefen_bis: 2020-01-01", "pruefen_bis: 2030-01-01")
    assert not _differences(call)


@pytest.mark.parametrize(
    ("alt", "neu", "meldung"),
    [
        ("alter: {ab: 18}", "altersgrenze: {ab: 18}", "wege/probe.yml, Zeile 14"),
        ("fassungen:", "versionen:", "'versionen' gibt es hier nicht"),
        ("zugaenge:\n", "zugaenge:\n- {id: leer}\n", "es fehlt fassungen"),
    ],
)
def test_a_notation_that_cannot_be_read_is_one_line(
    haus: Haus, call: Ruf, alt: str, neu: str, meldung: str
) -> None:
    haus.weg(alt, neu)
    haus.commit()
    haus.weg("weg", "weg")

    code, out, err = call("HEAD")

    assert (code, out) == (2, "")
    assert err.startswith("wegweiser: Die Regeln von HEAD sind mit diesem Programm nicht lesbar: ")
    assert meldung in err and err.count("\n") == 1 and "/tmp" not in err


def test_a_list_of_wege_in_a_form_nobody_foresaw_is_one_line(haus: Haus, call: Ruf) -> None:
    haus.write("data/eligibility/wege.yml", "erster_stichtag: 2018-01-01\nwege: [probe, kurs]\n")
    haus.commit()
    haus.write("data/eligibility/wege.yml", REGELN["wege.yml"])

    code, out, err = call("HEAD")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "Die Regeln von HEAD sind mit diesem Programm nicht lesbar" in err


@pytest.mark.parametrize("rev", ["gibt-es-nicht", "HEAD:data", ""])
def test_a_revision_that_git_does_not_know_is_one_line(haus: Haus, call: Ruf, rev: str) -> None:
    code, out, err = call(rev)

    assert (code, out) == (2, "")
    assert "ist keine Fassung in git" in err and err.count("\n") == 1


def test_a_revision_without_rules_is_one_line(haus: Haus, call: Ruf) -> None:
    haus.git("rm", "-rq", "--cached", "data/eligibility")
    haus.git("commit", "-q", "-m", "ohne Regeln")

    code, _, err = call("HEAD")

    assert code == 2 and "gibt es keinen Ordner data/eligibility" in err


def test_a_broken_case_names_its_file(haus: Haus, call: Ruf) -> None:
    haus.write("tests/eligibility/faelle/b.yml", "- {id: C, stichtag: morgen, profil: {}}\n")

    code, _, err = call("HEAD")

    assert code == 2 and "b.yml: Fall 'C'" in err


def test_the_cases_of_this_project_can_all_be_read() -> None:
    assert len(auswirkung.read_cases(ROOT / auswirkung.FAELLE)) >= 300
