"""Writes domain.yml from the vocabulary of facts and intents; `--pruefen` only compares."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.profile import FAKTEN

ZIEL = Path(__file__).resolve().parents[1] / "domain.yml"

ABSICHTEN = [
    "angabe",
    "bejahen",
    "verneinen",
    "weiss_nicht",
    "begruessen",
    "verabschieden",
    "danken",
    "neu_anfangen",
    "zurueck",
    "aendern",
    "warum",
    "erklaeren",
    "wiederholen",
    "mensch",
    "angebot_frage",
    "rechtsfrage",
    "datenschutz",
    "daten_loeschen",
    "notlage",
    "beleidigung",
    "andere_sprache",
    "ausserhalb",
]
BEFEHLE = ["start", "neu", "zurueck", "aendern", "weiter", "mehr", "warum", "mensch", "empfehlung"]
HINWEISE = [
    "thema",
    "verneint",
    "ort_vorschlag",
    "ort_ausserhalb",
    "kreis",
    "sprache",
    "notlage",
    "fakt",
    "weg",
]

KOPF = """# Erzeugt von scripts/domain_schreiben.py aus bot/profile/fakten.py.
# Jeder Fakt ist ein Slot. actions/validate_interview_form.py prüft und speichert, was gesagt wurde.
version: "3.1"

session_config:
  session_expiration_time: 0  # nie: die Sitzung gehört dem Kanal, er löscht sie nach 30 Tagen
  carry_over_slots_to_new_session: true
"""


def domain_text() -> str:
    """The whole file."""
    slots = "\n".join(_slot(name) for name in (*FAKTEN, "gespraech"))
    absichten = "\n".join(
        f"- {name}:\n    use_entities: []"
        for name in (*ABSICHTEN, *(f"befehl_{befehl}" for befehl in BEFEHLE))
    )
    entitaeten = "\n".join(f"- {name}" for name in (*FAKTEN, *HINWEISE))
    return f"""{KOPF}
intents:
{absichten}

entities:
{entitaeten}

slots:
{slots}

forms:
  interview_form:
    required_slots: []

actions:
- validate_interview_form
"""


def _slot(name: str) -> str:
    return (
        f"  {name}:\n    type: any\n    influence_conversation: false\n"
        "    mappings:\n    - type: custom"
    )


def main() -> int:
    """Writes the file, or says that it is stale (exit 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pruefen", action="store_true", help="nur vergleichen")
    if not parser.parse_args().pruefen:
        ZIEL.write_text(domain_text(), encoding="utf-8")
        return 0
    if ZIEL.is_file() and ZIEL.read_text(encoding="utf-8") == domain_text():
        return 0
    print("domain.yml ist veraltet: python scripts/domain_schreiben.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
