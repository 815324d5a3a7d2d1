"""Small offers to write into files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.catalogue import Angebot
from bot.profile import Profil

SEPTEMBER_2018 = date(2018, 9, 15)
HEUTE = date(2026, 11, 22)

EIN_ANGEBOT = """\
kreis: "05315"
angebote:
- id: deutsch-treff-koeln
  weg: integrationskurs
  name: Deutsch-Treff
  satz: Hier [lernst du|lernt die Person] Deutsch.
  zuletzt_bestaetigt: 2018-06-29
  bestaetigt_von: Beratung
  quellen:
  - titel: Bericht
"""


def folder(ort: Path, *texte: str) -> Path:
    """A folder with one file for each text."""
    ort.mkdir(exist_ok=True)
    for alte in ort.glob("*.yml"):
        alte.unlink()
    for nr, text in enumerate(texte):
        (ort / f"{nr}.yml").write_text(text, encoding="utf-8")
    return ort


def offer(id: str, ort: str = 'kreis: "05315"', *zeilen: str) -> str:
    """A file with one offer; `zeilen` are further lines of it."""
    mehr = "".join(f"  {zeile}\n" for zeile in zeilen)
    return EIN_ANGEBOT.replace('kreis: "05315"', ort).replace("deutsch-treff-koeln", id) + mehr


def person(stichtag: date = SEPTEMBER_2018, **fakten: object) -> Profil:
    """Somebody with these facts."""
    return Profil.from_json(fakten, stichtag)


def ids(angebote: Iterable[Angebot]) -> list[str]:
    """Ids of real offers, without the ways to find an office."""
    return [angebot.id for angebot in angebote if not angebot.suchweg]
