"""Cases: the list with green and red, runs with progress, one case, its replay, a new one."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from bot.channel.persoenlich import without_personal
from bot.faelle.lesen import ANTWORTEN, ORDNER, SICHER, Fall
from bot.faelle.nachspielen import Schritt, replay
from bot.faelle.pruefen import IMMER_FRISCH
from bot.faelle.schreiben import (
    NichtGespeichert,
    append_case,
    as_yaml,
    suggest_file,
    suggest_id,
)
from bot.profile import FAKTEN
from bot.pruefstand.darstellung import person, value_words
from bot.pruefstand.fallauswahl import (
    Auswahl,
    page_of,
    places,
    read_auswahl,
    town,
)
from bot.pruefstand.fragewahl import explain_question
from bot.pruefstand.lauf import GRUEN, NEU, ROT, Laeufe
from bot.pruefstand.rahmen import Anfrage, Seite, Weg, not_found
from bot.pruefstand.seiten.gespraech import probe_of
from bot.pruefstand.spur import Faehrte
from bot.reply.klartext import as_bubbles
from bot.reply.rahmen import facts_json

NICHT = "nicht "
"""Before an answer that must not come ("nicht ja")."""
GESPIELTE_HOECHSTENS = 20
AUTOMATISCH, NEUE_DATEI = "", "neu"


def laeufe_of(anfrage: Anfrage) -> Laeufe:
    """The results of all cases."""
    return anfrage.haus.shared("faelle", Laeufe)


def _chosen(anfrage: Anfrage, auswahl: Auswahl) -> tuple[Fall, ...]:
    laeufe, bestand = laeufe_of(anfrage), anfrage.bestand
    return tuple(
        fall
        for fall in bestand.faelle
        if auswahl.shows(fall, lambda einer: laeufe.colour(einer, bestand))
    )


# --- list and runs ------------------------------------------------------------------------------


def _list(anfrage: Anfrage) -> Response:
    auswahl = read_auswahl(anfrage.request.query_params)
    passend, laeufe, bestand = _chosen(anfrage, auswahl), laeufe_of(anfrage), anfrage.bestand
    farben = [laeufe.colour(fall, bestand) for fall in bestand.faelle]
    return anfrage.page(
        "faelle/liste.html",
        auswahl=auswahl,
        liste=page_of(passend, auswahl.nummer),
        ergebnis=lambda fall: laeufe.known(fall, bestand),
        zahlen={farbe: farben.count(farbe) for farbe in (GRUEN, ROT, NEU)},
        stand=laeufe.stand,
        stadt=town,
        **_choices(anfrage),
    )


def _choices(anfrage: Anfrage) -> dict[str, Any]:
    """What the filter offers."""
    bestand = anfrage.bestand
    papiere = FAKTEN["aufenthalt"].werte
    return {
        "wege": [(weg.name, weg.titel) for weg in bestand.regelwerk.wege],
        "orte": places(bestand.faelle),
        "papiere": [
            *((wert, value_words(bestand.texte, "aufenthalt", wert)) for wert in papiere),
            ("weiss_nicht", "weiß nicht"),
            ("unbekannt", "nicht gesagt"),
        ],
        "farben": [(farbe, farbe) for farbe in (GRUEN, ROT, NEU)],
        "dateien": sorted({fall.datei for fall in bestand.faelle}),
        "jahre": sorted({fall.stichtag.year for fall in bestand.faelle}),
    }


def _start_run(anfrage: Anfrage) -> Response:
    """Runs the cases that the list shows, all pages of it; or ends the run."""
    auswahl = read_auswahl(anfrage.felder)
    if anfrage.felder.get("tun") == "halt":
        laeufe_of(anfrage).stop()
    else:
        gewollt = Auswahl() if anfrage.felder.get("tun") == "alle" else auswahl
        laeufe_of(anfrage).start(_chosen(anfrage, gewollt), anfrage.bestand)
    return anfrage.go(f"/faelle?{auswahl.query()}#lauf")


def _progress(anfrage: Anfrage) -> Response:
    """How far the run is; when it is over the browser shows the whole list anew."""
    stand = laeufe_of(anfrage).stand
    antwort = anfrage.page("faelle/lauf.html", stand=stand)
    if anfrage.is_htmx and not stand.laeuft:
        antwort.headers["HX-Refresh"] = "true"
    return antwort


# --- one case -----------------------------------------------------------------------------------


def _fall(anfrage: Anfrage) -> Fall:
    fall = anfrage.bestand.fall.get(anfrage.teil("id"))
    if fall is None:
        raise not_found()
    return fall


def _show(anfrage: Anfrage) -> Response:
    fall, bestand = _fall(anfrage), anfrage.bestand
    werkzeug = bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    ergebnis = werkzeug.result(fall.profil)
    return anfrage.page(
        "faelle/fall.html",
        fall=fall,
        ergebnis=laeufe_of(anfrage).one(fall, bestand),
        gespeichert=anfrage.query("gespeichert") == "1",
        text=as_yaml(fall.angaben),
        zeilen=list(person(bestand.texte, fall.profil.fakten)),
        erwartet=_expected(fall, {n: b.antwort.wort for n, b in ergebnis.befunde.items()}),
        erste=ergebnis.first(),
        titel={weg.name: weg.titel for weg in bestand.regelwerk.wege},
        ordner=str(ORDNER),
    )


def _expected(fall: Fall, ist: Mapping[str, str]) -> list[tuple[str, str, str, bool]]:
    """Weg, what is expected, what is, whether that holds."""
    zeilen = [
        (weg, soll, ist.get(weg, "–"), ist.get(weg) == soll)
        for weg, soll in fall.angaben.get("erwartet", {}).items()
    ]
    zeilen += [
        (weg, NICHT + verboten, ist.get(weg, "–"), weg in ist and ist[weg] != verboten)
        for weg, verboten in fall.angaben.get("erwartet_nicht", {}).items()
    ]
    return zeilen


def _run_one(anfrage: Anfrage) -> Response:
    fall = _fall(anfrage)
    laeufe_of(anfrage).run(fall, anfrage.bestand)
    return anfrage.go(f"/faelle/fall/{fall.id}")


def _show_weg(anfrage: Anfrage) -> Response:
    """The trace of one Weg for the person of a case."""
    fall, name = _fall(anfrage), anfrage.teil("weg")
    werkzeug = anfrage.bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    weg = next((einer for einer in werkzeug.regelwerk.wege if einer.name == name), None)
    if weg is None:
        raise not_found()
    spur = Faehrte.of(anfrage.bestand.worte, fall.profil, werkzeug).weg(
        weg, werkzeug.befunde(fall.profil)[name]
    )
    return anfrage.page("faelle/weg.html", fall=fall, spur=spur, worte=anfrage.bestand.worte)


def _play(anfrage: Anfrage) -> Response:
    """The interview of a case, step by step."""
    fall, bestand = _fall(anfrage), anfrage.bestand
    werkzeug = bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    schritte = _replayed(anfrage, fall)
    text = anfrage.query("schritt")
    nr = int(text) if text.isascii() and text.isdigit() else 0
    nr = min(nr, len(schritte) - 1)
    hier = schritte[nr]
    profil = fall.profil.of(hier.antwort.fakten, fall.stichtag)
    gefragt = {s.antwort.stand.frage for s in schritte}
    return anfrage.page(
        "faelle/spielen.html",
        fall=fall,
        nr=nr,
        letzter=len(schritte) - 1,
        schritte=[(_said(anfrage, s), as_bubbles(s.antwort.antworten)) for s in schritte[: nr + 1]],
        zeilen=list(person(bestand.texte, hier.antwort.fakten)),
        gruppen=explain_question(werkzeug, profil, hier.antwort.stand)[:1],
        erste=werkzeug.result(profil).first(),
        titel={weg.name: weg.titel for weg in bestand.regelwerk.wege},
        nie=[
            (name, wert)
            for fakt, name, wert in person(bestand.texte, fall.profil.fakten)
            if fakt not in gefragt and fakt not in schritte[-1].antwort.fakten
        ],
        fehler=_expected(
            fall,
            {
                name: befund.antwort.wort
                for name, befund in werkzeug.befunde(
                    fall.profil.of(schritte[-1].antwort.fakten, fall.stichtag)
                ).items()
            },
        ),
    )


def _replayed(anfrage: Anfrage, fall: Fall) -> tuple[Schritt, ...]:
    """The whole interview of a case; kept, because one looks at one step after another."""
    gemerkt = anfrage.haus.shared("faelle.spielen", dict[Any, Any])
    schluessel = (anfrage.bestand.fassung, fall.id, as_yaml(fall.angaben))
    schritte: tuple[Schritt, ...] | None = gemerkt.get(schluessel)
    if schritte is None:
        if len(gemerkt) >= GESPIELTE_HOECHSTENS:
            gemerkt.clear()
        werkzeug = anfrage.bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
        schritte = gemerkt[schluessel] = replay(fall.profil, werkzeug)
    return schritte


def _said(anfrage: Anfrage, schritt: Schritt) -> str:
    """What the person of a case says at a step."""
    if not schritt.eingabe.fakten:
        return {"befehl_weiter": "Weiter"}.get(schritt.eingabe.absicht, "")
    texte = anfrage.bestand.texte
    return ", ".join(value_words(texte, f, wert) for f, wert in schritt.eingabe.fakten.items())


# --- a new case ---------------------------------------------------------------------------------


def _show_new(anfrage: Anfrage) -> Response:
    return _form(anfrage, {}, ())


def _form(
    anfrage: Anfrage,
    felder: Mapping[str, str],
    maengel: tuple[tuple[str, str], ...],
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    probe, bestand = probe_of(anfrage), anfrage.bestand
    befunde = anfrage.werkzeug(probe.stichtag).befunde(probe.profil)
    return anfrage.page(
        "faelle/neu.html",
        status,
        probe=probe,
        felder=felder,
        maengel=maengel,
        zeilen=list(person(bestand.texte, probe.fakten)),
        wege=[(weg, befunde[weg.name]) for weg in bestand.regelwerk.wege],
        dateien=sorted({fall.datei for fall in bestand.faelle}),
        antworten=[
            *((a, a) for a in ANTWORTEN),
            *((f"{NICHT}{a}", f"{NICHT}{a}") for a in ANTWORTEN),
        ],
        sicher=SICHER,
    )


def _save(anfrage: Anfrage) -> Response:
    """Writes the conversation as a case; its expectations are those of the form, no others."""
    probe, felder = probe_of(anfrage), anfrage.felder
    angaben = _read_case(felder)
    angaben |= {"stichtag": probe.stichtag.isoformat(), "profil": facts_json(probe.fakten)}
    faelle = anfrage.bestand.faelle
    datei = felder.get("datei", AUTOMATISCH) or suggest_file(faelle, _wege_of(angaben))
    if datei == NEUE_DATEI:
        datei = felder.get("neue_datei", "").strip()
    angaben["id"] = angaben.get("id") or suggest_id(faelle, datei)
    maengel = tuple(_missing(anfrage, angaben))
    try:
        if maengel:
            raise NichtGespeichert(maengel)
        fall = append_case(anfrage.haus.lager.wurzel / ORDNER, datei, angaben, faelle)
    except NichtGespeichert as fehler:
        return _form(anfrage, felder, fehler.maengel, HTTPStatus.UNPROCESSABLE_ENTITY)
    anfrage.haus.lager.current(gleich=True)
    return anfrage.go(f"/faelle/fall/{fall.id}", gespeichert="1")


def _read_case(felder: Mapping[str, str]) -> dict[str, Any]:
    """What the form says, without empty fields."""
    angaben: dict[str, Any] = {}
    for name in ("id", "fall", "grund", "paragraf", "quelle", "sicher", "erste_wahl"):
        if text := " ".join(felder.get(name, "").split()):
            angaben[name] = text
    for feld, soll in felder.items():
        if feld.startswith("weg_") and soll:
            name = "erwartet_nicht" if soll.startswith(NICHT) else "erwartet"
            angaben.setdefault(name, {})[feld.removeprefix("weg_")] = soll.removeprefix(NICHT)
    return angaben


def _wege_of(angaben: Mapping[str, Any]) -> list[str]:
    erste = [angaben["erste_wahl"]] if "erste_wahl" in angaben else []
    return [*angaben.get("erwartet", {}), *angaben.get("erwartet_nicht", {}), *erste]


def _missing(anfrage: Anfrage, angaben: Mapping[str, Any]) -> Any:
    """What this page asks of a new case beyond what the files ask of all."""
    if not angaben["profil"]:
        yield "profil", "Das Gespräch hat noch keine Angaben"
    if "grund" not in angaben:
        yield "grund", "es fehlt grund"
    wege = _wege_of(angaben)
    if not wege:
        yield "erwartet", "Es fehlt eine Erwartung: mindestens ein Weg mit einer Antwort"
    bekannt = {weg.name for weg in anfrage.bestand.regelwerk.wege}
    for weg in wege:
        if weg not in bekannt:
            yield "erwartet", f"Den Weg {weg!r} gibt es nicht"
    for name in ("fall", "grund", "quelle"):
        text = str(angaben.get(name, ""))
        if name != "quelle" and without_personal(text) != text:
            yield name, "Da steht eine Adresse oder Nummer. Ein Fall ist erfunden: Nimm sie heraus"


SEITE = Seite(
    "/faelle",
    "Fälle",
    "Alle Fälle prüfen, nachspielen und neue speichern",
    (
        Weg("GET", "/faelle", _list),
        Weg("POST", "/faelle/lauf", _start_run),
        Weg("GET", "/faelle/lauf", _progress),
        Weg("GET", "/faelle/neu", _show_new),
        Weg("POST", "/faelle/neu", _save),
        Weg("GET", "/faelle/fall/{id}", _show),
        Weg("POST", "/faelle/fall/{id}", _run_one),
        Weg("GET", "/faelle/fall/{id}/spielen", _play),
        Weg("GET", "/faelle/fall/{id}/weg/{weg}", _show_weg),
    ),
)
