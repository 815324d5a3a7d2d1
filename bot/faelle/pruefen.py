"""The case runner: one case against the law, offers and words of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.faelle.lesen import ANTWORTEN, Fall
from bot.faelle.paragrafen import is_named
from bot.interview.pruefen import check_profile
from bot.interview.werkzeug import Werkzeug

IMMER_FRISCH = date.min
"""The day on which cases run: they judge the rules, and must not turn red because time passes."""
_ANTWORT_PRUEFT = ("erwartet", "erwartet_nicht", "nicht_beide_ja", "angebote", "angebote_nicht")
_ERSTE_PRUEFT = ("erste_wahl", "unter_den_ersten", "nicht_unter_den_ersten")

Angaben = Mapping[str, Any]


def mistakes(fall: Fall, werkzeug: Werkzeug) -> list[str]:
    """Every expectation of a case that does not hold, in words; `werkzeug` is for its day."""
    angaben, fehler = fall.angaben, list[str]()
    if any(name in angaben for name in _ANTWORT_PRUEFT):
        antwort = check_profile(angaben["profil"], werkzeug)
        wege = {weg["weg"]: weg for weg in antwort["wege"]}
        ist = {name: weg["antwort"] for name, weg in wege.items()}
        fehler += [*_wrong_answers(angaben, ist), *_wrong_reasons(angaben, wege)]
        fehler += [*_wrong_questions(angaben, antwort), *_wrong_offers(angaben, antwort)]
    if any(name in angaben for name in _ERSTE_PRUEFT):
        fehler += _wrong_first(angaben, werkzeug.result(fall.profil).first())
    return fehler


def _wrong_answers(fall: Angaben, ist: Mapping[str, str]) -> Iterator[str]:
    for weg, soll in fall.get("erwartet", {}).items():
        if ist.get(weg) != soll:
            yield f"{weg}: erwartet {soll}, ist {ist.get(weg)}"
    for weg, verboten in fall.get("erwartet_nicht", {}).items():
        if ist.get(weg) not in ANTWORTEN or ist[weg] == verboten:
            yield f"{weg}: darf nicht {verboten} sein, ist {ist.get(weg)}"
    beide = [weg for weg in fall.get("nicht_beide_ja", []) if ist.get(weg) == "ja"]
    if len(beide) > 1:
        yield f"nicht zugleich ja: {', '.join(beide)}"


def _wrong_reasons(fall: Angaben, wege: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    zu = [weg for weg, soll in fall.get("erwartet", {}).items() if soll == "nein" and weg in wege]
    texte = [
        str(grund["rechtsgrundlage"] or "")
        for weg in zu
        if wege[weg]["antwort"] == "nein"
        for grund in wege[weg]["gruende"]
    ]
    for gesucht in fall.get("grund_nein", []):
        if not is_named(gesucht, texte):
            yield f"{gesucht} steht bei keinem erwarteten nein; da steht: {sorted(set(texte))}"
    for weg, soll in fall.get("art", {}).items():
        ist = wege[weg]["art"] if weg in wege else None
        if ist != soll:
            yield f"{weg}: art erwartet {soll}, ist {ist}"


def _wrong_questions(fall: Angaben, antwort: dict[str, Any]) -> Iterator[str]:
    offen = {fakt for weg in antwort["wege"] for fakt in weg["fehlende_fakten"]}
    offen.add(antwort["naechste_frage"])
    for gesucht in fall.get("fehlt", []):
        if not offen & {fakt.strip() for fakt in gesucht.split(" oder ")}:
            yield f"{gesucht} wird nicht als fehlend genannt"


def _wrong_offers(fall: Angaben, antwort: dict[str, Any]) -> Iterator[str]:
    ids = {angebot["id"] for angebot in antwort["angebote"]}
    for angebot in fall.get("angebote", []):
        if angebot not in ids:
            yield f"Angebot {angebot} fehlt"
    for angebot in fall.get("angebote_nicht", []):
        if angebot in ids:
            yield f"Angebot {angebot} darf nicht dabei sein"


def _wrong_first(fall: Angaben, erste: tuple[str, ...]) -> Iterator[str]:
    if "erste_wahl" in fall and erste[:1] != (fall["erste_wahl"],):
        yield f"erste Wahl: erwartet {fall['erste_wahl']}, ist {erste}"
    for weg in fall.get("unter_den_ersten", []):
        if weg not in erste:
            yield f"{weg} fehlt unter den ersten: {erste}"
    for weg in fall.get("nicht_unter_den_ersten", []):
        if weg in erste:
            yield f"{weg} steht unter den ersten: {erste}"
