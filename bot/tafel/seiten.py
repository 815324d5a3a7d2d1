"""Pages of the rules: reads the rule files as they are written and prints them for lawyers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.eligibility.zeilen_yaml import Abbildung, read_yaml
from bot.reply.texte import Texte, zeit_in_worten
from bot.tafel.worte import Sprache, both_roles, named_terms, named_values, words

VORLAGEN = Path(__file__).with_name("vorlagen")
BEGRIFFE = "begriffe.html"


@dataclass(frozen=True)
class Regeldateien:
    """What stands in the rule files, unchanged: also what the Regelwerk does not keep."""

    ordner: Path
    plan: Mapping[str, str]
    wege: Mapping[str, Abbildung]
    begriffe: Mapping[str, Abbildung]
    listen: Mapping[str, Abbildung]
    tage: Mapping[str, Abbildung]
    quellen: Mapping[str, Abbildung]

    def fingerprint(self, weg: str) -> str:
        """A short sum over everything a page says: it changes when one of its files does."""
        dateien = [self.ordner / "wege" / f"{weg}.yml", self.ordner / "listen.yml"]
        dateien += sorted((self.ordner / "begriffe").glob("*.yml"))
        dateien += sorted((self.ordner / "quellen").glob("*.yml"))
        inhalte = (datei.read_bytes() for datei in dateien if datei.is_file())
        return hashlib.sha256(b"\0".join(inhalte)).hexdigest()[:12]


def read_files(ordner: Path) -> Regeldateien:
    """The rule files below a folder; `load_rules` has said before that they are right."""
    listen = read_yaml(ordner / "listen.yml")
    plan = read_yaml(ordner / "wege.yml")["wege"]
    dateien = {name: ordner / "wege" / f"{name}.yml" for name in plan}
    return Regeldateien(
        ordner,
        plan,
        {name: read_yaml(datei) for name, datei in dateien.items() if datei.is_file()},
        {
            begriff["begriff"]: begriff
            for datei in sorted((ordner / "begriffe").glob("*.yml"))
            for begriff in read_yaml(datei)["begriffe"]
        },
        {liste["liste"]: liste for liste in listen.get("listen", [])},
        listen.get("daten", {}),
        {
            name: quelle
            for datei in sorted((ordner / "quellen").glob("*.yml"))
            for name, quelle in read_yaml(datei)["quellen"].items()
        },
    )


def write_pages(ordner: Path, texte: Texte, ziel: Path, heute: date) -> Path:
    """Writes a page for each Weg, one for all Begriffe and the index; returns the index."""
    dateien = read_files(ordner)
    ziel.mkdir(parents=True, exist_ok=True)
    for weg in dateien.plan:
        _write(ziel / f"{weg}.html", "weg.html", heute, **weg_page(weg, dateien, texte))
    _write(ziel / BEGRIFFE, "begriffe.html", heute, **_appendix(dateien, texte))
    _write(ziel / "index.html", "index.html", heute, wege=_overview(dateien))
    return ziel / "index.html"


def _write(datei: Path, vorlage: str, heute: date, **werte: Any) -> None:
    seite = _environment().get_template(vorlage).render(heute=heute, **werte)
    datei.write_text(seite, encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    umgebung = Environment(
        loader=FileSystemLoader(VORLAGEN),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    umgebung.filters["tag"] = zeit_in_worten
    return umgebung


# --- eine Seite -------------------------------------------------------------------------------


def weg_page(name: str, dateien: Regeldateien, texte: Texte) -> dict[str, Any]:
    """Everything the page of one Weg shows."""
    weg = dateien.wege.get(name, Abbildung())
    sprache = _language(dateien, texte)
    return {
        "name": name,
        "titel": weg.get("name", dateien.plan[name]),
        "eingetragen": bool(weg),
        "saetze": both_roles("", weg.get("satz", [])),
        "rat": _advice(weg, sprache),
        "ersatz": [(ersatz, dateien.plan[ersatz]) for ersatz in weg.get("ersatz", [])],
        "nicht_abgebildet": weg.get("nicht_abgebildet", []),
        "sonst": [_dated(satz, dateien) for satz in weg.get("sonst", [])],
        "zugaenge": [_door(zugang, dateien, sprache) for zugang in weg.get("zugaenge", [])],
        "pruefsumme": dateien.fingerprint(name),
        "quellen": dateien.quellen,
        **_terms(_used(weg, dateien), weg, dateien, sprache),
    }


def _language(dateien: Regeldateien, texte: Texte) -> Sprache:
    return Sprache(texte, {name: str(tag["tag"]) for name, tag in dateien.tage.items()})


def _advice(weg: Abbildung, sprache: Sprache) -> dict[str, Any]:
    """How the Weg is advised: wishes, office or human advice, conditions."""
    wuensche = (weg.get("wuensche") or {}).items()
    return {
        "wuensche": [(sprache.texte.wert_name("wunsch", w) or w, naehe) for w, naehe in wuensche],
        "mensch": weg.get("mensch") == "ja",
        "amt": weg.get("amt") == "ja",
        "bedingungen": [
            (titel, sprache.conditions(weg[schluessel]))
            for schluessel, titel in (
                ("schon_dabei", "Nicht geraten, weil die Person es schon macht"),
                ("nicht_raten", "Nie unter den ersten drei"),
                ("dringend", "Dringend"),
            )
            if schluessel in weg
        ],
    }


def _door(zugang: Abbildung, dateien: Regeldateien, sprache: Sprache) -> dict[str, Any]:
    return {
        "id": zugang["id"],
        "betrifft": sprache.conditions(zugang.get("betrifft")),
        "fassungen": [_version(fassung, dateien, sprache) for fassung in zugang["fassungen"]],
    }


def _version(fassung: Abbildung, dateien: Regeldateien, sprache: Sprache) -> dict[str, Any]:
    sicher = fassung.get("sicher", "offen")
    return {
        **_dated(fassung, dateien),
        "art": words()["art"][fassung.get("art", "kann")],
        "sicher": sicher,
        "sicher_wort": words()["sicher"][sicher],
        "geprueft_am": fassung.get("geprueft_am"),
        "pruefen_bis": fassung.get("pruefen_bis"),
        "gesperrt": both_roles("", fassung.get("gesperrt", [])),
        "betrifft": sprache.conditions(fassung.get("betrifft")),
        "wenn": sprache.conditions(fassung.get("wenn")),
        "tun": both_roles("", fassung.get("tun", [])),
        "anmerkung": fassung.get("anmerkung", ""),
        "zeile": fassung.zeile,
    }


def _dated(angabe: Abbildung, dateien: Regeldateien) -> dict[str, Any]:
    """From when to when, the sentence, the paragraph and the source."""
    quelle = angabe.get("quelle", "")
    return {
        "ab": angabe["gilt_ab"],
        "bis": angabe.get("gilt_bis"),
        "saetze": both_roles("", angabe.get("satz", [])),
        "rechtsgrundlage": angabe.get("rechtsgrundlage", ""),
        "quelle": quelle if quelle in dateien.quellen else "",
    }


# --- Begriffe, Listen, Stichtage --------------------------------------------------------------


def _used(weg: Abbildung, dateien: Regeldateien) -> list[str]:
    """Begriffe that a Weg uses, also through another one, in the order of the files."""
    gefunden: set[str] = set()
    offen: list[Any] = [weg]
    while offen:
        neu = (set(named_terms(offen.pop())) & set(dateien.begriffe)) - gefunden
        gefunden |= neu
        offen += [dateien.begriffe[name]["fassungen"] for name in neu]
    return [name for name in dateien.begriffe if name in gefunden]


def _appendix(dateien: Regeldateien, texte: Texte) -> dict[str, Any]:
    """All Begriffe, lists and days, used or not."""
    sprache = _language(dateien, texte)
    alles = [*dateien.listen, *dateien.tage]
    return {
        "quellen": dateien.quellen,
        **_terms(dateien.begriffe, alles, dateien, sprache),
    }


def _terms(
    begriffe: Iterable[str], angabe: Any, dateien: Regeldateien, sprache: Sprache
) -> dict[str, Any]:
    """The Begriffe by name, with the lists and days that they or `angabe` mention."""
    eigene = [dateien.begriffe[name] for name in begriffe]
    genannt = set(named_values([angabe, eigene]))
    return {
        "begriffe": [_term(begriff, dateien, sprache) for begriff in eigene],
        "listen": [
            _country_list(liste, dateien, sprache)
            for name, liste in dateien.listen.items()
            if name in genannt
        ],
        "tage": [
            {"name": name, "tag": str(tag["tag"]), **_source(tag)}
            for name, tag in dateien.tage.items()
            if name in genannt
        ],
    }


def _source(angabe: Abbildung) -> dict[str, str]:
    return {name: angabe.get(name, "") for name in ("rechtsgrundlage", "quelle")}


def _term(begriff: Abbildung, dateien: Regeldateien, sprache: Sprache) -> dict[str, Any]:
    return {
        "name": begriff["begriff"],
        "erklaerung": begriff.get("erklaerung", ""),
        "fassungen": [
            {**_dated(fassung, dateien), "wenn": sprache.conditions(fassung.get("wenn"))}
            for fassung in begriff["fassungen"]
        ],
    }


def _country_list(liste: Abbildung, dateien: Regeldateien, sprache: Sprache) -> dict[str, Any]:
    fassungen = [
        {
            **_dated(fassung, dateien),
            "laender": sorted(sprache.country(land) for land in fassung["laender"]),
        }
        for fassung in liste["fassungen"]
    ]
    return {"name": liste["liste"], "fassungen": fassungen}


# --- das Verzeichnis --------------------------------------------------------------------------


def _overview(dateien: Regeldateien) -> list[dict[str, Any]]:
    return [
        {"name": name, "titel": titel, **_state(dateien.wege.get(name, Abbildung()))}
        for name, titel in dateien.plan.items()
    ]


def _state(weg: Abbildung) -> dict[str, Any]:
    """How many versions, how many not read in a source, and the next day to look again."""
    fassungen = [f for zugang in weg.get("zugaenge", []) for f in zugang["fassungen"]]
    fristen = [f["pruefen_bis"] for f in fassungen if "pruefen_bis" in f and "gilt_bis" not in f]
    return {
        "fassungen": len(fassungen),
        "unbelegt": sum(f.get("sicher", "offen") == "offen" for f in fassungen),
        "frist": min(fristen, default=None),
    }
