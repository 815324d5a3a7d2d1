"""`wegweiser pruefe`: one profile in, answers, offers and the next question out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.eligibility import Befund
from bot.interview.aufbau import open_tools
from bot.interview.werkzeug import Werkzeug
from bot.profile import Profil, UngueltigeEingabe
from bot.reply.empfehlung import outlook_json
from bot.reply.gruende import reasons_json
from bot.reply.texte import render


def check_profile(daten: object, werkzeug: Werkzeug) -> dict[str, Any]:
    """The object that the contract fixes for one profile. Raises UngueltigeEingabe."""
    if not isinstance(daten, Mapping):
        raise UngueltigeEingabe("Erwartet wird ein JSON-Objekt mit Fakten, zum Beispiel {}")
    check_stichtag(werkzeug)
    profil = Profil.from_json(daten, werkzeug.stichtag)
    befunde = werkzeug.befunde(profil)
    angebote = werkzeug.offers(profil)
    frage = werkzeug.next_question(profil)
    return {
        "stichtag": werkzeug.stichtag.isoformat(),
        "wege": [_weg_json(befund, profil, werkzeug) for befund in befunde.values()],
        "angebote": [
            {
                "id": angebot.id,
                "weg": angebot.weg,
                "name": angebot.name,
                "kreis": angebot.kreis,
                "zuletzt_bestaetigt": angebot.zuletzt_bestaetigt.isoformat(),
                "nur_helfer": angebot.nur_helfer,
            }
            for angebot in angebote
        ],
        "naechste_frage": frage.fakt if frage else None,
    }


def check_stichtag(werkzeug: Werkzeug) -> None:
    """Raises UngueltigeEingabe for a day before the first law we know."""
    erster = werkzeug.regelwerk.erster_stichtag
    if werkzeug.stichtag < erster:
        raise UngueltigeEingabe(
            f"Stichtag {werkzeug.stichtag} liegt vor dem ersten bekannten Recht. "
            f"Erlaubt: ab {erster}"
        )


def _weg_json(befund: Befund, profil: Profil, werkzeug: Werkzeug) -> dict[str, Any]:
    rolle = profil.get("rolle")
    rolle = str(rolle) if rolle else None
    return {
        "weg": befund.weg,
        "antwort": befund.antwort.wort,
        "art": befund.art.value if befund.art else None,
        "gruende": reasons_json(befund, werkzeug.texte, profil, rolle),
        "fehlende_fakten": list(befund.fehlende_fakten),
        "tun": [render(satz, rolle) for satz in befund.tun],
        **outlook_json(befund, werkzeug.texte, rolle),
    }


def pruefe_json(daten: object, stichtag: date | None, heute: date) -> dict[str, Any]:
    """The same with the rules, offers and texts of this project. Raises UngueltigeEingabe."""
    return check_profile(daten, open_tools(stichtag, heute))
