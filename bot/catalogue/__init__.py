"""Offers and contacts: what there is for a person, in a place, on a day."""

from bot.catalogue.angebot import (
    Angebot,
    Ebene,
    Kontakt,
    Oeffnungszeit,
    Quelle,
    Termin,
    Terminart,
)
from bot.catalogue.datenbank import KatalogFehler
from bot.catalogue.einspielen import ImportReport, import_offers
from bot.catalogue.felder import AngebotsFehler, Mangel
from bot.catalogue.pruefbericht import Problem, list_problems
from bot.catalogue.suchen import Catalogue, open_catalogue

__all__ = [
    "Angebot",
    "AngebotsFehler",
    "Catalogue",
    "Ebene",
    "ImportReport",
    "KatalogFehler",
    "Kontakt",
    "Mangel",
    "Oeffnungszeit",
    "Problem",
    "Quelle",
    "Termin",
    "Terminart",
    "import_offers",
    "list_problems",
    "open_catalogue",
]
