"""The files in data/angebote: one for each Kreis and for the wider levels -> frozen offers.

A file names its level once; `je_kreis` offers are templates that become one offer for each of
the 53 Kreise and kreisfreie Städte. Nothing is returned while anything is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bot.catalogue.angebot import (
    Angebot,
    Ebene,
    Kontakt,
    Oeffnungszeit,
    Quelle,
    Termin,
    Terminart,
)
from bot.catalogue.bedingungen import read_condition
from bot.catalogue.felder import (
    EMAIL,
    TELEFON,
    UHRZEIT,
    WEB,
    AngebotsFehler,
    Feld,
    Leser,
    Mangel,
    Stelle,
    Unerlaubt,
    abbildung,
    ja_nein,
    jahrestag,
    liste,
    muster,
    read_field,
    read_fields,
    tag,
    text,
    wahl,
)
from bot.catalogue.wege import WEGE
from bot.eligibility.zeilen_yaml import GROESSE_HOECHSTENS, Abbildung, RegelFehler, read_yaml
from bot.places import BEZIRKE, Kreis, all_kreise, gemeinde, kreis

JE_KREIS = "je_kreis"
PLATZ = "{kreis}"
"""Stands in a template where the Kreis is to be named, after "für"."""
DATEIEN_HOECHSTENS = 500


@dataclass(frozen=True)
class Fund:
    """An offer and the file and line where it stands."""

    angebot: Angebot
    datei: str
    zeile: int


# --- parts of an offer -----------------------------------------------------------------------


def _known(sucht: Callable[[str], object], erlaubt: str) -> Leser:
    def lies(wert: Any, stelle: Stelle) -> str:
        if isinstance(wert, int):
            raise Unerlaubt(f"{erlaubt}, in Anführungszeichen")
        if not isinstance(wert, str) or not sucht(wert):
            raise Unerlaubt(erlaubt)
        return wert

    return lies


ORTE: Mapping[str, Leser] = {
    "gemeinde": _known(gemeinde, 'der AGS einer Gemeinde in NRW (8 Ziffern wie "05315000")'),
    "kreis": _known(kreis, 'der Schlüssel eines Kreises in NRW (5 Ziffern wie "05315")'),
    "bezirk": _known(BEZIRKE.get, 'ein Regierungsbezirk: "1", "3", "5", "7" oder "9"'),
}
ORTSFELDER: Mapping[str, Feld] = {
    **{name: Feld(lies) for name, lies in ORTE.items()},
    "ebene": Feld(wahl("nrw", "bund", "online", JE_KREIS)),
}
ID = muster(r"[a-z0-9]+(-[a-z0-9]+){0,12}", "kleine Buchstaben, Ziffern und - wie jmd-solingen")
SPRACHE = muster(r"[a-z]{2,3}", "der Code einer Sprache wie ar, fa, ti")
ZEIT: Mapping[str, Feld] = {
    "tag": Feld(wahl("mo", "di", "mi", "do", "fr", "sa", "so"), True),
    "von": Feld(UHRZEIT, True),
    "bis": Feld(UHRZEIT, True),
}
KONTAKT: Mapping[str, Feld] = {
    "name": Feld(text(120)),
    "telefon": Feld(TELEFON),
    "email": Feld(EMAIL),
    "web": Feld(WEB),
    "adresse": Feld(text(160)),
    "hinweis": Feld(text(300)),
}
QUELLE: Mapping[str, Feld] = {
    "titel": Feld(text(200), True),
    "adresse": Feld(WEB),
    "gelesen_am": Feld(tag),
}
TERMIN: Mapping[str, Feld] = {
    "art": Feld(wahl(*(art.value for art in Terminart)), True),
    "am": Feld(tag),
    "jaehrlich": Feld(jahrestag),
    "satz": Feld(text(200)),
}
ANGEBOT: Mapping[str, Feld] = {
    "id": Feld(ID, True),
    "weg": Feld(wahl(*WEGE), True),
    "weitere_wege": Feld(liste(wahl(*WEGE))),
    "name": Feld(text(120), True),
    "satz": Feld(text(), True),
    "genaueres": Feld(liste(text(200), 12)),
    "traeger": Feld(text(160)),
    "kontakt": Feld(abbildung(KONTAKT, Kontakt)),
    "partner": Feld(liste(text(120))),
    "oeffnungszeiten": Feld(liste(lambda wert, stelle: _opening(wert, stelle), 21)),
    "sprachen": Feld(liste(SPRACHE)),
    "kinderbetreuung": Feld(wahl("ja", "nein")),
    "kosten": Feld(text(200)),
    "termine": Feld(liste(lambda wert, stelle: _day(wert, stelle))),
    "zusatzbedingungen": Feld(read_condition),
    "gilt_ab": Feld(tag),
    "gilt_bis": Feld(tag),
    "zuletzt_bestaetigt": Feld(tag, True),
    "bestaetigt_von": Feld(text(120), True),
    "quellen": Feld(liste(abbildung(QUELLE, Quelle)), True),
    "nur_helfer": Feld(ja_nein),
    "suchweg": Feld(ja_nein),
    "schlagworte": Feld(liste(text(40))),
    **ORTSFELDER,
}
KOPF: Mapping[str, Feld] = {
    **ORTSFELDER,
    "kreis_im_satz": Feld(lambda wert, stelle: _kreis_words(wert, stelle)),
    "angebote": Feld(lambda wert, stelle: wert, True),
}


def _opening(wert: Any, stelle: Stelle) -> Oeffnungszeit | None:
    zeit: Oeffnungszeit | None = abbildung(ZEIT, Oeffnungszeit)(wert, stelle)
    if zeit and zeit.von >= zeit.bis:
        raise Unerlaubt("von muss vor bis liegen")
    return zeit


def _day(wert: Any, stelle: Stelle) -> Termin | None:
    teile = read_fields(TERMIN, wert, stelle)
    if ("am" in teile) == ("jaehrlich" in teile):
        raise Unerlaubt("am (ein Tag) oder jaehrlich (jedes Jahr), eins von beiden")
    return Termin(**{**teile, "art": Terminart(teile["art"])}) if teile.get("art") else None


# --- an offer --------------------------------------------------------------------------------


def _read_offer(wert: Any, kopf: Mapping[str, str], stelle: Stelle) -> tuple[Angebot | None, str]:
    """The offer and its level ("je_kreis" for a template); None after a complaint."""
    vorher = len(stelle.maengel)
    teile = read_fields(ANGEBOT, wert, stelle)
    ort = {name: teile.pop(name) for name in ORTSFELDER if name in teile} or dict(kopf)
    if len(ort) != 1:
        stelle.complain(ort or None, "genau eins von gemeinde, kreis, bezirk, ebene")
    _check_dates(teile, wert, stelle)
    _check_contact(teile, wert, stelle)
    if len(stelle.maengel) > vorher or None in ort.values():
        return None, ""
    (name, schluessel), *_ = ort.items()
    ebene = schluessel if name == "ebene" else name
    if ebene != JE_KREIS and any(PLATZ in str(teil) for teil in teile.values()):
        stelle.complain(PLATZ, f"{PLATZ} steht nur in Vorlagen mit ebene: {JE_KREIS}")
    return _build(teile, ebene, "" if name == "ebene" else schluessel), ebene


def _build(teile: dict[str, Any], ebene: str, schluessel: str) -> Angebot:
    wege = tuple(dict.fromkeys((teile["weg"], *teile.pop("weitere_wege", ()))))
    ereignisse = [
        termin.am
        for termin in teile.get("termine", ())
        if termin.art is Terminart.VERANSTALTUNG and termin.am
    ]
    if ereignisse:
        teile.setdefault("gilt_bis", max(ereignisse))
    return Angebot(
        wege=wege,
        bedingung=teile.pop("zusatzbedingungen", None),
        ebene=Ebene.KREIS if ebene == JE_KREIS else Ebene(ebene),
        schluessel=schluessel,
        kreis=schluessel[:5] if len(schluessel) >= 5 else None,
        **teile,
    )


def _check_dates(teile: Mapping[str, Any], wert: Any, stelle: Stelle) -> None:
    ab, bis = teile.get("gilt_ab"), teile.get("gilt_bis")
    if ab and bis and ab > bis:
        zeile = wert.zeilen["gilt_bis"]
        stelle.under("gilt_bis", zeile).complain(str(bis), f"ein Tag ab gilt_ab ({ab})")


def _check_contact(teile: Mapping[str, Any], wert: Any, stelle: Stelle) -> None:
    """An address, number or page is only written when somebody has read it somewhere."""
    kontakt = teile.get("kontakt") or Kontakt()
    genannt = kontakt.telefon or kontakt.email or kontakt.web or kontakt.adresse
    quellen = teile.get("quellen") or ()
    if genannt and not any(quelle.gelesen_am for quelle in quellen):
        zeile = wert.zeilen["kontakt"]
        erlaubt = "ein Kontakt nur mit einer Quelle, die gelesen_am nennt"
        stelle.under("kontakt", zeile).complain(genannt, erlaubt)


# --- templates for each Kreis ----------------------------------------------------------------


def _kreis_words(wert: Any, stelle: Stelle) -> dict[str, str]:
    """How a Kreis stands after "für": `stadt`, `kreis` (with {kreis}) and single keys."""
    if not isinstance(wert, dict) or not {"stadt", "kreis"} <= wert.keys():
        raise Unerlaubt('stadt: "{kreis}", kreis: "den {kreis}" und einzelne Schlüssel')
    return {str(name): str(worte) for name, worte in wert.items()}


def _for_kreis(vorlage: Angebot, einer: Kreis, worte: Mapping[str, str]) -> Angebot:
    art = "stadt" if einer.kreisfrei else "kreis"
    fuer = worte.get(einer.schluessel, worte[art]).replace(PLATZ, einer.name)

    def fill(satz: str) -> str:
        return satz.replace(PLATZ, fuer)

    return replace(
        vorlage,
        id=f"{vorlage.id}-{einer.schluessel}",
        name=fill(vorlage.name),
        satz=fill(vorlage.satz),
        genaueres=tuple(fill(satz) for satz in vorlage.genaueres),
        schluessel=einer.schluessel,
        kreis=einer.schluessel,
    )


# --- files -----------------------------------------------------------------------------------


def load_offers(ordner: str | Path) -> tuple[Fund, ...]:
    """All offers of a folder in the order of their files.

    Raises AngebotsFehler with everything that is wrong in any of the files.
    """
    maengel: list[Mangel] = []
    dateien = sorted(Path(ordner).glob("*.yml"))
    if not dateien or len(dateien) > DATEIEN_HOECHSTENS:
        stelle = Stelle(str(ordner), maengel)
        stelle.complain(f"{len(dateien)} Dateien", f"1 bis {DATEIEN_HOECHSTENS} Dateien *.yml")
    funde = [fund for datei in dateien for fund in _read_file(datei, maengel)]
    _check_double(funde, maengel)
    if maengel:
        raise AngebotsFehler(maengel)
    return tuple(funde)


def _read_file(datei: Path, maengel: list[Mangel]) -> Iterator[Fund]:
    stelle = Stelle(str(datei), maengel)
    try:
        inhalt = _read_plain(datei)
        kopf = read_fields(KOPF, inhalt, stelle)
    except RegelFehler as fehler:
        maengel.append(Mangel(str(datei), fehler.zeile, "", fehler.text, "YAML bis 1 MB"))
        return
    angebote = kopf.pop("angebote", None)
    worte = kopf.pop("kreis_im_satz", None) or {"stadt": "{kreis}", "kreis": "{kreis}"}
    if not isinstance(angebote, list):
        stelle.under("angebote").complain(angebote, "eine Liste von Angeboten")
        return
    for nr, roh in enumerate(angebote, 1):
        yield from _read_entry(roh, kopf, worte, _place_of(roh, nr, stelle))


def _place_of(roh: Any, nr: int, stelle: Stelle) -> Stelle:
    name = str(roh["id"]) if isinstance(roh, dict) and roh.get("id") else f"Angebot {nr}"
    return stelle.under(name, getattr(roh, "zeile", None))


def check_offer(roh: Any, stelle: Stelle) -> None:
    """Notes at `stelle` what is wrong with an offer that names its own place."""
    read_field(lambda wert, wo: _read_offer(wert, {}, wo), roh, stelle)


def _read_entry(
    roh: Any, kopf: Mapping[str, str], worte: Mapping[str, str], stelle: Stelle
) -> Iterator[Fund]:
    gelesen = read_field(lambda wert, wo: _read_offer(wert, kopf, wo), roh, stelle)
    angebot, ebene = gelesen or (None, "")
    if angebot is None:
        return
    if ebene == JE_KREIS:
        for einer in all_kreise():
            yield Fund(_for_kreis(angebot, einer, worte), stelle.datei, stelle.zeile)
    else:
        yield Fund(angebot, stelle.datei, stelle.zeile)


def _read_plain(datei: Path) -> Abbildung:
    """The file without anchors: a few lines of them can stand for gigabytes."""
    if datei.stat().st_size <= GROESSE_HOECHSTENS:
        _refuse_anchors(datei)
    try:
        return read_yaml(datei)
    except RecursionError:
        raise RegelFehler(datei, 1, "zu tief verschachtelt") from None


def _refuse_anchors(datei: Path) -> None:
    try:
        for zeichen in yaml.scan(datei.read_text(encoding="utf-8"), yaml.SafeLoader):
            if isinstance(zeichen, (yaml.AliasToken, yaml.AnchorToken)):
                zeile = zeichen.start_mark.line + 1
                raise RegelFehler(datei, zeile, "Anker (& und *) sind nicht erlaubt")
    except (yaml.YAMLError, UnicodeDecodeError):
        return


def _check_double(funde: list[Fund], maengel: list[Mangel]) -> None:
    erste: dict[str, Fund] = {}
    for fund in funde:
        erster = erste.setdefault(fund.angebot.id, fund)
        if erster is not fund:
            wo = f"{erster.datei}, Zeile {erster.zeile}"
            erlaubt = f"eine eigene id (diese steht schon in {wo})"
            maengel.append(Mangel(fund.datei, fund.zeile, "id", repr(fund.angebot.id), erlaubt))
