"""Talk and look inside: the chat on the left, what happens in it on the right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from bot.channel.eingabe import MAX_TEXT, Gesagt, Text, read_gesagt
from bot.channel.fehler import Abgelehnt
from bot.profile import FAKTEN
from bot.pruefstand.angebotsblick import look_at_offers
from bot.pruefstand.darstellung import fact_name, person, value_words
from bot.pruefstand.fragewahl import explain_question
from bot.pruefstand.probe import Probe, buttons, new_probe
from bot.pruefstand.rahmen import Anfrage, ModellFehlt, Seite, Weg, not_found, read_day
from bot.pruefstand.satzblick import look_at_message
from bot.pruefstand.spur import Faehrte
from bot.reply.gruende import reasons_json
from bot.reply.klartext import as_bubbles
from bot.settings import UngueltigeEinstellung

NAME = "gespraech"
BLICKE = {
    "verstanden": "Verstanden",
    "profil": "Profil",
    "frage": "Nächste Frage",
    "wege": "Wege",
    "angebote": "Angebote",
}
BEFEHLE = {
    "zurueck": "Zurück",
    "aendern": "Ändern",
    "warum": "Warum?",
    "weiter": "Weiter",
    "mensch": "Mensch",
    "empfehlung": "Empfehlung jetzt",
}


def probe_of(anfrage: Anfrage) -> Probe:
    """The conversation on this person's desk; a new one for today where there is none."""
    with anfrage.tisch.schloss:
        probe = anfrage.tisch.dinge.get(NAME)
        if probe is None:
            probe = put_probe(anfrage, _fresh(anfrage, ""))
        assert isinstance(probe, Probe)
        return probe


def put_probe(anfrage: Anfrage, probe: Probe) -> Probe:
    """Lays another conversation on the desk."""
    anfrage.tisch.dinge[NAME] = probe
    return probe


def _fresh(anfrage: Anfrage, tag: str) -> Probe:
    stichtag = read_day(tag, anfrage.heute, anfrage.bestand)
    return new_probe(stichtag, anfrage.werkzeug(stichtag), anfrage.haus.leser)


# --- what is sent -------------------------------------------------------------------------------


def _start(anfrage: Anfrage) -> Response:
    """A new conversation, with nothing known or with the facts of a case."""
    try:
        stichtag = read_day(anfrage.felder.get("stichtag", ""), anfrage.heute, anfrage.bestand)
    except UngueltigeEinstellung as fehler:
        return _page(anfrage, str(fehler), HTTPStatus.UNPROCESSABLE_ENTITY)
    fall = anfrage.bestand.fall.get(anfrage.felder.get("fall", ""))
    vorab = dict(fall.profil.fakten) if fall else None
    if fall:
        stichtag = fall.stichtag
    vorlage = f"aus dem Fall {fall.id}" if fall else ""
    werkzeug = anfrage.werkzeug(stichtag)
    with anfrage.tisch.schloss:
        put_probe(anfrage, new_probe(stichtag, werkzeug, anfrage.haus.leser, vorab, vorlage))
    return anfrage.go("/gespraech", blick=anfrage.felder.get("blick", ""))


def _say(anfrage: Anfrage) -> Response:
    """One message: typed, tapped, or several values ticked."""
    try:
        gesagt, titel = _read_said(anfrage.felder)
    except (Abgelehnt, ValueError) as fehler:
        satz = _refused(fehler)
        return _page(anfrage, satz, HTTPStatus.UNPROCESSABLE_ENTITY)
    probe = probe_of(anfrage)
    werkzeug = anfrage.werkzeug(probe.stichtag)
    try:
        with anfrage.tisch.schloss:
            probe = anfrage.tisch.dinge[NAME]
            put_probe(anfrage, probe.say(gesagt, titel, werkzeug, anfrage.haus.leser))
    except ModellFehlt as fehler:
        satz = f"Gerade gehen nur Knöpfe, das Sprachmodell fehlt: {fehler}"
        return _page(anfrage, satz, HTTPStatus.SERVICE_UNAVAILABLE)
    return anfrage.go("/gespraech", blick=anfrage.felder.get("blick", ""))


def _read_said(felder: Mapping[str, str]) -> tuple[Gesagt, str]:
    """The message of a form and how it is shown. Raises Abgelehnt or ValueError."""
    if knopf := felder.get("knopf", ""):
        inhalt = json.loads(knopf)
        return read_gesagt(inhalt), str(felder.get("titel", "")) or _title(inhalt)
    gewaehlt = [name.removeprefix("wahl_") for name in felder if name.startswith("wahl_")]
    if gewaehlt:
        fakt = felder.get("fakt", "")
        gesagt = read_gesagt({"antwort": {"fakt": fakt, "wert": gewaehlt}})
        return gesagt, ", ".join(gewaehlt)
    gesagt = read_gesagt({"text": felder.get("text", "")})
    assert isinstance(gesagt, Text)
    return gesagt, gesagt.text


def _title(inhalt: Mapping[str, Any]) -> str:
    return str(inhalt.get("titel") or BEFEHLE.get(inhalt.get("befehl", ""), ""))


def _refused(fehler: Exception) -> str:
    if isinstance(fehler, Abgelehnt) and fehler.fehler == "zu_lang":
        return f"Der Text ist zu lang. Erlaubt: {MAX_TEXT} Zeichen"
    if isinstance(fehler, Abgelehnt) and fehler.fehler == "leer":
        return "Da steht nichts. Schreib etwas oder nimm einen Knopf"
    return "Das war keine Antwort, die es gibt"


# --- what is shown ------------------------------------------------------------------------------


def _show(anfrage: Anfrage) -> Response:
    return _page(anfrage)


def _page(anfrage: Anfrage, fehler: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    probe = probe_of(anfrage)
    blick = anfrage.query("blick") or anfrage.felder.get("blick", "")
    blick = blick if blick in BLICKE else "verstanden"
    return anfrage.page(
        "gespraech/seite.html",
        status,
        probe=probe,
        fehler=fehler,
        blick=blick,
        blicke=BLICKE,
        befehle=BEFEHLE,
        zuege=[(zug, as_bubbles(zug.antwort.antworten)) for zug in probe.zuege],
        knoepfe=list(_buttons(probe)),
        mehrfach=_several(anfrage, probe),
        **_LINSEN[blick](anfrage, probe),
    )


def _buttons(probe: Probe) -> list[tuple[str, str]]:
    """The choices of the last turn: their words, and what the form sends."""
    return [
        (wahl["titel"], json.dumps(wahl, ensure_ascii=False))
        for wahl in buttons(probe.zuege[-1].antwort)
    ]


def _several(anfrage: Anfrage, probe: Probe) -> list[tuple[str, str]]:
    """The values to tick where a question allows more than one."""
    fakt = probe.stand.frage
    if fakt is None or not FAKTEN[fakt].werte or fakt != "wunsch":
        return []
    return [(wert, value_words(anfrage.bestand.texte, fakt, wert)) for wert in FAKTEN[fakt].werte]


def _look_understood(anfrage: Anfrage, probe: Probe) -> dict[str, Any]:
    """One message, the last one that was typed unless the address names another."""
    getippt = [zug for zug in probe.zuege if zug.getippt]
    gewollt = anfrage.query("nr")
    zug = next((z for z in getippt if str(z.nr) == gewollt), getippt[-1] if getippt else None)
    rolle = probe.fakten.get("rolle")
    satz = look_at_message(zug, str(rolle) if rolle else None, probe.stichtag) if zug else None
    return {"zug": zug, "satz": satz, "getippt": getippt, "wort": _words(anfrage)}


def _words(anfrage: Anfrage) -> Callable[[str, Any], str]:
    """Name and value of a fact that was understood."""

    def words(fakt: str, wert: Any) -> str:
        texte = anfrage.bestand.texte
        if fakt not in FAKTEN:
            return f"{fakt}: {wert}"
        fest = tuple(wert) if isinstance(wert, list) else wert
        return f"{fact_name(texte, fakt)}: {value_words(texte, fakt, fest)}"

    return words


def _look_profile(anfrage: Anfrage, probe: Probe) -> dict[str, Any]:
    herkunft = probe.origins()
    return {
        "zeilen": [
            (fakt, name, wert, herkunft.get(fakt))
            for fakt, name, wert in person(anfrage.bestand.texte, probe.fakten)
        ],
        "abgelehnt": [fact_name(anfrage.bestand.texte, f) for f in probe.stand.erledigt],
    }


def _look_question(anfrage: Anfrage, probe: Probe) -> dict[str, Any]:
    werkzeug, texte = anfrage.werkzeug(probe.stichtag), anfrage.bestand.texte
    return {
        "gruppen": explain_question(werkzeug, probe.profil, probe.stand),
        "name": lambda fakt: fact_name(texte, fakt),
        "titel": _titles(anfrage),
        "stand": probe.stand,
    }


def _look_wege(anfrage: Anfrage, probe: Probe) -> dict[str, Any]:
    ergebnis = anfrage.werkzeug(probe.stichtag).result(probe.profil)
    reihe = list(ergebnis.order())
    zu = [name for name in ergebnis.befunde if name not in reihe]
    return {
        "erste": ergebnis.first(),
        "befunde": [ergebnis.befunde[name] for name in (*reihe, *zu)],
        "titel": _titles(anfrage),
        "gruende": lambda befund: reasons_json(
            befund, anfrage.bestand.texte, ergebnis.profil, ergebnis.rolle
        ),
    }


def _look_offers(anfrage: Anfrage, probe: Probe) -> dict[str, Any]:
    werkzeug = anfrage.werkzeug(probe.stichtag)
    ergebnis = werkzeug.result(probe.profil)
    suche = anfrage.query("suche").casefold()
    gruppen = look_at_offers(anfrage.bestand.angebote, anfrage.bestand.worte, ergebnis, werkzeug)
    return {
        "suche": suche,
        "gruppen": {
            gruppe: [b for b in blicke if suche in f"{b.angebot.id} {b.angebot.name}".casefold()]
            for gruppe, blicke in gruppen.items()
        },
    }


_LINSEN: Mapping[str, Callable[[Anfrage, Probe], dict[str, Any]]] = {
    "verstanden": _look_understood,
    "profil": _look_profile,
    "frage": _look_question,
    "wege": _look_wege,
    "angebote": _look_offers,
}


def _show_weg(anfrage: Anfrage) -> Response:
    """The trace of one Weg for the person of the conversation."""
    probe, name = probe_of(anfrage), anfrage.teil("weg")
    werkzeug = anfrage.werkzeug(probe.stichtag)
    weg = next((einer for einer in werkzeug.regelwerk.wege if einer.name == name), None)
    if weg is None:
        raise not_found()
    spur = Faehrte.of(anfrage.bestand.worte, probe.profil, werkzeug).weg(
        weg, werkzeug.befunde(probe.profil)[name]
    )
    vorlage = "spur.html" if anfrage.is_htmx else "gespraech/weg.html"
    return anfrage.page(vorlage, spur=spur, worte=anfrage.bestand.worte, probe=probe)


def _titles(anfrage: Anfrage) -> dict[str, str]:
    return {weg.name: weg.titel for weg in anfrage.bestand.regelwerk.wege}


SEITE = Seite(
    "/gespraech",
    "Gespräch",
    "Selbst mit dem Wegweiser reden und sehen, was dabei innen passiert",
    (
        Weg("GET", "/gespraech", _show),
        Weg("POST", "/gespraech/neu", _start),
        Weg("POST", "/gespraech/sagen", _say),
        Weg("GET", "/gespraech/weg/{weg}", _show_weg),
    ),
)
