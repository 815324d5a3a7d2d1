"""People and what the law says for them: every case in faelle/*.yml is one test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.interview.aufbau import open_tools
from bot.interview.pruefen import check_profile
from bot.interview.werkzeug import Werkzeug
from bot.profile import Profil

ORDNER = Path(__file__).parent / "faelle"
HEUTE = date(2026, 11, 22)
"""The day on which the program runs in these tests: old information must not change them."""

ANTWORTEN = ("ja", "nein", "offen")
SCHLUESSEL = {
    *("id", "fall", "stichtag", "profil", "erwartet", "erwartet_nicht", "art", "fehlt"),
    *("grund_nein", "nicht_beide_ja", "erste_wahl", "unter_den_ersten", "nicht_unter_den_ersten"),
    *("angebote", "angebote_nicht"),
    *("grenze", "grund", "paragraf", "quelle", "sicher"),
}
Fall = dict[str, Any]


def _load() -> list[tuple[str, Fall]]:
    dateien = sorted(ORDNER.glob("*.yml"))
    return [(d.stem, f) for d in dateien for f in yaml.safe_load(d.read_text(encoding="utf-8"))]


FAELLE = _load()


Werkzeuge = Callable[[str], Werkzeug]


@pytest.fixture(scope="module")
def tools() -> Werkzeuge:
    """The rooms for a day of law, opened once; broken data fails here, once for all cases."""
    open_tools(HEUTE, HEUTE)
    return cache(lambda stichtag: open_tools(date.fromisoformat(stichtag), HEUTE))


# --- Rechtsgrundlagen vergleichen -------------------------------------------------------------

_GESETZ = re.compile(r"SGB\s+[IVX]+|[A-ZÄÖÜ][\wäöüÄÖÜ]*(?:-[A-Za-zÄÖÜ]+)?(?:G|V|BK|WbK|KJHG)\b")
_UNTERTEIL = re.compile(
    r"(?:Abs(?:atz|\.)?|S(?:atz|\.)|Nr\.?|Nummer|Buchst(?:abe|\.)?|Alt\.?|Halbs(?:atz|\.)?)\s*"
    r"\d*[a-z]?\b|\(\d+[a-z]?\)"
)
_NUMMER = re.compile(r"\b\d+[a-z]?\b")


def paragraphs(text: str) -> set[tuple[str, str]]:
    """(number, law) of every paragraph that a text names: '§§ 59, 132 Abs. 1 SGB III' -> two."""
    funde, anfang = set(), 0
    for gesetz in _GESETZ.finditer(text):
        davor = text[anfang : gesetz.start()]
        anfang = gesetz.end()
        zeichen = davor.find("§")
        if zeichen >= 0:
            nummern = _NUMMER.findall(_UNTERTEIL.sub(" ", davor[zeichen:]))
            funde |= {(nummer, " ".join(gesetz.group().split())) for nummer in nummern}
    return funde


def is_named(gesucht: str, texte: list[str]) -> bool:
    """Whether one of the alternatives 'x oder y' is named in one of the texts."""
    vorhanden = {fund for text in texte for fund in paragraphs(text)}
    for teil in (einer.strip() for einer in gesucht.split(" oder ")):
        nummer_gesetz = paragraphs(teil)
        if nummer_gesetz and nummer_gesetz <= vorhanden:
            return True
        name = teil.lstrip("§ ").lower()
        if not nummer_gesetz and any(name in text.lower() for text in texte):
            return True
    return False


@pytest.mark.parametrize(
    ("gesucht", "text", "passt"),
    [
        ("§ 60c AufenthG", "§ 60c Abs. 2 Nr. 2 AufenthG", True),
        ("§ 132 SGB III", "§§ 59, 132 SGB III", True),
        ("§ 7 SGB II oder § 1 AsylbLG", "§ 1 Abs. 1 Nr. 4 AsylbLG", True),
        ("§ 38 SchulG", "§ 38 Abs. 3 SchulG NRW", True),
        ("APO-BK", "Anlage A APO-BK", True),
        ("§ 44 AufenthG", "§ 44a Abs. 1 AufenthG", False),
        ("§ 3 AufenthG", "§ 60a Abs. 3 AufenthG", False),
        ("§ 7 SGB II", "§ 7 SGB III", False),
        ("§ 61 AsylG", "§ 61 AufenthG, § 29a AsylG", False),
        ("§ 60a AufenthG", "§ 60a Absatz 6 Satz 1 Nummer 3 AufenthG", True),
    ],
)
def test_a_paragraph_is_recognised_with_and_without_its_parts(
    gesucht: str, text: str, passt: bool
) -> None:
    assert is_named(gesucht, [text]) is passt


# --- Fälle -------------------------------------------------------------------------------------


def _wrong_answers(fall: Fall, ist: dict[str, str]) -> Iterator[str]:
    for weg, soll in fall.get("erwartet", {}).items():
        if ist.get(weg) != soll:
            yield f"{weg}: erwartet {soll}, ist {ist.get(weg)}"
    for weg, verboten in fall.get("erwartet_nicht", {}).items():
        if ist.get(weg) not in ANTWORTEN or ist[weg] == verboten:
            yield f"{weg}: darf nicht {verboten} sein, ist {ist.get(weg)}"
    beide = [weg for weg in fall.get("nicht_beide_ja", []) if ist.get(weg) == "ja"]
    if len(beide) > 1:
        yield f"nicht zugleich ja: {', '.join(beide)}"


def _wrong_reasons(fall: Fall, wege: dict[str, dict[str, Any]]) -> Iterator[str]:
    zu = [weg for weg, soll in fall.get("erwartet", {}).items() if soll == "nein"]
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
        if wege[weg]["art"] != soll:
            yield f"{weg}: art erwartet {soll}, ist {wege[weg]['art']}"


def _wrong_questions(fall: Fall, antwort: dict[str, Any]) -> Iterator[str]:
    offen = {fakt for weg in antwort["wege"] for fakt in weg["fehlende_fakten"]}
    offen.add(antwort["naechste_frage"])
    for gesucht in fall.get("fehlt", []):
        if not offen & {fakt.strip() for fakt in gesucht.split(" oder ")}:
            yield f"{gesucht} wird nicht als fehlend genannt"


def _wrong_offers(fall: Fall, antwort: dict[str, Any]) -> Iterator[str]:
    ids = {angebot["id"] for angebot in antwort["angebote"]}
    for angebot in fall.get("angebote", []):
        if angebot not in ids:
            yield f"Angebot {angebot} fehlt"
    for angebot in fall.get("angebote_nicht", []):
        if angebot in ids:
            yield f"Angebot {angebot} darf nicht dabei sein"


def _wrong_first(fall: Fall, erste: tuple[str, ...]) -> Iterator[str]:
    if "erste_wahl" in fall and erste[:1] != (fall["erste_wahl"],):
        yield f"erste Wahl: erwartet {fall['erste_wahl']}, ist {erste}"
    for weg in fall.get("unter_den_ersten", []):
        if weg not in erste:
            yield f"{weg} fehlt unter den ersten: {erste}"
    for weg in fall.get("nicht_unter_den_ersten", []):
        if weg in erste:
            yield f"{weg} steht unter den ersten: {erste}"


_ANTWORT_PRUEFT = ("erwartet", "erwartet_nicht", "nicht_beide_ja", "angebote", "angebote_nicht")


def _needs_check(fall: Fall) -> bool:
    return any(name in fall for name in _ANTWORT_PRUEFT)


def _needs_first(fall: Fall) -> bool:
    namen = ("erste_wahl", "unter_den_ersten", "nicht_unter_den_ersten")
    return any(name in fall for name in namen)


def mistakes(fall: Fall, werkzeug: Werkzeug) -> list[str]:
    """Every expectation of a case that does not hold, in words."""
    fehler: list[str] = []
    if _needs_check(fall):
        antwort = check_profile(fall["profil"], werkzeug)
        wege = {weg["weg"]: weg for weg in antwort["wege"]}
        ist = {name: weg["antwort"] for name, weg in wege.items()}
        fehler += [*_wrong_answers(fall, ist), *_wrong_reasons(fall, wege)]
        fehler += [*_wrong_questions(fall, antwort), *_wrong_offers(fall, antwort)]
    if _needs_first(fall):
        profil = Profil.from_json(fall["profil"], werkzeug.stichtag)
        fehler += _wrong_first(fall, werkzeug.result(profil).first())
    return fehler


@pytest.mark.parametrize(
    "fall", [pytest.param(fall, id=f"{datei}-{fall['id']}") for datei, fall in FAELLE]
)
def test_the_law_holds_for(fall: Fall, tools: Werkzeuge) -> None:
    fehler = mistakes(fall, tools(fall["stichtag"]))
    assert not fehler, "\n".join(
        [f"{fall['fall']} ({fall['stichtag']}; {fall['paragraf']}; sicher: {fall['sicher']})"]
        + [f"  {zeile}" for zeile in fehler]
    )


def test_every_case_has_its_own_name_and_its_paragraph() -> None:
    ids = [fall["id"] for _, fall in FAELLE]
    assert len(ids) == len(set(ids)) >= 300
    for _, fall in FAELLE:
        assert set(fall) <= SCHLUESSEL, fall["id"]
        assert fall["paragraf"] and fall["quelle"] and fall["sicher"] in ("high", "medium")


def test_every_weg_is_expected_in_2018_and_today(tools: Werkzeuge) -> None:
    alle = {weg["weg"] for weg in check_profile({}, tools("2026-11-22"))["wege"]}
    for jahr in ("2018", "2026"):
        genannt = {
            weg
            for _, fall in FAELLE
            if fall["stichtag"].startswith(jahr)
            for weg in (*fall.get("erwartet", {}), *fall.get("erwartet_nicht", {}))
        }
        assert genannt <= alle, f"kein Weg: {genannt - alle}"
        assert len(genannt) >= 33, f"{jahr}: nur {len(genannt)} Wege"
