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
from bot.catalogue.tabellenform import TableReport, export_table, import_table

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
    "TableReport",
    "Termin",
    "Terminart",
    "export_table",
    "import_offers",
    "import_table",
    "list_problems",
    "open_catalogue",
]
