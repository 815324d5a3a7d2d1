"""Pictures: the flow of questions and their funnel, as they follow from rules and cases."""

from __future__ import annotations

from starlette.responses import Response

from bot.profile import FAKTEN
from bot.pruefstand.abdeckung import Abdeckung
from bot.pruefstand.darstellung import fact_name
from bot.pruefstand.flussbild import flow, funnel
from bot.pruefstand.rahmen import Anfrage, Seite, Weg
from bot.pruefstand.rundgang import ENDE
from bot.pruefstand.seiten.abdeckung import rechnung_of, start, state_of

AB = (1, 5, 10, 20, 50, 100)
ANTEIL = 50
"""At first a step is drawn when one case of so many takes it."""


def _show(anfrage: Anfrage) -> Response:
    rechnung = rechnung_of(anfrage)
    summe: Abdeckung | None = rechnung.letztes.ergebnis
    namen = {fakt: fact_name(anfrage.bestand.texte, fakt) for fakt in FAKTEN}
    namen[ENDE] = "Empfehlung"
    ab = _threshold(anfrage.query("ab"), len(summe.je_fall) if summe else 0)
    return anfrage.page(
        "bilder/seite.html",
        stand=rechnung.stand,
        adresse="/abdeckung/lauf",
        alt=rechnung.letztes.schluessel != state_of(anfrage.bestand),
        fluss=flow(summe, namen, ab) if summe else None,
        trichter=funnel(summe) if summe else None,
        schritte=summe.vor.most_common() if summe else [],
        namen=namen,
        ab=ab,
        stufen=sorted({*AB, ab}),
    )


def _threshold(text: str, faelle: int) -> int:
    """From how many cases on a step is drawn."""
    zahl = int(text) if text.isascii() and text.isdigit() else 0
    return zahl or max(1, faelle // ANTEIL)


def _start(anfrage: Anfrage) -> Response:
    start(anfrage)
    return anfrage.go("/bilder")


SEITE = Seite(
    "/bilder",
    "Bilder",
    "Der Ablauf der Fragen als Bild, zum Drucken",
    (Weg("GET", "/bilder", _show), Weg("POST", "/bilder", _start)),
)
