"""Rule files -> Regelwerk. Errors name the file, the line, what was written, what is allowed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.eligibility.bedingungen import Landesliste, Nachschlag
from bot.eligibility.knoten import ALLES, Bauplatz, build, sentence, sentences, with_source
from bot.eligibility.regelwerk import (
    Aenderung,
    Begriff,
    Beleg,
    Empfehlung,
    Fassung,
    Geltung,
    Knoten,
    Regelwerk,
    Satz,
    Stand,
    Tuer,
    Weg,
    Zugang,
)
from bot.eligibility.zeilen_yaml import Abbildung, Liste, RegelFehler, read_yaml
from bot.eligibility.zusammenhang import check_consistency
from bot.profile import FAKTEN, UngueltigerWert, check_value
from bot.profile.zeit import parse_zeitraum

SICHERHEITEN = ("belegt", "bericht_2018", "offen")

_WEG_SCHLUESSEL = (
    "weg",
    "name",
    "satz",
    "wuensche",
    "mensch",
    "amt",
    "schon_dabei",
    "nicht_raten",
    "dringend",
    "ersatz",
    "nicht_abgebildet",
    "sonst",
    "zugaenge",
)
_FASSUNG_SCHLUESSEL = (
    "gilt_ab",
    "gilt_bis",
    "art",
    "rechtsgrundlage",
    "quelle",
    "sicher",
    "geprueft_am",
    "pruefen_bis",
    "satz",
    "betrifft",
    "wenn",
    "gesperrt",
    "tun",
    "anmerkung",
)


def load_rules(ordner: Path) -> Regelwerk:
    """All rules below a folder (`wege.yml`, `begriffe/*.yml`, ...). Raises RegelFehler.

    A Weg that `wege.yml` names and that has no file answers `offen`, never `ja` or `nein`.
    """
    quellen = _read_quellen(sorted((ordner / "quellen").glob("*.yml")))
    nachschlag = _read_nachschlag(ordner / "listen.yml", quellen)
    begriffe = _read_begriffe(sorted((ordner / "begriffe").glob("*.yml")), nachschlag, quellen)
    dateien = {datei.stem: datei for datei in sorted((ordner / "wege").glob("*.yml"))}
    plan = read_yaml(ordner / "wege.yml")
    wege = []
    for name, titel in plan.mapping("wege").items():
        datei = dateien.pop(name, None)
        if datei is None:
            wege.append(Weg(name, titel, "", (), (), Empfehlung()))
        else:
            platz = Bauplatz(datei, nachschlag, begriffe, quellen)
            wege.append(_read_weg(read_yaml(datei), name, platz))
    for datei in dateien.values():
        raise RegelFehler(datei, 1, f"{datei.stem!r} steht nicht in wege.yml")
    regelwerk = Regelwerk(
        tuple(wege),
        _read_aenderungen(ordner / "aendern.yml"),
        _day(plan, "erster_stichtag", Bauplatz(ordner / "wege.yml", nachschlag)),
        dict(quellen),
    )
    check_consistency(regelwerk, begriffe)
    return regelwerk


def _read_quellen(dateien: Iterable[Path]) -> dict[str, str]:
    """Short name -> address; each source stands once."""
    adressen: dict[str, str] = {}
    for datei in dateien:
        quellen = read_yaml(datei).mapping("quellen")
        for name, angabe in quellen.items():
            if name in adressen:
                raise RegelFehler(datei, quellen.zeilen[name], f"Quelle {name} steht zweimal")
            if not isinstance(angabe, Abbildung) or not angabe.get("url"):
                raise RegelFehler(datei, quellen.zeilen[name], f"Quelle {name}: es fehlt url")
            adressen[name] = angabe["url"]
    return adressen


def _read_nachschlag(datei: Path, quellen: Mapping[str, str]) -> Nachschlag:
    inhalt = read_yaml(datei)
    platz = Bauplatz(datei, Nachschlag(), quellen=quellen)
    eintraege = inhalt.mappings("listen") if "listen" in inhalt else []
    listen = {_text(angabe, "liste", platz): _read_liste(angabe, platz) for angabe in eintraege}
    tage = inhalt.mapping("daten") if "daten" in inhalt else {}
    daten = {name: _read_named_day(angabe, platz) for name, angabe in tage.items()}
    return Nachschlag(listen, daten)


def _read_named_day(angabe: Abbildung, platz: Bauplatz) -> date:
    _check_keys(angabe, ("tag", "rechtsgrundlage", "quelle"), platz)
    platz.beleg(angabe)
    return _day(angabe, "tag", platz)


def _read_liste(angabe: Abbildung, platz: Bauplatz) -> Landesliste:
    fassungen = []
    for fassung in angabe.mappings("fassungen"):
        _check_keys(fassung, ("gilt_ab", "gilt_bis", "laender", "rechtsgrundlage", "quelle"), platz)
        platz.beleg(fassung)
        for land in fassung.entries("laender"):
            try:
                check_value("herkunft", land)
            except UngueltigerWert as fehler:
                raise platz.fehler(fassung.zeilen["laender"], str(fehler)) from fehler
        fassungen.append((_geltung(fassung, platz), frozenset(fassung["laender"])))
    return Landesliste(angabe["liste"], tuple(fassungen))


def _read_begriffe(
    dateien: Iterable[Path], nachschlag: Nachschlag, quellen: Mapping[str, str]
) -> dict[str, Begriff]:
    """Begriffe in the order of files and lines; one may use those above it."""
    begriffe: dict[str, Begriff] = {}
    for datei in dateien:
        platz = Bauplatz(datei, nachschlag, begriffe, quellen)
        for angabe in read_yaml(datei).mappings("begriffe"):
            begriff = _read_begriff(angabe, platz)
            begriffe[begriff.name] = begriff
    return begriffe


def _read_begriff(angabe: Abbildung, platz: Bauplatz) -> Begriff:
    _check_keys(angabe, ("begriff", "erklaerung", "fassungen"), platz)
    name = _text(angabe, "begriff", platz)
    if name in platz.begriffe or name in FAKTEN:
        raise platz.fehler(angabe, f"begriff: {name!r} steht zweimal oder ist ein Fakt")
    fassungen = []
    for fassung in angabe.mappings("fassungen"):
        _check_keys(fassung, ("gilt_ab", "gilt_bis", "wenn", "rechtsgrundlage", "quelle"), platz)
        knoten = with_source(build(fassung.get("wenn"), platz), platz.beleg(fassung))
        fassungen.append((_geltung(fassung, platz), knoten))
    return Begriff(name, tuple(fassungen))


def _read_aenderungen(datei: Path) -> tuple[Aenderung, ...]:
    platz = Bauplatz(datei, Nachschlag())
    aenderungen = []
    for angabe in read_yaml(datei).mappings("aenderungen"):
        fakt, von = _text(angabe, "fakt", platz), _optional_entries(angabe, "von")
        for wert in (angabe["wert"], *von):
            try:
                check_value(fakt, wert)
            except UngueltigerWert as fehler:
                raise platz.fehler(angabe, str(fehler)) from fehler
        satz = _text(angabe, "satz", platz)
        aenderungen.append(Aenderung(fakt, angabe["wert"], satz, tuple(von)))
    return tuple(aenderungen)


def _read_weg(angabe: Abbildung, name: str, platz: Bauplatz) -> Weg:
    _check_keys(angabe, _WEG_SCHLUESSEL, platz)
    if angabe.get("weg") != name:
        raise platz.fehler(angabe, f"weg: {angabe.get('weg')!r} passt nicht zur Datei {name}.yml")
    return Weg(
        name=name,
        titel=_text(angabe, "name", platz),
        satz=_text(angabe, "satz", platz),
        zugaenge=tuple(_read_zugang(z, platz) for z in _optional_entries(angabe, "zugaenge")),
        sonst=tuple(_read_satz(teil, platz) for teil in _optional_entries(angabe, "sonst")),
        empfehlung=_read_empfehlung(angabe, platz),
        ersatz=sentences(angabe, "ersatz", platz),
        nicht_abgebildet=sentences(angabe, "nicht_abgebildet", platz),
        datei=platz.datei.name,
    )


def _read_empfehlung(angabe: Abbildung, platz: Bauplatz) -> Empfehlung:
    wuensche = angabe.get("wuensche") or {}
    if not isinstance(wuensche, dict):
        raise platz.fehler(angabe.zeilen["wuensche"], "wuensche: erwartet wird {Wunsch: Zahl}")
    for wunsch, naehe in wuensche.items():
        if wunsch not in FAKTEN["wunsch"].werte or not isinstance(naehe, int):
            erlaubt = ", ".join(FAKTEN["wunsch"].werte)
            raise platz.fehler(
                angabe.zeilen["wuensche"],
                f"wuensche: {wunsch}: {naehe}. Erlaubt mit Zahl: {erlaubt}",
            )
    return Empfehlung(
        wuensche=dict(wuensche),
        mensch=angabe.get("mensch") == "ja",
        amt=angabe.get("amt") == "ja",
        schon_dabei=_optional(angabe, "schon_dabei", platz),
        nicht_raten=_optional(angabe, "nicht_raten", platz),
        dringend=_optional(angabe, "dringend", platz),
    )


def _optional(angabe: Abbildung, name: str, platz: Bauplatz) -> Knoten | None:
    return build(angabe[name], platz) if name in angabe else None


def _read_satz(angabe: Abbildung, platz: Bauplatz) -> Satz:
    _check_keys(angabe, ("gilt_ab", "gilt_bis", "satz", "rechtsgrundlage", "quelle"), platz)
    return Satz(
        _text(angabe, "satz", platz), platz.beleg(angabe) or Beleg(), _geltung(angabe, platz)
    )


def _read_zugang(angabe: Abbildung, platz: Bauplatz) -> Zugang:
    _check_keys(angabe, ("id", "betrifft", "fassungen"), platz)
    betrifft = build(angabe.get("betrifft"), platz)
    fassungen = tuple(_read_fassung(f, betrifft, platz) for f in angabe.entries("fassungen"))
    _check_order([fassung.geltung for fassung in fassungen], angabe, platz)
    return Zugang(_text(angabe, "id", platz), fassungen)


def _read_fassung(angabe: Abbildung, betrifft: Knoten, platz: Bauplatz) -> Fassung:
    _check_keys(angabe, _FASSUNG_SCHLUESSEL, platz)
    beleg = platz.beleg(angabe)
    if beleg is None or not beleg.rechtsgrundlage or not beleg.quelle:
        raise platz.fehler(angabe, "Fassung ohne rechtsgrundlage oder ohne quelle")
    eigenes = build(angabe["betrifft"], platz) if "betrifft" in angabe else ALLES
    return Fassung(
        geltung=_geltung(angabe, platz),
        art=_tuer(angabe, platz),
        beleg=beleg,
        stand=_stand(angabe, platz),
        betrifft=_both(betrifft, eigenes),
        wenn=build(angabe.get("wenn"), platz),
        satz=_text(angabe, "satz", platz) if "gesperrt" not in angabe else "",
        gesperrt=sentence(angabe, "gesperrt", platz),
        tun=sentences(angabe, "tun", platz),
        ort=f"{platz.datei.name}:{angabe.zeile}",
    )


def _both(betrifft: Knoten, eigenes: Knoten) -> Knoten:
    if eigenes is ALLES:
        return betrifft
    if betrifft is ALLES:
        return eigenes
    return Knoten(
        "alle",
        lambda lage: min(betrifft.pruefe(lage), eigenes.pruefe(lage)),
        betrifft.fakten | eigenes.fakten,
        kinder=(betrifft, eigenes),
        wechsel=betrifft.wechsel + eigenes.wechsel,
        tage=betrifft.tage | eigenes.tage,
    )


def _tuer(angabe: Abbildung, platz: Bauplatz) -> Tuer:
    try:
        return Tuer(angabe.get("art", "kann"))
    except ValueError:
        erlaubt = ", ".join(tuer.value for tuer in Tuer)
        raise platz.fehler(
            angabe.zeilen["art"], f"art: {angabe['art']!r} gibt es nicht. Erlaubt: {erlaubt}"
        ) from None


def _stand(angabe: Abbildung, platz: Bauplatz) -> Stand:
    sicher = angabe.get("sicher", "offen")
    if sicher not in SICHERHEITEN:
        raise platz.fehler(
            angabe.zeilen["sicher"], f"sicher: {sicher!r}. Erlaubt: {', '.join(SICHERHEITEN)}"
        )
    pruefen_bis = _optional_day(angabe, "pruefen_bis", platz)
    if pruefen_bis is None and "gilt_bis" not in angabe:
        raise platz.fehler(angabe, "Fassung ohne Ende braucht pruefen_bis (JJJJ-MM-TT)")
    return Stand(sicher, _optional_day(angabe, "geprueft_am", platz), pruefen_bis)


def _geltung(angabe: Abbildung, platz: Bauplatz) -> Geltung:
    ab, bis = _day(angabe, "gilt_ab", platz), _optional_day(angabe, "gilt_bis", platz)
    if bis is not None and bis < ab:
        raise platz.fehler(angabe.zeilen["gilt_bis"], f"gilt_bis {bis} liegt vor gilt_ab {ab}")
    return Geltung(ab, bis)


def _day(angabe: Abbildung, name: str, platz: Bauplatz) -> date:
    if name not in angabe:
        raise platz.fehler(angabe, f"es fehlt {name}: JJJJ-MM-TT")
    return _parse_day(angabe[name], angabe.zeilen[name], platz)


def _optional_day(angabe: Abbildung, name: str, platz: Bauplatz) -> date | None:
    return _day(angabe, name, platz) if name in angabe else None


def _parse_day(wert: Any, zeile: int, platz: Bauplatz) -> date:
    try:
        zeitraum = parse_zeitraum(str(wert))
    except ValueError:
        raise platz.fehler(zeile, f"{wert!r} ist kein Tag (JJJJ-MM-TT)") from None
    if zeitraum.von != zeitraum.bis:
        raise platz.fehler(zeile, f"{wert!r} ist kein Tag (JJJJ-MM-TT)")
    return zeitraum.von


def _optional_entries(angabe: Abbildung, name: str) -> list[Any]:
    return angabe.entries(name) if name in angabe else []


def _text(angabe: Abbildung, name: str, platz: Bauplatz) -> str:
    wert = angabe.get(name)
    if not isinstance(wert, str) or not wert.strip():
        raise platz.fehler(angabe, f"es fehlt {name}")
    return wert


def _check_keys(angabe: Any, erlaubt: Iterable[str], platz: Bauplatz) -> None:
    if not isinstance(angabe, Abbildung):
        raise platz.fehler(angabe, f"erwartet werden Schlüssel: {', '.join(erlaubt)}")
    for name in angabe:
        if name not in erlaubt:
            raise platz.fehler(
                angabe.zeilen[name], f"{name!r} gibt es hier nicht. Erlaubt: {', '.join(erlaubt)}"
            )


def _check_order(geltungen: list[Geltung], angabe: Abbildung, platz: Bauplatz) -> None:
    """Versions follow one another without gap and overlap."""
    liste = angabe["fassungen"]
    for platz_nr, (vorher, nachher) in enumerate(itertools.pairwise(geltungen)):
        if vorher.bis is None or (nachher.ab - vorher.bis).days != 1:
            stelle = liste[platz_nr + 1] if isinstance(liste, Liste) else angabe
            raise platz.fehler(
                stelle, f"Fassung ab {nachher.ab} schließt nicht an die bis {vorher.bis} an"
            )
