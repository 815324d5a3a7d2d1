"""Freshness: what has to be looked at again, by day; "geprüft heute" for what staff may."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from bot.buero.pforte import HIER
from bot.catalogue import AngebotsFehler
from bot.catalogue.pflege import Pflege, Zwischenstand
from bot.catalogue.verweise import KeinNetz, check_links, collect_links
from bot.pruefstand import frische
from bot.pruefstand.frische import ANGEBOT, ARTEN, NOTLAGE, NichtGeschrieben
from bot.pruefstand.hintergrund import Hintergrund, Melde, Rechnung
from bot.pruefstand.rahmen import Anfrage, Seite, Weg, not_found

ZU_SPAET = "Jemand war schneller: Der Eintrag ist inzwischen anders. Nichts ist geändert."
WARTEN = 0.5
"""Seconds a page waits for the offers before it is shown without them."""
KAPUTT = "Eine Datei der Angebote hat einen Fehler. Nichts ist geändert."


def _pflege(anfrage: Anfrage) -> Pflege:
    lager = anfrage.haus.lager
    ordner = lager.wurzel / "data" / "angebote"
    return anfrage.haus.shared("pflege", lambda: Pflege(lager.datenbank, ordner))


def _links(anfrage: Anfrage) -> Hintergrund:
    return anfrage.haus.shared("adressen", Hintergrund)


def _show(anfrage: Anfrage, fehler: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    art = anfrage.query("art")
    fristen, bruch = _deadlines(anfrage)
    gelesen = _files(anfrage)
    return anfrage.page(
        "frische/seite.html",
        status,
        plan=frische.plan(fristen, anfrage.heute, art if art in ARTEN else ""),
        art=art,
        arten=ARTEN,
        heute=anfrage.heute,
        fehler=fehler or bruch,
        geprueft=anfrage.query("geprueft"),
        quellen=gelesen.ergebnis[1] if gelesen.ergebnis else (),
        rollen=anfrage.haus.rollen if anfrage.sitzung.rolle == HIER else (),
        liest=gelesen.laeuft,
        stand=_links(anfrage).stand,
        adresse="/frische/adressen",
    )


def _deadlines(anfrage: Anfrage) -> tuple[list[frische.Frist], str]:
    """All deadlines; without those of the offers while a file of theirs is broken."""
    bestand, heute = anfrage.bestand, anfrage.heute
    fristen = [*frische.rules(bestand.regelwerk, heute), *frische.crisis_numbers(bestand.texte)]
    gelesen = _files(anfrage)
    fristen += gelesen.ergebnis[0] if gelesen.ergebnis else ()
    return fristen, KAPUTT if gelesen.fehler else ""


def _files(anfrage: Anfrage) -> Rechnung:
    """The deadlines of all offers and the sources; reading them takes seconds, so it is beside."""
    rechnung: Hintergrund = anfrage.haus.shared("fristen", Hintergrund)
    heute, recht = anfrage.heute, anfrage.haus.lager.wurzel / "data" / "eligibility"
    schluessel = anfrage.bestand.fassung, heute

    def read(melde: Melde) -> Any:
        eintraege = _pflege(anfrage).entries(heute)
        return tuple(frische.offers(eintraege)), frische.sources(recht)

    if rechnung.stand.schluessel != schluessel:
        rechnung.start(schluessel, read)
        rechnung.wait(WARTEN)
    return rechnung.stand


def _offers_there(anfrage: Anfrage) -> Response:
    """Tells the browser to show the page anew as soon as the offers are read."""
    gelesen = not _files(anfrage).laeuft
    status = HTTPStatus.OK if gelesen else HTTPStatus.NO_CONTENT
    return Response(status_code=status, headers={"HX-Refresh": "true"} if gelesen else {})


def _confirm(anfrage: Anfrage) -> Response:
    """Notes that somebody has looked at an offer or a crisis number today."""
    felder, lager = anfrage.felder, anfrage.haus.lager
    try:
        if felder.get("was") == ANGEBOT:
            wann = anfrage.haus.uhr()
            id, stand = felder.get("id", ""), felder.get("stand", "")
            _pflege(anfrage).confirm(id, stand, _role(anfrage), wann)
        elif felder.get("was") == NOTLAGE:
            texte, heute = anfrage.bestand.texte, anfrage.heute
            frische.confirm_number(texte, felder.get("id", ""), felder.get("stand", ""), heute)
        else:
            raise not_found()
    except (Zwischenstand, NichtGeschrieben):
        return _show(anfrage, ZU_SPAET, HTTPStatus.CONFLICT)
    except AngebotsFehler:
        return _show(anfrage, KAPUTT, HTTPStatus.CONFLICT)
    lager.current(gleich=True)
    return anfrage.go("/frische", art=felder.get("art", ""), geprueft=felder.get("id", ""))


def _role(anfrage: Anfrage) -> str:
    """The role of who is logged in; at this computer the one that was chosen."""
    if anfrage.sitzung.rolle != HIER:
        return anfrage.sitzung.rolle
    gewaehlt = anfrage.felder.get("rolle", "")
    return gewaehlt if gewaehlt in anfrage.haus.rollen else anfrage.haus.rollen[0]


# --- addresses in the net -----------------------------------------------------------------------


def _start_links(anfrage: Anfrage) -> Response:
    ordner, tag = anfrage.haus.lager.wurzel / "data" / "angebote", anfrage.heute
    _links(anfrage).start(tag, lambda melde: _ask(ordner, tag, melde))
    return anfrage.go("/frische", adressen="1")


def _ask(ordner: Any, tag: date, melde: Melde) -> dict[str, Any]:
    """Asks all addresses of the offers; without a net only that is said."""
    verweise = collect_links(ordner)
    melde(0, len(verweise))
    try:
        probleme = check_links(verweise)
    except KeinNetz as fehler:
        return {"tag": tag, "anzahl": len(verweise), "kein_netz": str(fehler), "probleme": ()}
    return {"tag": tag, "anzahl": len(verweise), "kein_netz": "", "probleme": probleme}


def _progress(anfrage: Anfrage) -> Response:
    stand = _links(anfrage).stand
    antwort = anfrage.page("fortschritt.html", stand=stand, adresse="/frische/adressen")
    if anfrage.is_htmx and not stand.laeuft:
        antwort.headers["HX-Refresh"] = "true"
    return antwort


SEITE = Seite(
    "/frische",
    "Frische",
    "Was wieder geprüft werden muss",
    (
        Weg("GET", "/frische", _show),
        Weg("GET", "/frische/angebote", _offers_there),
        Weg("POST", "/frische/geprueft", _confirm),
        Weg("POST", "/frische/adressen", _start_links),
        Weg("GET", "/frische/adressen", _progress),
    ),
)
