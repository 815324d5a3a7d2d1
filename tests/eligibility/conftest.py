"""Small rule folders for tests of the engine, written like the real ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from bot.eligibility import Befund, Regelwerk, assess, load_rules
from bot.profile import Profil

Ordner = Callable[..., Path]
HEUTE = date(2026, 11, 22)


@pytest.fixture
def regelordner(tmp_path: Path) -> Ordner:
    """Writes a folder with one Weg "probe"; further files by name."""

    def write(weg: str, **dateien: str) -> Path:
        inhalt = {
            "wege.yml": "erster_stichtag: 2018-01-01\nwege: {probe: Probe, anderer: Anderer}\n",
            "quellen/q.yml": "quellen:\n  q: {titel: Quelle, url: https://example.org/q}\n",
            "listen.yml": "listen: []\ndaten: {}\n",
            "aendern.yml": "aenderungen: []\n",
            "begriffe/a.yml": "begriffe: []\n",
            "wege/probe.yml": dedent(weg),
        }
        inhalt.update({name.replace("__", "/") + ".yml": dedent(t) for name, t in dateien.items()})
        for name, text in inhalt.items():
            datei = tmp_path / name
            datei.parent.mkdir(parents=True, exist_ok=True)
            datei.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def weg(wenn: str, *, rest: str = "", kopf: str = "") -> str:
    """A Weg with one door that is open from 2018 on under a condition."""
    return f"""\
weg: probe
name: Probe
satz: Eine Probe.
{kopf}
zugaenge:
- id: tuer
  fassungen:
  - gilt_ab: 2018-01-01
    art: kann
    rechtsgrundlage: § 1 Probe
    quelle: q
    sicher: belegt
    pruefen_bis: 2027-06-30
    satz: Das geht.
{rest}
    wenn:
{_indent(dedent(wenn))}
"""


def _indent(text: str) -> str:
    return "\n".join(f"    {zeile}" for zeile in text.strip().splitlines())


def befund(
    regelwerk: Regelwerk, stichtag: date = HEUTE, heute: date = HEUTE, **fakten: object
) -> Befund:
    """The answer of the Weg "probe" for a person."""
    profil = Profil.from_json(fakten, stichtag)
    return assess(regelwerk, profil, stichtag, heute, nur=["probe"])[0]


@pytest.fixture
def regeln(regelordner: Ordner) -> Callable[..., Regelwerk]:
    """A rule set with one Weg whose door has a condition."""
    return lambda wenn, **rest: load_rules(regelordner(weg(wenn, **rest)))
