"""A small scripted interview with every kind of turn, for tests of the page alone."""

from __future__ import annotations

from typing import Any

from tests.channel.werkstatt import frage, knopf

ORT_WAHL = [knopf("Weiß ich nicht", "ort", "weiss_nicht")]
WUNSCH = frage(
    "wunsch",
    knopf("Eine Ausbildung", "wunsch", ["ausbildung"]),
    knopf("Deutsch lernen", "wunsch", ["deutsch"]),
    knopf("Weiß ich nicht", "wunsch", "weiss_nicht"),
    {"titel": "Mehr", "befehl": "mehr"},
    mehrfach=True,
)
WUNSCH_MEHR = frage(
    "wunsch",
    knopf("Ein Praktikum", "wunsch", ["praktikum"]),
    knopf("Weiß ich nicht", "wunsch", "weiss_nicht"),
    mehrfach=True,
)
DULDUNG = [
    {
        "text": "Hast du eine Duldung? Eine Duldung hat einen roten Strich. Wann ist die Frist?",
        "wahl": [knopf("Duldung", "aufenthalt", "duldung"), *ORT_WAHL],
        "custom": {"typ": "frage", "fakt": "aufenthalt", "warum": "Davon hängt es ab."},
    }
]
ORT = frage("ort", knopf("Weiß ich nicht", "ort", "weiss_nicht"), noch_hoechstens=3)
ALTER = frage(
    "alter",
    knopf("16 oder 17", "alter", 17),
    knopf("18 bis 26", "alter", 20),
    knopf("Weiß ich nicht", "alter", "weiss_nicht"),
    noch_hoechstens=1,
)
UEBERSICHT = [
    {
        "text": "Das hast du gesagt. Stimmt das?",
        "wahl": [{"titel": "Ja, weiter", "befehl": "weiter"}],
        "custom": {
            "typ": "uebersicht",
            "fakt": None,
            "zeilen": [
                {"fakt": "wunsch", "name": "Wunsch", "satz": "Du möchtest eine Ausbildung."},
                {"fakt": "ort", "name": "Ort", "satz": "Du wohnst in Köln."},
                {"fakt": "alter", "name": "Alter", "satz": "Du bist 17 Jahre alt."},
            ],
        },
    }
]
EMPFEHLUNG = [
    {
        "text": "Diese Wege passen zu dir.",
        "wahl": [{"titel": "Warum?", "befehl": "warum"}, {"titel": "Mehr Wege", "befehl": "mehr"}],
        "custom": {
            "typ": "empfehlung",
            "fakt": None,
            "stichtag": "2026-11-22",
            "wege": [
                {
                    "weg": "jugendmigrationsdienst",
                    "antwort": "ja",
                    "name": "Jugend-Migrations-Dienst",
                    "satz": "Dort hilft man jungen Menschen.",
                    "gruende": [{"satz": "Du bist zwischen 12 und 26 Jahre alt."}],
                    "rechtsgrundlage": "KJP-Richtlinie",
                    "angebote": [
                        {
                            "id": "jmd",
                            "name": "Beispiel-Stelle",
                            "kontakt": {"name": "Frau Beispiel", "telefon": "0000 12345"},
                            "stand": "Die Information ist von Juni 2018.",
                        }
                    ],
                    "tun": ["Ruf an.", "Mach einen Termin."],
                },
                {"weg": "jobcenter", "antwort": "offen", "name": "Jobcenter", "gruende": []},
            ],
            "weitere": [
                {
                    "weg": "bab",
                    "antwort": "nein",
                    "name": "Geld für die Ausbildung",
                    "ab_wann": "2027-03",
                    "ab_wann_satz": "Ab März 2027 kann dieser Weg offen sein.",
                }
            ],
            "kontakt": {"name": "Beispiel-Beratung", "telefon": "0000 67890"},
        },
    }
]
NICHT = [{"text": "Das habe ich nicht verstanden.", "custom": {"typ": "nicht_verstanden"}}]
GEMEIN = [{"text": "<b>fett</b><img src=x onerror=alert(1)>", "custom": {"typ": "auskunft"}}]
KAPUTT = [{"wahl": "kein Feld", "custom": {"typ": "empfehlung", "wege": [None]}}]


WORDS = {"köln": ALTER, "xss": GEMEIN, "kaputt": KAPUTT, "papier": DULDUNG, "17": UEBERSICHT}


def answer(latest: Any) -> list[dict[str, Any]]:
    """The next turn after Rasa's latest user message."""
    intent = latest.intent.get("name")
    facts = {entity["entity"]: entity["value"] for entity in latest.entities}
    if intent == "angabe" and facts:
        return {"wunsch": ORT, "ort": ALTER, "alter": UEBERSICHT}[next(iter(facts))]
    if intent == "angabe":
        return WORDS.get((latest.text or "").lower(), NICHT)
    return {
        "befehl_start": WUNSCH,
        "befehl_neu": WUNSCH,
        "befehl_mehr": WUNSCH_MEHR,
        "befehl_weiter": EMPFEHLUNG,
        "befehl_empfehlung": EMPFEHLUNG,
        "befehl_aendern": ALTER,
        "befehl_zurueck": ORT,
    }.get(str(intent), NICHT)
