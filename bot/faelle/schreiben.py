"""A new case into its file: checked first, appended, everything before it unchanged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import yaml

from bot.faelle.lesen import Fall, FallFehler, complaints, read_cases

DATEINAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,40}")
_GEZAEHLT = re.compile(r"(.*?)(\d+)")
_REIHE = (
    *("id", "fall", "stichtag", "profil", "erwartet", "erwartet_nicht", "art", "fehlt"),
    *("grund_nein", "nicht_beide_ja", "erste_wahl", "unter_den_ersten"),
    *("nicht_unter_den_ersten", "angebote", "angebote_nicht"),
    *("grenze", "grund", "paragraf", "quelle", "sicher"),
)
_SCHLOSS = Lock()


class NichtGespeichert(ValueError):
    """The case was not written; `maengel` are pairs of key and sentence."""

    def __init__(self, maengel: Iterable[tuple[str, str]]) -> None:
        self.maengel = tuple(maengel)
        super().__init__("; ".join(satz for _, satz in self.maengel))


def as_yaml(angaben: Mapping[str, Any]) -> str:
    """One case as it stands in a file, its keys in the usual order."""
    geordnet = {name: angaben[name] for name in _REIHE if name in angaben}
    text: str = yaml.safe_dump(
        [geordnet], allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False
    )
    return text


def append_case(
    ordner: Path, datei: str, angaben: Mapping[str, Any], vorhandene: Iterable[Fall]
) -> Fall:
    """Writes a case at the end of a file (a new one where there is none) and reads it back.

    Raises NichtGespeichert; then nothing was changed.
    """
    ids = {fall.id: fall.datei for fall in vorhandene}
    if maengel := list(_objections(datei, angaben, ids)):
        raise NichtGespeichert(maengel)
    ziel = ordner / f"{datei}.yml"
    with _SCHLOSS:
        vorher = ziel.read_text(encoding="utf-8") if ziel.exists() else ""
        trenner = "" if not vorher else "\n" if vorher.endswith("\n") else "\n\n"
        neu = ziel.with_suffix(".neu")
        try:
            neu.write_text(vorher + trenner + as_yaml(angaben), encoding="utf-8")
            fall = _read_back(neu, ziel, angaben)
            neu.replace(ziel)
        finally:
            neu.unlink(missing_ok=True)
    return fall


def _objections(
    datei: str, angaben: Mapping[str, Any], ids: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    if not DATEINAME.fullmatch(datei):
        yield "datei", f"{datei!r} ist kein Dateiname. Erlaubt: kleine Buchstaben, Ziffern, _"
    name = str(angaben.get("id", ""))
    if name and not ID.fullmatch(name):
        yield "id", f"{name!r} geht nicht. Erlaubt: Buchstaben, Ziffern, Punkt, - und _"
    if name in ids:
        yield "id", f"den Fall {name} gibt es schon (in {ids[name]}.yml)"
    yield from complaints(angaben)


def _read_back(neu: Path, ziel: Path, angaben: Mapping[str, Any]) -> Fall:
    """The case as a reader will see it; all cases before it must be as they were."""
    try:
        *davor, letzter = read_cases(neu)
        alt = list(read_cases(ziel)) if ziel.exists() else []
    except FallFehler as fehler:
        raise NichtGespeichert([("datei", f"{ziel.name}: {fehler.text}")]) from None
    gleich = [fall.angaben for fall in davor] == [fall.angaben for fall in alt]
    if not gleich or letzter.angaben != dict(angaben):
        raise NichtGespeichert([("datei", f"{ziel.name} ließe sich danach nicht gleich lesen")])
    return Fall(ziel.stem, letzter.zeile, letzter.angaben)


def suggest_file(faelle: Iterable[Fall], wege: Iterable[str]) -> str:
    """The file whose cases are most about some Wege; "neue_faelle" where there is none."""
    gesucht, genannt, passend = set(wege), Counter[str](), Counter[str]()
    for fall in faelle:
        genannt[fall.datei] += len(fall.wege)
        passend[fall.datei] += len(gesucht.intersection(fall.wege))
    anteil = {datei: passend[datei] / max(1, anzahl) for datei, anzahl in genannt.items()}
    beste = max(anteil, key=lambda datei: anteil[datei], default="")
    return beste if beste and anteil[beste] > 0 else "neue_faelle"


def suggest_id(faelle: Iterable[Fall], datei: str) -> str:
    """The next free id in the manner of a file: A43 -> A44."""
    alle = list(faelle)
    vergeben = {fall.id for fall in alle}
    gezaehlt = [m for fall in alle if fall.datei == datei and (m := _GEZAEHLT.fullmatch(fall.id))]
    anfaenge = Counter(treffer[1] for treffer in gezaehlt)
    anfang = anfaenge.most_common(1)[0][0] if anfaenge else f"{datei}-"
    zahlen = [treffer[2] for treffer in gezaehlt if treffer[1] == anfang]
    nummer, stellen = max(map(int, zahlen), default=0), max(map(len, zahlen), default=2)
    while (name := f"{anfang}{nummer + 1:0{stellen}d}") in vergeben:
        nummer += 1
    return name
