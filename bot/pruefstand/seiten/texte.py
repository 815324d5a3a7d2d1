"""Texts: every sentence with findings, length and translations; changes; reading groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from starlette.responses import Response

from bot.channel.persoenlich import without_personal
from bot.faelle.gitstand import KeineFassung, latest
from bot.pruefstand import textblick
from bot.pruefstand.hintergrund import Hintergrund, Melde, Rechnung
from bot.pruefstand.rahmen import Anfrage, Seite, Weg
from bot.pruefstand.textblick import Gruppe, Zeile
from bot.reply.alle_texte import Text, all_texts
from bot.reply.texte import TextFehler

JE_SEITE, JE_BLATT = 100, 40
LEUTE_HOECHSTENS, WORT_HOECHSTENS = 99, 60
BLICKE = {"saetze": "Sätze", "sprachen": "Sprachen", "aenderungen": "Änderungen",
          "gruppen": "Prüfgruppen"}  # fmt: skip


def texts_of(anfrage: Anfrage) -> tuple[Text, ...]:
    """All sentences of this state; reading them takes a second, so they are kept."""
    kiste: dict[int, tuple[Text, ...]] = anfrage.haus.shared("alle_texte", dict)
    fassung = anfrage.bestand.fassung
    if fassung not in kiste:
        alle = all_texts(anfrage.haus.lager.wurzel)
        kiste.clear()
        kiste[fassung] = alle
    return kiste[fassung]


def _german(anfrage: Anfrage) -> list[Text]:
    """The German sentences, each once: a template of offers stands in many places."""
    return list({t.roh + t.id: t for t in texts_of(anfrage) if t.sprache == "de"}.values())


# --- the check for simple German ------------------------------------------------------------------


def _check(anfrage: Anfrage) -> Hintergrund:
    return anfrage.haus.shared("sprachpruefung", Hintergrund)


def _start_check(anfrage: Anfrage) -> Response:
    wurzel = anfrage.haus.lager.wurzel

    def work(melde: Melde) -> Any:
        from bot.sprache import check_all

        melde(0, 0)
        return check_all(wurzel)

    _check(anfrage).start(anfrage.bestand.fassung, work)
    return anfrage.go("/texte", thema=anfrage.felder.get("thema", ""))


def _progress(anfrage: Anfrage) -> Response:
    stand = _check(anfrage).stand
    antwort = anfrage.page("fortschritt.html", stand=stand, adresse="/texte/pruefung")
    if anfrage.is_htmx and not stand.laeuft:
        antwort.headers["HX-Refresh"] = "true"
    return antwort


def _findings(rechnung: Rechnung) -> dict[str, list[Any]]:
    """Findings by the id of their sentence, with those that are excepted."""
    je_id: dict[str, list[Any]] = defaultdict(list)
    if rechnung.ergebnis:
        for fund in rechnung.ergebnis.funde:
            je_id[fund.id].append((fund, False))
        for fund in rechnung.ergebnis.ausgenommen:
            je_id[fund.id].append((fund, True))
    return je_id


# --- the pages ------------------------------------------------------------------------------------


def _show(anfrage: Anfrage) -> Response:
    blick = anfrage.query("blick")
    blick = blick if blick in BLICKE else "saetze"
    werte = {
        "saetze": _sentences,
        "sprachen": _languages,
        "aenderungen": _changes,
        "gruppen": _groups,
    }[blick](anfrage)
    return anfrage.page(
        "texte/seite.html", blick=blick, blicke=list(BLICKE.items()), **_topics(anfrage), **werte
    )


def _topics(anfrage: Anfrage) -> dict[str, Any]:
    """The topics with the number of their sentences, and the chosen one."""
    themen = Counter(text.thema for text in _german(anfrage))
    thema = anfrage.query("thema")
    return {"themen": themen, "thema": thema if thema in themen else next(iter(themen), "")}


def _sentences(anfrage: Anfrage) -> dict[str, Any]:
    thema, suche = _topics(anfrage)["thema"], anfrage.query("suche").casefold()
    rechnung, texte = _check(anfrage), anfrage.bestand.texte
    funde = _findings(rechnung.letztes)
    nur_funde = anfrage.query("nur") == "funde"
    passend = [
        text
        for text in _german(anfrage)
        if (suche or text.thema == thema)
        and suche in text.roh.casefold()
        and (not nur_funde or text.id in funde)
    ]
    seiten = max(1, -(-len(passend) // JE_SEITE))
    nummer = min(max(1, _number(anfrage.query("seite"))), seiten)
    _, je_id = textblick.translations(anfrage.haus.lager.wurzel)
    return {
        "zeilen": [
            (
                Zeile.of(text, texte),
                funde.get(text.id, ()),
                textblick.translations_of(text.id, je_id),
            )
            for text in passend[(nummer - 1) * JE_SEITE : nummer * JE_SEITE]
        ],
        "anzahl": len(passend),
        "nummer": nummer,
        "seiten": seiten,
        "suche": suche,
        "nur": nur_funde,
        "stand": rechnung.stand,
        "adresse": "/texte/pruefung",
        "bericht": rechnung.letztes.ergebnis,
        "alt": rechnung.letztes.schluessel != anfrage.bestand.fassung,
        "wo": lambda text: text.wo.replace(f"{anfrage.haus.lager.wurzel}/", ""),
        "gelesen": _read_by_groups(anfrage),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _read_by_groups(anfrage: Anfrage) -> dict[str, list[tuple[Gruppe, Any]]]:
    """What groups did not understand, by the id of the sentence; older words do not count."""
    je_id: dict[str, list[tuple[Gruppe, Any]]] = defaultdict(list)
    for gruppe in textblick.load_groups(anfrage.haus.lager.wurzel):
        for id, eintrag in gruppe.saetze.items():
            je_id[id].append((gruppe, eintrag))
    return je_id


def _languages(anfrage: Anfrage) -> dict[str, Any]:
    return {"sprachen": textblick.translations(anfrage.haus.lager.wurzel)[0]}


def _changes(anfrage: Anfrage) -> dict[str, Any]:
    """What reads otherwise than in a revision."""
    rev, wurzel, fehler = anfrage.query("rev"), anfrage.haus.lager.wurzel, ""
    geaendert: tuple[textblick.Aenderung, ...] = ()
    if rev:
        try:
            geaendert = textblick.changes(rev, wurzel, texts_of(anfrage))
        except (KeineFassung, TextFehler) as grund:
            fehler = str(grund)
    return {"rev": rev, "fehler": fehler, "geaendert": geaendert, "fassungen": latest(wurzel)}


def _groups(anfrage: Anfrage) -> dict[str, Any]:
    roh = {text.id: text.roh for text in texts_of(anfrage)}
    return {"gruppen": textblick.load_groups(anfrage.haus.lager.wurzel), "roh": roh}


# --- reading groups -------------------------------------------------------------------------------


def _sheet_texts(anfrage: Anfrage, thema: str, blatt: int) -> tuple[list[Zeile], int, int]:
    """The sentences of one sheet, which sheet it is, how many there are."""
    alle = [t for t in _german(anfrage) if t.thema == thema and t.art != "knopf"]
    einmal = list({text.roh: text for text in reversed(alle)}.values())[::-1]
    blaetter = max(1, -(-len(einmal) // JE_BLATT))
    blatt = min(max(1, blatt), blaetter)
    texte = einmal[(blatt - 1) * JE_BLATT : blatt * JE_BLATT]
    return [Zeile.of(text, anfrage.bestand.texte) for text in texte], blatt, blaetter


def _sheet(anfrage: Anfrage) -> Response:
    """A page to print: sentences with boxes."""
    return _group_page(anfrage, "texte/blatt.html")


def _form(anfrage: Anfrage) -> Response:
    """The same sentences as a form to type the result in."""
    return _group_page(anfrage, "texte/ergebnis.html")


def _group_page(anfrage: Anfrage, vorlage: str) -> Response:
    themen = _topics(anfrage)
    zeilen, blatt, blaetter = _sheet_texts(
        anfrage, themen["thema"], _number(anfrage.query("blatt"))
    )
    return anfrage.page(vorlage, zeilen=zeilen, blatt=blatt, blaetter=blaetter, **themen)


def _save(anfrage: Anfrage) -> Response:
    """Keeps how many did not understand which sentence; never who."""
    felder = anfrage.felder
    thema, blatt = felder.get("thema", ""), _number(felder.get("blatt", ""))
    zeilen, blatt, _ = _sheet_texts(anfrage, thema, blatt)
    leute = min(_number(felder.get("leute", "")), LEUTE_HOECHSTENS)
    saetze = {}
    for nr, zeile in enumerate(zeilen, start=1):
        nicht = min(_number(felder.get(f"nicht_{nr}", "")), leute)
        wort = without_personal(" ".join(felder.get(f"wort_{nr}", "").split()))[:WORT_HOECHSTENS]
        if nicht or wort:
            saetze[zeile.text.id] = {"text": zeile.text.roh, "nicht": nicht, "wort": wort}
    if leute:
        gruppe = Gruppe(anfrage.heute.isoformat(), thema, leute, saetze)
        textblick.save_group(anfrage.haus.lager.wurzel, gruppe)
    return anfrage.go("/texte", blick="gruppen", gespeichert="1" if leute else "")


SEITE = Seite(
    "/texte",
    "Texte",
    "Alle Sätze, ihre Sprache, ihre Übersetzungen und was Prüfgruppen dazu sagen",
    (
        Weg("GET", "/texte", _show),
        Weg("POST", "/texte/pruefung", _start_check),
        Weg("GET", "/texte/pruefung", _progress),
        Weg("GET", "/texte/blatt", _sheet),
        Weg("GET", "/texte/ergebnis", _form),
        Weg("POST", "/texte/ergebnis", _save),
    ),
)
