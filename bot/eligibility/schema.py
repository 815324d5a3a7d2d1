"""JSON schema (draft 7) of the rule files, made from the vocabulary: editors check while typing.

`python -m bot.eligibility.schema` writes data/eligibility/schema/*.json. The schema knows form
and words; what hangs together (no gap between versions, a sentence for every `nein`, sources
that exist) only the loader knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.eligibility.bedingungen import operators_of
from bot.eligibility.knoten import VERMERKE
from bot.eligibility.laden import SICHERHEITEN
from bot.eligibility.regelwerk import Tuer
from bot.eligibility.zeilen_yaml import read_yaml
from bot.profile import DEUTSCH_STUFEN, FAKTEN, Art, Fakt

Schema = dict[str, Any]
REGELN = Path(__file__).resolve().parents[2] / "data" / "eligibility"

_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTE: Schema = {"type": ["string", "array"], "items": _TEXT}
_ZAHL: Schema = {"type": "integer", "minimum": 0}
_TAG: Schema = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
_ZEIT_MUSTER = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_NAME: Schema = {"type": "string", "pattern": "^[a-z0-9_-]+$"}
_LAND: Schema = {"type": "string", "pattern": "^[a-z]{2}$"}
_JA_NEIN: Schema = {"enum": ["ja", "nein"]}
_BELEG: Mapping[str, Schema] = {"rechtsgrundlage": _TEXT, "quelle": _NAME}
_DAUER: Mapping[str, Schema] = {"gilt_ab": _TAG, "gilt_bis": _TAG}

_ERKLAERT = {
    "sonst": "Satz, wenn die Bedingung nicht erfüllt ist",
    "dann": "Satz, wenn die Bedingung erfüllt ist",
    "tun": "was man als Nächstes tut",
    "ausnahme": "Satz; es gibt Ermessen: aus nein wird offen",
    "vermutung": "Satz; was wir annehmen, solange es niemand sagt: aus offen wird ja",
    "warum": "bei immer: offen: entscheidet die Behörde, oder kennen wir die Regel nicht?",
    "betrifft": "wer gemeint ist; andere hören von dieser Tür nichts",
    "gesperrt": "Satz; die Tür ist für alle Gemeinten zu",
    "pruefen_bis": "bis wann jemand die Quelle wieder liest; danach wird aus ja offen",
    "sicher": "belegt: gelesen; bericht_2018: der Bericht sagt es; offen: aus Wissen",
    "nicht_abgebildet": "was absichtlich fehlt, für Fachleute",
}


def build_schemas(regeln: Path = REGELN) -> dict[str, Schema]:
    """File name -> schema. Begriffe, lists and cut-off days that exist are read from `regeln`."""
    bedingung = _condition(regeln)
    return {
        "weg": _document(_weg(), bedingung),
        "begriffe": _document(_list_under("begriffe", _begriff()), bedingung),
        "listen": _document(_listen()),
        "quellen": _document(_named("quellen", _quelle())),
        "aendern": _document(_list_under("aenderungen", _aenderung())),
        "wege": _document(_wege()),
    }


def write_schemas(ziel: Path = REGELN / "schema") -> None:
    """Writes each schema as NAME.json."""
    ziel.mkdir(parents=True, exist_ok=True)
    for name, schema in build_schemas().items():
        (ziel / f"{name}.json").write_text(as_text(schema), encoding="utf-8")


def as_text(schema: Schema) -> str:
    """A schema the way its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


# --- Bausteine --------------------------------------------------------------------------------


def _object(felder: Mapping[str, Schema], noetig: Iterable[str] = (), **rest: Any) -> Schema:
    """A mapping with these keys only."""
    erklaert = {
        name: {"description": _ERKLAERT[name], **feld} if name in _ERKLAERT else feld
        for name, feld in felder.items()
    }
    return {
        "type": "object",
        "properties": erklaert,
        "required": list(noetig),
        "additionalProperties": False,
        **rest,
    }


def _list(was: Schema) -> Schema:
    return {"type": "array", "items": was, "minItems": 1}


def _one_or_more(was: Schema) -> Schema:
    return {"anyOf": [was, _list(was)]}


def _list_under(name: str, was: Schema) -> Schema:
    return _object({name: {"type": "array", "items": was}}, [name])


def _named(name: str, was: Schema) -> Schema:
    """Name -> entry, below one key."""
    eintraege = {"type": "object", "propertyNames": _NAME, "additionalProperties": was}
    return _object({name: eintraege}, [name])


def _document(schema: Schema, bedingung: Schema | None = None) -> Schema:
    kopf = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {**kopf, **schema, **({"definitions": {"bedingung": bedingung}} if bedingung else {})}


_BEDINGUNG: Schema = {"$ref": "#/definitions/bedingung"}


# --- Bedingungen ------------------------------------------------------------------------------


def _condition(regeln: Path) -> Schema:
    """A condition: one mapping with notes beside it, or a list of which all must hold."""
    begriffe = [
        begriff["begriff"]
        for datei in sorted((regeln / "begriffe").glob("*.yml"))
        for begriff in read_yaml(datei)["begriffe"]
    ]
    listen = read_yaml(regeln / "listen.yml")
    namen = [liste["liste"] for liste in listen.get("listen", [])]
    tage = list(listen.get("daten", {}))
    felder: dict[str, Schema] = {
        "alle": _list(_BEDINGUNG),
        "eine_von": _list(_BEDINGUNG),
        "nicht": _BEDINGUNG,
        "immer": {"enum": ["ja", "nein", "offen"]},
        **dict.fromkeys(begriffe, _JA_NEIN),
        **{name: _fact(fakt, namen, tage) for name, fakt in FAKTEN.items()},
        **_notes(),
    }
    nur_vermerke = {"type": "object", "propertyNames": {"enum": list(VERMERKE)}}
    eine = _object(felder, **{"not": nur_vermerke})
    return {**eine, "type": ["object", "array"], "items": _BEDINGUNG, "minItems": 1}


def _notes() -> dict[str, Schema]:
    formen = {"tun": _TEXTE, "quelle": _NAME, "warum": {"enum": ["behoerde", "nicht_abgebildet"]}}
    return {name: formen.get(name, _TEXT) for name in VERMERKE}


def _fact(fakt: Fakt, listen: list[str], tage: list[str]) -> Schema:
    """What may stand beside a fact: a value, several, or comparisons."""
    moeglich = []
    werte = _values(fakt)
    if werte is not None:
        moeglich.append(_one_or_more(werte))
    if woerter := operators_of(fakt):
        felder = {wort: _operand(fakt, wort, listen, tage) for wort in woerter}
        moeglich.append(_object(felder, minProperties=1))
    return moeglich[0] if len(moeglich) == 1 else {"anyOf": moeglich}


def _values(fakt: Fakt) -> Schema | None:
    """A single value of a fact; None where only comparisons make sense."""
    if fakt.werte:
        return {"enum": list(fakt.werte)}
    orte = {"type": "string", "pattern": r"^05\d{6}$"}
    return {Art.LAND: _LAND, Art.ORT: orte, Art.ZAHL: _ZAHL}.get(fakt.art)


def _operand(fakt: Fakt, wort: str, listen: list[str], tage: list[str]) -> Schema:
    if fakt.werte:
        return {"enum": list(DEUTSCH_STUFEN)}
    if wort == "liste":
        return {"enum": listen}
    if wort in ("kreis", "gemeinde"):
        return {"type": "string", "pattern": rf"^\d{{{5 if wort == 'kreis' else 8}}}$"}
    if fakt.art in (Art.MONAT, Art.GEBURT) and wort in ("vor", "ab", "nach", "bis"):
        jahr = {"type": "integer", "minimum": 1900, "maximum": 2100}
        return {"anyOf": [{"enum": tage}, {"type": "string", "pattern": _ZEIT_MUSTER}, jahr]}
    return _ZAHL


# --- Dateien ----------------------------------------------------------------------------------


def _weg() -> Schema:
    wuensche = {wunsch: {**_ZAHL, "maximum": 100} for wunsch in FAKTEN["wunsch"].werte}
    felder: dict[str, Schema] = {
        "weg": _NAME,
        "name": _TEXT,
        "satz": _TEXT,
        "wuensche": _object(wuensche),
        "mensch": _JA_NEIN,
        "amt": _JA_NEIN,
        "schon_dabei": _BEDINGUNG,
        "nicht_raten": _BEDINGUNG,
        "dringend": _BEDINGUNG,
        "ersatz": _list(_NAME),
        "nicht_abgebildet": _list(_TEXT),
        "zugaenge": _list(_zugang()),
    }
    schema = _object(felder, ["weg", "name", "satz"])
    # Im Kopf eines Weges ist `sonst` kein Satz, sondern eine Liste datierter Sätze.
    schema["properties"]["sonst"] = _list(_satz())
    return schema


def _satz() -> Schema:
    return _object({**_DAUER, "satz": _TEXT, **_BELEG}, ["gilt_ab", "satz"])


def _zugang() -> Schema:
    felder = {"id": _NAME, "betrifft": _BEDINGUNG, "fassungen": _list(_fassung())}
    return _object(felder, ["id", "fassungen"])


def _fassung() -> Schema:
    felder: dict[str, Schema] = {
        **_DAUER,
        "art": {"enum": [tuer.value for tuer in Tuer]},
        **_BELEG,
        "sicher": {"enum": list(SICHERHEITEN)},
        "geprueft_am": _TAG,
        "pruefen_bis": _TAG,
        "satz": _TEXT,
        "betrifft": _BEDINGUNG,
        "wenn": _BEDINGUNG,
        "gesperrt": _TEXT,
        "tun": _TEXTE,
        "anmerkung": _TEXT,
    }
    ohne_ende = {"anyOf": [{"required": ["gilt_bis"]}, {"required": ["pruefen_bis"]}]}
    mit_satz = {"anyOf": [{"required": ["satz"]}, {"required": ["gesperrt"]}]}
    gelesen = {
        "if": {"properties": {"sicher": {"const": "belegt"}}, "required": ["sicher"]},
        "then": {"required": ["geprueft_am"]},
    }
    noetig = ["gilt_ab", "art", "rechtsgrundlage", "quelle", "sicher"]
    return _object(felder, noetig, allOf=[ohne_ende, mit_satz, gelesen])


def _begriff() -> Schema:
    fassung = _object({**_DAUER, **_BELEG, "wenn": _BEDINGUNG}, ["gilt_ab", "wenn"])
    felder = {"begriff": _NAME, "erklaerung": _TEXT, "fassungen": _list(fassung)}
    return _object(felder, ["begriff", "fassungen"])


def _listen() -> Schema:
    fassung = _object({**_DAUER, "laender": _list(_LAND), **_BELEG}, ["gilt_ab", "laender"])
    liste = _object({"liste": _NAME, "fassungen": _list(fassung)}, ["liste", "fassungen"])
    tag = _object({"tag": _TAG, **_BELEG}, ["tag"])
    return _object(
        {
            "listen": {"type": "array", "items": liste},
            "daten": {"type": "object", "propertyNames": _NAME, "additionalProperties": tag},
        }
    )


def _quelle() -> Schema:
    gelesen = {"anyOf": [_TAG, {"const": "nein"}]}
    felder = {"titel": _TEXT, "url": {"type": "string", "pattern": "^(https?://|bericht:)"}}
    return _object({**felder, "gelesen": gelesen}, ["titel", "url", "gelesen"])


def _aenderung() -> Schema:
    """One form for each fact that is chosen from values."""
    formen = []
    for fakt in FAKTEN.values():
        if fakt.art is Art.WAHL:
            werte: Schema = {"enum": list(fakt.werte)}
            felder = {"fakt": {"const": fakt.name}, "wert": werte, "von": _list(werte)}
            formen.append(_object({**felder, "satz": _TEXT}, ["fakt", "wert", "satz"]))
    return {"anyOf": formen}


def _wege() -> Schema:
    namen = {"type": "object", "propertyNames": _NAME, "additionalProperties": _TEXT}
    return _object({"erster_stichtag": _TAG, "wege": namen}, ["erster_stichtag", "wege"])


if __name__ == "__main__":
    write_schemas()
