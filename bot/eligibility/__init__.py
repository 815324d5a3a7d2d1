"""The law: which Wege are open for a person on a day, why, and which question comes next."""

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.bedingungen import BedingungsFehler
from bot.eligibility.frische import find_due
from bot.eligibility.laden import load_rules
from bot.eligibility.pruefen import assess
from bot.eligibility.regelwerk import (
    Aenderung,
    Befund,
    Beleg,
    Grund,
    Regelwerk,
    Sorte,
    Tuer,
    Weg,
)
from bot.eligibility.zeilen_yaml import RegelFehler
from bot.eligibility.zusatz import holds

__all__ = [
    "JA",
    "NEIN",
    "OFFEN",
    "Aenderung",
    "Antwort",
    "BedingungsFehler",
    "Befund",
    "Beleg",
    "Grund",
    "RegelFehler",
    "Regelwerk",
    "Sorte",
    "Tuer",
    "Weg",
    "assess",
    "find_due",
    "holds",
    "load_rules",
]
