"""Extra conditions of offers, in the notation of the rules and with its three answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.catalogue.felder import Stelle, Unerlaubt, text
from bot.eligibility.bedingungen import Nachschlag
from bot.eligibility.knoten import Bauplatz, build
from bot.eligibility.regelwerk import Knoten
from bot.eligibility.zeilen_yaml import Abbildung, Liste, RegelFehler

VERMERK = "sonst"


def read_condition(wert: Any, stelle: Stelle) -> Any:
    """A condition as plain data, like ``{alter: {ab: 16, bis: 21}}`` or ``{eine_von: [...]}``.

    A list means that all must hold. Facts, values and comparisons are those of the rules;
    `sonst` says what a person reads for whom it does not hold.
    """
    if not isinstance(wert, (Abbildung, Liste)):
        raise Unerlaubt("eine Bedingung wie {situation: ifk} oder {alle: [...]}")
    try:
        build(wert, Bauplatz(Path(stelle.datei), Nachschlag()))
    except RegelFehler as fehler:
        stelle.under("wenn", fehler.zeile).complain(_plain(wert), fehler.text)
        return None
    return _plain(wert, stelle)


def _plain(wert: Any, stelle: Stelle | None = None) -> Any:
    """The same as dicts and lists; with a place the sentences are checked like all others."""
    if isinstance(wert, dict):
        for name, inhalt in wert.items():
            if stelle and name == VERMERK:
                text(200)(inhalt, stelle)
        return {name: _plain(inhalt, stelle) for name, inhalt in wert.items()}
    return [_plain(teil, stelle) for teil in wert] if isinstance(wert, list) else wert


def compile_condition(bedingung: Any) -> Knoten:
    """The check for a condition that `read_condition` has accepted."""
    return build(with_lines(bedingung), Bauplatz(Path("katalog"), Nachschlag()))


def with_lines(wert: Any, zeile: int = 1) -> Any:
    """Plain data as the rules expect it, which know the line of everything."""
    if isinstance(wert, dict):
        abbildung = Abbildung((name, with_lines(teil, zeile)) for name, teil in wert.items())
        abbildung.zeile, abbildung.zeilen = zeile, dict.fromkeys(abbildung, zeile)
        return abbildung
    if not isinstance(wert, list):
        return wert
    liste = Liste(with_lines(teil, zeile) for teil in wert)
    liste.zeile = zeile
    return liste
