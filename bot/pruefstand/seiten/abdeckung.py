"""Coverage: what all cases together touch, and what none of them does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from itertools import groupby
from typing import Any

from starlette.responses import Response

from bot.catalogue import Angebot
from bot.places import kreis_name
from bot.profile import FAKTEN
from bot.pruefstand import abdeckung
from bot.pruefstand.abdeckung import Abdeckung
from bot.pruefstand.darstellung import fact_name, value_words, weg_titles
from bot.pruefstand.hintergrund import Hintergrund
from bot.pruefstand.lager import Bestand
from bot.pruefstand.rahmen import Anfrage, Seite, Weg
from bot.pruefstand.seiten.texte import texts_of

BLICKE = {
    "fragen": "Fragen",
    "tabelle": "Fragen je Fall",
    "tueren": "Zugänge",
    "bedingungen": "Bedingungen",
    "antworten": "Antworten",
    "angebote": "Angebote",
    "saetze": "Sätze",
    "absichten": "Absichten",
    "zurueck": "Vor und zurück",
}
FAELLE_JE_TABELLE = 60


def rechnung_of(anfrage: Anfrage) -> Hintergrund:
    """The calculation that all people share."""
    return anfrage.haus.shared("abdeckung", Hintergrund)


def state_of(bestand: Bestand) -> Hashable:
    """Another value means: rules, words, offers or cases have changed."""
    return bestand.fassung, hash(tuple(repr(fall.angaben) for fall in bestand.faelle))


def start(anfrage: Anfrage) -> None:
    """Begins to walk all cases."""
    bestand = anfrage.bestand
    rechnung_of(anfrage).start(state_of(bestand), lambda melde: abdeckung.measure(bestand, melde))


def _start(anfrage: Anfrage) -> Response:
    start(anfrage)
    return anfrage.go("/abdeckung", blick=_look(anfrage.felder.get("blick", "")))


def _look(name: str) -> str:
    return name if name in BLICKE else "fragen"


def _progress(anfrage: Anfrage) -> Response:
    """How far the walk is; when it is over the browser shows the whole page anew."""
    stand = rechnung_of(anfrage).stand
    antwort = anfrage.page("fortschritt.html", stand=stand, adresse="/abdeckung/lauf")
    if anfrage.is_htmx and not stand.laeuft:
        antwort.headers["HX-Refresh"] = "true"
    return antwort


def _show(anfrage: Anfrage) -> Response:
    rechnung = rechnung_of(anfrage)
    blick, fertig = _look(anfrage.query("blick")), rechnung.letztes
    summe: Abdeckung | None = fertig.ergebnis
    werte = _ANSICHTEN[blick](anfrage, summe) if summe else {}
    return anfrage.page(
        "abdeckung/seite.html",
        blick=blick,
        blicke=list(BLICKE.items()),
        stand=rechnung.stand,
        adresse="/abdeckung/lauf",
        summe=summe,
        alt=summe is not None and fertig.schluessel != state_of(anfrage.bestand),
        zahlen=_numbers(summe) if summe else {},
        titel=weg_titles(anfrage.bestand.regelwerk.wege),
        name=lambda fakt: fact_name(anfrage.bestand.texte, fakt) if fakt in FAKTEN else fakt,
        wert=lambda fakt, wert: value_words(anfrage.bestand.texte, fakt, wert),
        **werte,
    )


def _numbers(summe: Abdeckung) -> dict[str, str]:
    """The sums above the page: reached of all."""
    fragen, tueren, zweige = summe.fragen, summe.zugaenge, summe.bedingungen
    gezeigt = len(summe.angebote) - len(summe.offers_never_shown())
    return {
        "Fragen gestellt": f"{sum(f.gefragt > 0 for f in fragen)} von {len(fragen)}",
        "Zugänge mit Ja": f"{sum(bool(t.zahl.get('ja')) for t in tueren)} von {len(tueren)}",
        "Bedingungen mit Ja und Nein": f"{sum(z.geprueft for z in zweige)} von {len(zweige)}",
        "Angebote gezeigt": f"{gezeigt} von {len(summe.angebote)}",
        "Hin und zurück": f"{len(summe.je_fall) - len(summe.maengel)} von {len(summe.je_fall)}",
    }


# --- one function for each tab --------------------------------------------------------------------


def _questions(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    return {"fragen": summe.fragen, "anzahl": len(summe.je_fall)}


def _table(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    """Questions x cases of one file: at which place each question was asked."""
    dateien = sorted({fall.datei for fall in anfrage.bestand.faelle})
    datei = anfrage.query("datei")
    datei = datei if datei in dateien else (dateien[0] if dateien else "")
    faelle = [
        fall for fall in anfrage.bestand.faelle if fall.datei == datei and fall.id in summe.je_fall
    ]
    zeilen = [
        (fall, {fakt: (nr, wert) for nr, (fakt, wert) in enumerate(summe.je_fall[fall.id], 1)})
        for fall in faelle[:FAELLE_JE_TABELLE]
    ]
    gestellt = {fakt for _, gefragt in zeilen for fakt in gefragt}
    return {
        "dateien": dateien,
        "datei": datei,
        "zeilen": zeilen,
        "spalten": [fakt for fakt in FAKTEN if fakt in gestellt],
        "nie": [fakt for fakt in FAKTEN if fakt not in gestellt],
        "mehr": len(faelle) - len(zeilen),
    }


def _doors(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    zweige = [zweig for zweig in summe.zugaenge if not zweig.geprueft]
    nie_erste = [weg.name for weg in anfrage.bestand.regelwerk.wege if weg.name not in summe.erste]
    return {"zweige": zweige, "nie_erste": nie_erste}


def _conditions(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    weg = anfrage.query("weg")
    offen = [zweig for zweig in summe.bedingungen if not zweig.geprueft]
    je_weg = Counter(zweig.weg for zweig in offen)
    gewaehlt = weg if weg in je_weg else ""
    return {
        "je_weg": je_weg,
        "weg": gewaehlt,
        "zweige": [zweig for zweig in offen if zweig.weg == gewaehlt or not gewaehlt][:300],
        "alle_offen": len(offen),
    }


def _answers(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    return {"fragen": [f for f in summe.fragen if f.gefragt and f.nie]}


def _offers(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    """Offers on no card, by place."""
    nie = summe.offers_never_shown()
    gruppen = groupby(sorted(nie, key=_place), key=_place)
    return {"gruppen": [(wo, list(teil)) for wo, teil in gruppen], "anzahl": len(nie)}


def _place(angebot: Angebot) -> str:
    """Where an offer is for, in words."""
    wo = kreis_name(angebot.schluessel[:5]) or angebot.schluessel
    return f"{angebot.ebene.value} {wo}".strip()


def _sentences(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    alle = [t for t in texts_of(anfrage) if t.art != "angebot" and t.sprache == "de"]
    nie = sorted(summe.never_said(alle), key=lambda text: text.thema)
    gesamt = Counter(text.thema for text in alle)
    gruppen = groupby(nie, key=lambda text: text.thema)
    wurzel = f"{anfrage.haus.lager.wurzel}/"
    return {
        "gruppen": [(thema, gesamt[thema], list(teil)) for thema, teil in gruppen],
        "anzahl": len(nie),
        "wo": lambda text: text.wo.replace(wurzel, ""),
    }


def _intents(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    absichten = abdeckung.intents(anfrage.haus.lager.wurzel)
    return {"absichten": sorted(absichten, key=lambda absicht: absicht.tests)}


def _back(anfrage: Anfrage, summe: Abdeckung) -> dict[str, Any]:
    nie = [frage.fakt for frage in summe.fragen if not frage.gefragt]
    return {"nie": nie}


_ANSICHTEN: Mapping[str, Callable[[Anfrage, Abdeckung], dict[str, Any]]] = {
    "fragen": _questions,
    "tabelle": _table,
    "tueren": _doors,
    "bedingungen": _conditions,
    "antworten": _answers,
    "angebote": _offers,
    "saetze": _sentences,
    "absichten": _intents,
    "zurueck": _back,
}

SEITE = Seite(
    "/abdeckung",
    "Abdeckung",
    "Was die Fälle prüfen und was noch kein Fall berührt",
    (
        Weg("GET", "/abdeckung", _show),
        Weg("POST", "/abdeckung/lauf", _start),
        Weg("GET", "/abdeckung/lauf", _progress),
    ),
)
