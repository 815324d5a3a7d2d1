"""What must fit together across the rule files: every `nein` that can be reached has a sentence."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.eligibility.knoten import ALLES
from bot.eligibility.regelwerk import Begriff, Geltung, Knoten, Regelwerk, Weg
from bot.eligibility.zeilen_yaml import RegelFehler


def check_consistency(regelwerk: Regelwerk, begriffe: Mapping[str, Begriff]) -> None:
    """Raises RegelFehler where a sentence or a version is missing."""
    for begriff in begriffe.values():
        _check_begriff(begriff, regelwerk.erster_stichtag)
    namen = {weg.name for weg in regelwerk.wege}
    for weg in regelwerk.wege:
        _check_sentences(weg)
        _check_always_a_reason(weg, regelwerk.erster_stichtag)
        for ersatz in weg.ersatz:
            if ersatz not in namen:
                raise RegelFehler(weg.datei, 1, f"ersatz: {ersatz!r} ist kein Weg")


def _check_begriff(begriff: Begriff, anfang: date) -> None:
    geltungen = [geltung for geltung, _ in begriff.fassungen]
    if not geltungen or geltungen[0].ab > anfang or geltungen[-1].bis is not None:
        raise RegelFehler(
            "begriffe", 1, f"{begriff.name}: Fassungen müssen ab {anfang} ohne Ende gelten"
        )
    for vorher, nachher in itertools.pairwise(geltungen):
        if vorher.bis is None or nachher.ab - vorher.bis != timedelta(days=1):
            raise RegelFehler("begriffe", 1, f"{begriff.name}: Lücke vor {nachher.ab}")


def _check_sentences(weg: Weg) -> None:
    for zugang in weg.zugaenge:
        for fassung in zugang.fassungen:
            for knoten in silent_leaves(fassung.wenn):
                datei, _, zeile = knoten.ort.partition(":")
                raise RegelFehler(
                    datei, int(zeile or 1), f"Bedingung {knoten.name!r} ohne Satz: es fehlt sonst"
                )


def silent_leaves(knoten: Knoten) -> Iterator[Knoten]:
    """Conditions that can say `nein` without a sentence at them or above them."""
    if knoten.vermerk.sonst or knoten.vermerk.ausnahme or knoten is ALLES:
        return
    if knoten.kinder and knoten.art != "nicht":
        for kind in knoten.kinder:
            yield from silent_leaves(kind)
    elif knoten.text != "offen":
        yield knoten


def _check_always_a_reason(weg: Weg, anfang: date) -> None:
    """On every day some door is open to all or a general sentence says why not."""
    if not weg.eingetragen:
        return
    for tag in change_days(weg, anfang):
        fassungen = [zugang.fassung_on(tag) for zugang in weg.zugaenge]
        fuer_alle = any(fassung and fassung.betrifft is ALLES for fassung in fassungen)
        if not fuer_alle and not any(satz.geltung.covers(tag) for satz in weg.sonst):
            raise RegelFehler(weg.datei, 1, f"{weg.name}: kein Satz unter sonst für den {tag}")


def change_days(weg: Weg, anfang: date) -> list[date]:
    """The first day of law and every later day on which something of a Weg begins or ends."""
    tage = {anfang}
    geltungen = [fassung.geltung for zugang in weg.zugaenge for fassung in zugang.fassungen]
    for geltung in (*geltungen, *(satz.geltung for satz in weg.sonst)):
        tage.update(_limits(geltung))
    return sorted(tag for tag in tage if tag >= anfang)


def _limits(geltung: Geltung) -> Iterator[date]:
    yield geltung.ab
    if geltung.bis is not None:
        yield geltung.bis + timedelta(days=1)
