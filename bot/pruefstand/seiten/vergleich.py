"""Comparison: two revisions or two days of law, all cases; the same as a file for reviewers."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from bot.faelle.gitstand import KeineFassung, commit_of, latest
from bot.pruefstand import vergleich
from bot.pruefstand.hintergrund import Hintergrund, Melde
from bot.pruefstand.rahmen import Anfrage, Seite, Weg, not_found, read_day
from bot.pruefstand.vergleich import WIRKUNGEN, Bericht
from bot.settings import UngueltigeEinstellung


def rechnung_of(anfrage: Anfrage) -> Hintergrund:
    """The comparison that all people share."""
    return anfrage.haus.shared("vergleich", Hintergrund)


def _show(anfrage: Anfrage) -> Response:
    return _page(anfrage, {})


def _page(
    anfrage: Anfrage, felder: Any, fehler: str = "", status: HTTPStatus = HTTPStatus.OK
) -> Response:
    rechnung = rechnung_of(anfrage)
    return anfrage.page(
        "vergleich/seite.html",
        status,
        felder=felder,
        fehler=fehler,
        stand=rechnung.stand,
        adresse="/vergleich/lauf",
        bericht=rechnung.letztes.ergebnis,
        wirkungen=WIRKUNGEN,
        mit_links=True,
        fassungen=latest(anfrage.haus.lager.wurzel),
        heute=anfrage.heute,
    )


def _start(anfrage: Anfrage) -> Response:
    """Begins a comparison; what is wrong with the form is said at once."""
    felder, bestand = anfrage.felder, anfrage.bestand
    try:
        if felder.get("was") == "tage":
            tage = [read_day(felder.get(n, ""), anfrage.heute, bestand) for n in ("von", "nach")]
            _start_days(anfrage, tage[0], tage[1])
        else:
            revs = [felder.get(n, "").strip() for n in ("von", "nach")]
            for rev in filter(None, (revs[0] or " ", revs[1])):
                commit_of(rev.strip(), anfrage.haus.lager.wurzel)
            _start_revisions(anfrage, revs[0], revs[1])
    except (KeineFassung, UngueltigeEinstellung) as grund:
        return _page(anfrage, felder, str(grund), HTTPStatus.UNPROCESSABLE_ENTITY)
    return anfrage.go("/vergleich")


def _start_days(anfrage: Anfrage, von: date, nach: date) -> None:
    bestand, wurzel = anfrage.bestand, anfrage.haus.lager.wurzel

    def work(melde: Melde) -> Bericht:
        stand = vergleich.stand_now(bestand, wurzel)
        return vergleich.compare_dates(stand, von, nach, vergleich.people(bestand.faelle), melde)

    rechnung_of(anfrage).start(("tage", von, nach, bestand.fassung), work)


def _start_revisions(anfrage: Anfrage, von: str, nach: str) -> None:
    bestand, wurzel = anfrage.bestand, anfrage.haus.lager.wurzel

    def work(melde: Melde) -> Bericht:
        with ExitStack() as offen:
            alt = offen.enter_context(vergleich.stand_at(von, wurzel))
            neu = (
                offen.enter_context(vergleich.stand_at(nach, wurzel))
                if nach
                else vergleich.stand_now(bestand, wurzel)
            )
            faelle = vergleich.people(bestand.faelle)
            bericht = vergleich.compare_stands(alt, neu, faelle, melde)
        return replace(bericht, modell=() if nach else vergleich.changed_model(von, wurzel))

    rechnung_of(anfrage).start(("git", von, nach, bestand.fassung), work)


def _progress(anfrage: Anfrage) -> Response:
    stand = rechnung_of(anfrage).stand
    antwort = anfrage.page("fortschritt.html", stand=stand, adresse="/vergleich/lauf")
    if anfrage.is_htmx and not stand.laeuft:
        antwort.headers["HX-Refresh"] = "true"
    return antwort


def _send_file(anfrage: Anfrage) -> Response:
    """The report as one file to send to a reviewer."""
    bericht = rechnung_of(anfrage).letztes.ergebnis
    if bericht is None:
        raise not_found()
    antwort = anfrage.page(
        "vergleich/datei.html", bericht=bericht, wirkungen=WIRKUNGEN, mit_links=False
    )
    antwort.headers["Content-Disposition"] = 'attachment; filename="auswirkung.html"'
    return antwort


SEITE = Seite(
    "/vergleich",
    "Vergleich",
    "Was eine Änderung für die Fälle bedeutet",
    (
        Weg("GET", "/vergleich", _show),
        Weg("POST", "/vergleich/lauf", _start),
        Weg("GET", "/vergleich/lauf", _progress),
        Weg("GET", "/vergleich/datei", _send_file),
    ),
)
