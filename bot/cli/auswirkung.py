"""`wegweiser auswirkung REV`: who gains and who loses by the change of the rules since REV."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.abbruch import Abbruch, data_errors_as_one_line
from bot.cli.eingabe import write_json
from bot.faelle.gitstand import KeineFassung, unpacked
from bot.settings import ROOT

if TYPE_CHECKING:
    from bot.eligibility import Regelwerk
    from bot.interview.auswirkung import Aussage, Fall, Unterschied

REGELN = "data/eligibility"
FAELLE = "tests/eligibility/faelle"
UEBERSCHRIFT = {
    "verliert": "verliert",
    "gewinnt": "gewinnt",
    "neuer_weg": "neuer Weg",
    "weg_entfaellt": "Weg entfällt",
    "art": "andere Stärke (art)",
    "grund": "anderer erster Grund",
}


def main(args: argparse.Namespace) -> int:
    """Prints the differences; exit 0 also when there are some, exit 2 for an unusable REV."""
    from bot.eligibility import load_rules
    from bot.interview.auswirkung import compare_rules
    from bot.reply.texte import load_texts

    if args.html:
        return write_report(args.rev, Path(args.html))
    vorher = rules_at(args.rev, ROOT)
    with data_errors_as_one_line():
        jetzt = load_rules(ROOT / REGELN)
        texte = load_texts(ROOT / "data" / "texte")
    faelle = read_cases(ROOT / FAELLE)
    unterschiede = list(compare_rules(vorher, jetzt, faelle, texte))
    if args.json:
        write_json(as_json(args.rev, len(faelle), unterschiede))
    else:
        print("\n".join(as_lines(args.rev, len(faelle), unterschiede, _titles(vorher, jetzt))))
    return 0


def write_report(rev: str, ziel: Path) -> int:
    """The same as on the page of the Prüfstand, as one file; prints where it is."""
    from bot.pruefstand.bericht import report
    from bot.pruefstand.vergleich import NichtLesbar

    try:
        with data_errors_as_one_line():
            bericht, text = report(rev, ROOT)
        ziel.write_text(text, encoding="utf-8")
    except (KeineFassung, NichtLesbar) as fehler:
        raise Abbruch(str(fehler)) from None
    except OSError as fehler:
        raise Abbruch(f"{ziel}: {fehler.strerror or fehler}") from None
    write_json({"datei": str(ziel), "faelle": bericht.faelle, **bericht.zahlen})
    return 0


# --- die Regeln einer anderen Fassung des Projekts --------------------------------------------


def rules_at(rev: str, root: Path) -> Regelwerk:
    """The rules as they stood in a git revision of `root`. Raises Abbruch in one line."""
    from bot.eligibility import RegelFehler, load_rules

    try:
        with unpacked(rev, root, REGELN) as ordner:
            regeln = ordner / REGELN
            try:
                return load_rules(regeln)
            except RegelFehler as fehler:
                grund = str(fehler).replace(f"{regeln}/", "")
            except (KeyError, TypeError, ValueError, AttributeError, OSError) as fehler:
                # Eine ältere Schreibweise kann anders gebaut sein, als es unser Leser je prüft.
                grund = f"{type(fehler).__name__}: {fehler}".replace(f"{regeln}/", "")
    except KeineFassung as fehler:
        raise Abbruch(str(fehler)) from None
    raise Abbruch(f"Die Regeln von {rev} sind mit diesem Programm nicht lesbar: {grund}")


# --- die Fälle --------------------------------------------------------------------------------


def read_cases(ordner: Path) -> list[Fall]:
    """The people of all case files, in the order of the files. Raises Abbruch."""
    faelle = [
        _case(angabe, datei) for datei in sorted(ordner.glob("*.yml")) for angabe in _read(datei)
    ]
    if not faelle:
        raise Abbruch(f"Keine Fälle in {ordner}")
    return faelle


def _read(datei: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        faelle = yaml.safe_load(datei.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as fehler:
        raise Abbruch(f"{datei}: kein YAML: {fehler}") from None
    if not isinstance(faelle, list):
        raise Abbruch(f"{datei}: erwartet wird eine Liste von Fällen")
    return faelle


def _case(angabe: dict[str, Any], datei: Path) -> Fall:
    from bot.interview.auswirkung import Fall
    from bot.profile import Profil, UngueltigeEingabe

    try:
        stichtag = date.fromisoformat(str(angabe["stichtag"]))
        profil = Profil.from_json(angabe["profil"], stichtag)
        return Fall(angabe["id"], angabe.get("fall", ""), stichtag, profil)
    except (KeyError, TypeError, ValueError, UngueltigeEingabe) as fehler:
        name = angabe.get("id") if isinstance(angabe, dict) else angabe
        raise Abbruch(f"{datei}: Fall {name!r}: {fehler}") from None


# --- die Ausgabe ------------------------------------------------------------------------------


def as_json(rev: str, anzahl: int, unterschiede: Iterable[Unterschied]) -> dict[str, Any]:
    """Everything for programs: `rev`, number of cases, one object for each difference."""
    return {
        "rev": rev,
        "faelle": anzahl,
        "unterschiede": [
            {
                "fall": einer.fall.id,
                "text": einer.fall.text,
                "stichtag": einer.fall.stichtag.isoformat(),
                "weg": einer.weg,
                "wirkung": einer.wirkung.value,
                "vorher": asdict(einer.vorher) if einer.vorher else None,
                "jetzt": asdict(einer.jetzt) if einer.jetzt else None,
            }
            for einer in unterschiede
        ],
    }


def as_lines(
    rev: str, anzahl: int, unterschiede: list[Unterschied], titel: dict[str, str]
) -> Iterator[str]:
    """The same for people: by Weg, losses first; who shares both sentences stands together."""
    yield f"{anzahl} Fälle mit den Regeln von {rev} und von jetzt: {_summary(unterschiede)}"
    wege, wirkungen = list(titel), list(UEBERSCHRIFT)
    geordnet = sorted(
        unterschiede,
        key=lambda u: (wege.index(u.weg), wirkungen.index(u.wirkung.value), _pair(u)),
    )
    for weg, teil in groupby(geordnet, key=lambda u: u.weg):
        yield f"\n{titel[weg]} ({weg})"
        for (wirkung, paar), gruppe in groupby(teil, key=lambda u: (u.wirkung.value, _pair(u))):
            yield f"  {UEBERSCHRIFT[wirkung]}"
            yield f"    vorher: {paar[0]}"
            yield f"    jetzt:  {paar[1]}"
            for einer in gruppe:
                yield f"    - {einer.fall.id} ({einer.fall.stichtag}) {einer.fall.text}"


def _pair(unterschied: Unterschied) -> tuple[str, str]:
    return _words(unterschied.vorher), _words(unterschied.jetzt)


def _summary(unterschiede: list[Unterschied]) -> str:
    zahlen = Counter(einer.wirkung.value for einer in unterschiede)
    teile = [f"{zahlen[name]} {wort}" for name, wort in UEBERSCHRIFT.items() if zahlen[name]]
    return ", ".join(teile) or "kein Unterschied"


def _words(aussage: Aussage | None) -> str:
    if aussage is None:
        return "diesen Weg gibt es nicht"
    staerke = f" ({aussage.art})" if aussage.art else ""
    paragraf = f" [{aussage.rechtsgrundlage}]" if aussage.rechtsgrundlage else ""
    return f"{aussage.antwort}{staerke}: {aussage.satz or 'ohne Satz'}{paragraf}"


def _titles(vorher: Regelwerk, jetzt: Regelwerk) -> dict[str, str]:
    return {weg.name: weg.titel for weg in (*jetzt.wege, *vorher.wege)}
