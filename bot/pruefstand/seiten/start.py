"""The first page: what there is, and in which state the data are."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from bot.pruefstand.rahmen import Anfrage, Seite, Weg


def _show(anfrage: Anfrage) -> Response:
    bestand = anfrage.bestand
    zahlen = {
        "Wege": len(bestand.regelwerk.wege),
        "Fälle": len(bestand.faelle),
        "Angebote": len(bestand.angebote),
        "Sätze": len(bestand.texte.eintraege),
    }
    return anfrage.page("start.html", zahlen=zahlen, jahre=_years(anfrage))


def _years(anfrage: Anfrage) -> dict[int, int]:
    """How many cases there are for the law of each year."""
    return dict(sorted(Counter(fall.stichtag.year for fall in anfrage.bestand.faelle).items()))


SEITE = Seite("/", "Start", "Was es hier gibt", (Weg("GET", "/", _show),))
