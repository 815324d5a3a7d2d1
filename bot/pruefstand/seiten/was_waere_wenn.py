"""What if: one fact or the day of law changed, both results side by side; and the time line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from bot.places import all_gemeinden
from bot.profile import FAKTEN, WEISS_NICHT, Art, Profil, UngueltigeEingabe, check_value
from bot.profile.laender import LAENDER
from bot.profile.profil import is_in_future
from bot.pruefstand.darstellung import choices, fact_name, person, value_words
from bot.pruefstand.gegenueber import Haelfte, changed_offers, differences
from bot.pruefstand.rahmen import Anfrage, Seite, Weg, not_found, read_day
from bot.pruefstand.seiten.gespraech import probe_of
from bot.pruefstand.zeitleiste import draw, look_ahead
from bot.settings import UngueltigeEinstellung

GESPRAECH = "gespraech"
NICHT_GESAGT = "-"
"""The value of the form for a fact that nobody has told."""


@dataclass(frozen=True)
class Person:
    """Whom the page is about: the conversation on the desk, or a case."""

    von: str
    name: str
    profil: Profil
    stichtag: date


def _person(anfrage: Anfrage) -> Person:
    von = anfrage.query("von", GESPRAECH)
    if von == GESPRAECH:
        probe = probe_of(anfrage)
        return Person(von, "Es geht um die Person aus dem Gespräch.", probe.profil, probe.stichtag)
    fall = anfrage.bestand.fall.get(von)
    if fall is None:
        raise not_found()
    return Person(von, f"Fall {fall.id}: {fall.text}", fall.profil, fall.stichtag)


def _show(anfrage: Anfrage) -> Response:
    """The form, and both sides when something is changed."""
    wer, fakt = _person(anfrage), anfrage.query("fakt")
    try:
        neu, tag = _changed(anfrage, wer), _day(anfrage, wer)
    except (UngueltigeEingabe, UngueltigeEinstellung) as fehler:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(anfrage, wer, fakt, status, fehler=str(fehler), seiten=None)
    if neu == wer.profil and tag == wer.stichtag:
        return _page(anfrage, wer, fakt, fehler="", seiten=None)
    links = Haelfte.of(wer.profil, anfrage.werkzeug(wer.stichtag))
    rechts = Haelfte.of(neu, anfrage.werkzeug(tag))
    return _page(
        anfrage,
        wer,
        fakt,
        fehler="",
        seiten=(links, rechts),
        anders=list(differences(links, rechts, anfrage.bestand.worte)),
        angebote=changed_offers(links, rechts),
        angaben=_facts(anfrage, links, rechts),
    )


def _facts(anfrage: Anfrage, links: Haelfte, rechts: Haelfte) -> list[tuple[str, str, str, bool]]:
    """Each fact: its name, its value on both sides, whether they agree."""
    texte = anfrage.bestand.texte
    werte = [
        (fakt, links.profil.get(fakt), rechts.profil.get(fakt))
        for fakt in FAKTEN
        if fakt in links.profil.fakten or fakt in rechts.profil.fakten
    ]
    return [
        (fact_name(texte, f), value_words(texte, f, a), value_words(texte, f, b), a == b)
        for f, a, b in werte
    ]


def _changed(anfrage: Anfrage, wer: Person) -> Profil:
    """The person with the fact of the form changed. Raises UngueltigeEingabe."""
    fakt, text = anfrage.query("fakt"), anfrage.query("wert").strip()
    if fakt not in FAKTEN or not text:
        return wer.profil
    if text == NICHT_GESAGT:
        return wer.profil.ohne(fakt)
    wert: object = text
    if text != WEISS_NICHT:
        art = FAKTEN[fakt].art
        zahl = art in (Art.ALTER, Art.ZAHL) and text.isascii() and text.isdigit()
        wert = int(text) if zahl else text.lower()
    geprueft = check_value(fakt, wert)
    if is_in_future(fakt, geprueft, wer.stichtag):
        raise UngueltigeEingabe(f"{fakt}: {text} liegt nach dem {wer.stichtag}")
    return wer.profil.mit(**{fakt: geprueft})


def _day(anfrage: Anfrage, wer: Person) -> date:
    return read_day(anfrage.query("stichtag"), wer.stichtag, anfrage.bestand)


def _page(
    anfrage: Anfrage, wer: Person, fakt: str, status: HTTPStatus = HTTPStatus.OK, **werte: Any
) -> Response:
    bestand = anfrage.bestand
    fakt = fakt if fakt in FAKTEN else ""
    return anfrage.page(
        "was_waere_wenn/seite.html",
        status,
        wer=wer,
        fakt=fakt,
        wert=anfrage.query("wert"),
        stichtag=anfrage.query("stichtag") or wer.stichtag.isoformat(),
        fakten=[(name, fact_name(bestand.texte, name)) for name in FAKTEN],
        titel={weg.name: weg.titel for weg in bestand.regelwerk.wege},
        **_values(anfrage, wer, fakt),
        **werte,
    )


def _show_values(anfrage: Anfrage) -> Response:
    """Only the field for the value, when another fact was chosen."""
    wer, fakt = _person(anfrage), anfrage.query("fakt")
    fakt = fakt if fakt in FAKTEN else ""
    return anfrage.page(
        "was_waere_wenn/wert.html", fakt=fakt, wert="", **_values(anfrage, wer, fakt)
    )


def _values(anfrage: Anfrage, wer: Person, fakt: str) -> dict[str, Any]:
    """What the field for the value offers: some choices, or an example of what one types."""
    if not fakt:
        return {"werte": (), "jetzt": "", "beispiel": ""}
    texte, art = anfrage.bestand.texte, FAKTEN[fakt].art
    offen = ((NICHT_GESAGT, "nicht gesagt"),)
    werte: tuple[tuple[str, str], ...] = choices(texte, fakt)
    if art is Art.ORT:
        orte = sorted(all_gemeinden(), key=lambda ort: ort.name)
        werte = (*((ort.ags, ort.name) for ort in orte), (WEISS_NICHT, "weiß nicht"))
    elif art is Art.LAND:
        namen = ((land, value_words(texte, fakt, land)) for land in LAENDER)
        werte = (*sorted(namen, key=lambda paar: paar[1]), (WEISS_NICHT, "weiß nicht"))
    beispiel = {Art.MONAT: "2024-03 oder 2024", Art.GEBURT: "2007-05-31"}.get(art, "19")
    return {
        "werte": (*werte, *offen) if werte else (),
        "jetzt": value_words(texte, fakt, wer.profil.get(fakt)),
        "beispiel": f"Zum Beispiel {beispiel}; {WEISS_NICHT} oder {NICHT_GESAGT} (nicht gesagt)",
    }


def _timeline(anfrage: Anfrage) -> Response:
    wer = _person(anfrage)
    leiste = look_ahead(wer.profil, anfrage.werkzeug(wer.stichtag), anfrage.bestand.worte)
    titel = {weg.name: weg.titel for weg in anfrage.bestand.regelwerk.wege}
    fest = {
        wort: [
            titel[z.weg] for z in leiste.zeilen if z.steht and z.abschnitte[0].antwort.wort == wort
        ]
        for wort in ("ja", "offen", "nein")
    }
    return anfrage.page(
        "was_waere_wenn/zeit.html",
        wer=wer,
        leiste=leiste,
        bild=draw(leiste, titel),
        titel=titel,
        fest=fest,
        zeilen=list(person(anfrage.bestand.texte, wer.profil.fakten)),
    )


SEITE = Seite(
    "/was-waere-wenn",
    "Was wäre, wenn",
    "Eine Angabe oder den Tag des Rechts ändern; die nächsten drei Jahre sehen",
    (
        Weg("GET", "/was-waere-wenn", _show),
        Weg("GET", "/was-waere-wenn/wert", _show_values),
        Weg("GET", "/was-waere-wenn/zeit", _timeline),
    ),
)
