"""Measures the understanding: `python scripts/messen_verstehen.py [DATEI ...] [--fehler]`.

Without files: all sets of tests/nlu that are for development. `--rauschen N` writes each message
N times with the mistakes of learners; `--modell` parses with an archive as it is, without a new
training, and tells the time per message and how far the classifier's confidence can be trusted;
`--ohne-muster` (with `--modell`) leaves out the patterns of data/verstehen/fakten.

Each file holds labelled messages as JSON lines: `frage`, `rolle`, `text`, `fakten`, and optionally
`id`, `absicht` (the allowed ones), `darf_auch`, `sorte`, `doppelgaenger`. All rows go through one
call of `wegweiser verstehe`, the way the chat would store them.

A row is right when every fact of `fakten` is found with its value, nothing else is found, and the
`absicht` is one of the allowed. `darf_auch` names what may be found besides or instead: a value, or
a list of possible values. For `wunsch` it lists wishes that may stand beside the labelled ones.
An invented fact is one that was not said, or was said with another value: both would be stored.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from bot.nlu.verstehe import Parser

Fakten: TypeAlias = Mapping[str, Any]

PROJEKT = Path(__file__).resolve().parents[1]
WEGWEISER = PROJEKT / ".venv" / "bin" / "wegweiser"
SAETZE = PROJEKT / "tests" / "nlu"
NACHRICHTEN = sorted(SAETZE.glob("*.jsonl"))
STICHTAG = "2026-11-22"
NOTLAGE = "notlage"


@dataclass(frozen=True)
class Nachricht:
    """A labelled message: what was said, and what may be understood."""

    id: str
    frage: str | None
    rolle: str | None
    text: str
    fakten: Fakten
    absicht: tuple[str, ...]
    darf_auch: Fakten
    sorte: str
    doppelgaenger: bool

    @property
    def is_notlage(self) -> bool:
        return self.absicht == (NOTLAGE,)


@dataclass(frozen=True)
class Urteil:
    """One message beside what was understood."""

    nachricht: Nachricht
    absicht: str
    fakten: Fakten

    @cached_property
    def fehlend(self) -> dict[str, Any]:
        """Facts that were said and not found, with neither their own nor an allowed value."""
        return {
            fakt: wert
            for fakt, wert in self.nachricht.fakten.items()
            if fakt not in self.fakten or not self._fits(fakt)
        }

    @cached_property
    def erfunden(self) -> dict[str, Any]:
        """Facts that were found and not said so."""
        return {fakt: wert for fakt, wert in self.fakten.items() if not self._fits(fakt)}

    @property
    def absicht_passt(self) -> bool:
        return not self.nachricht.absicht or self.absicht in self.nachricht.absicht

    @property
    def richtig(self) -> bool:
        return self.absicht_passt and not self.fehlend and not self.erfunden

    def _fits(self, fakt: str) -> bool:
        gesagt, erlaubt = self.nachricht.fakten.get(fakt), self.nachricht.darf_auch.get(fakt)
        gefunden = self.fakten[fakt]
        if fakt == "wunsch":
            muss = set(as_list(gesagt))
            return muss <= set(as_list(gefunden)) <= muss | set(as_list(erlaubt))
        return gefunden in (*as_list(gesagt), *as_list(erlaubt))


def as_list(wert: Any) -> list[Any]:
    """A value as a list: nothing is empty, a list stays, `weiss_nicht` and the like stand alone."""
    if wert is None:
        return []
    return list(wert) if isinstance(wert, list) else [wert]


def read_messages(datei: Path) -> list[Nachricht]:
    """The messages of one file; a row without `id` is called by its file and line."""
    nachrichten = []
    for nr, zeile in enumerate(datei.read_text(encoding="utf-8").splitlines(), start=1):
        if not zeile.strip():
            continue
        roh = json.loads(zeile)
        nachrichten.append(
            Nachricht(
                id=roh.get("id", f"{datei.stem}:{nr}"),
                frage=roh["frage"],
                rolle=roh.get("rolle"),
                text=roh["text"],
                fakten=roh["fakten"],
                absicht=tuple(roh.get("absicht", ())),
                darf_auch=roh.get("darf_auch", {}),
                sorte=roh.get("sorte", "ohne sorte"),
                doppelgaenger=roh.get("doppelgaenger", False),
            )
        )
    return nachrichten


def understand(nachrichten: Sequence[Nachricht], stichtag: str) -> list[Urteil]:
    """All messages through one `wegweiser verstehe`; stops when an answer is missing or moved."""
    zeilen = [
        json.dumps({"id": n.id, "frage": n.frage, "rolle": n.rolle, "text": n.text})
        for n in nachrichten
    ]
    lauf = subprocess.run(
        [WEGWEISER, "verstehe", "--stichtag", stichtag],
        input="\n".join(zeilen) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=PROJEKT,
        check=False,
    )
    if lauf.returncode != 0:
        sys.exit(f"wegweiser verstehe endet mit {lauf.returncode}:\n{lauf.stderr[-2000:]}")
    antworten = [json.loads(zeile) for zeile in lauf.stdout.splitlines() if zeile.strip()]
    if [a["id"] for a in antworten] != [n.id for n in nachrichten]:
        sys.exit(f"{len(nachrichten)} Nachrichten, aber {len(antworten)} Antworten oder vertauscht")
    return [
        Urteil(nachricht, antwort["absicht"], antwort["fakten"])
        for nachricht, antwort in zip(nachrichten, antworten, strict=True)
    ]


def understand_with(
    modell: Path, nachrichten: Sequence[Nachricht], stichtag: str, *, patterns: bool
) -> list[Urteil]:
    """All messages through one archive in this process; prints the time per message."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    logging.disable(logging.WARNING)
    from bot.nlu.verstehe import Parser, Zeile
    from bot.understanding import verstehen

    if not patterns:
        verstehen.__dict__["candidates"] = lambda bau, entries: []
    parser = Parser(modell, date.fromisoformat(stichtag))
    zeilen = [Zeile(n.id, n.text, n.frage, n.rolle) for n in nachrichten]
    gefunden = [parser.understand(zeile) for zeile in zeilen]
    print_times("Verstehen und Rasa       ", lambda: map(parser.understand, zeilen))
    tag = date.fromisoformat(stichtag)
    verstehe = verstehen.default().understand
    print_times(
        "nur bot.understanding    ",
        lambda: (verstehe(z.text, z.frage, z.rolle, tag) for z in zeilen),
    )
    print_trust(parser, nachrichten, gefunden, tag)
    return [
        Urteil(n, g["absicht"], g["fakten"]) for n, g in zip(nachrichten, gefunden, strict=True)
    ]


def print_times(name: str, run: Callable[[], Iterable[object]]) -> None:
    """Half and 95 % of the messages take no longer than this; patterns are compiled by then."""
    dauern, vorher = [], time.perf_counter()
    for _ in run():
        jetzt = time.perf_counter()
        dauern.append(1000 * (jetzt - vorher))
        vorher = jetzt
    dauern.sort()
    p50, p95 = (dauern[int(len(dauern) * teil)] for teil in (0.5, 0.95))
    print(f"{name}p50 {p50:.1f} ms, p95 {p95:.1f} ms")


def print_trust(
    parser: Parser,
    nachrichten: Sequence[Nachricht],
    gefunden: Sequence[Fakten],
    tag: date,
) -> None:
    """How often the classifier is right where the rules decide nothing, by its confidence.

    `geraten` counts what became an intent, `gefragt` what became a question to the person.
    """
    from bot.nlu.verstehe import Zeile
    from bot.understanding import FALLBACK, understand

    stufen: dict[int, list[tuple[bool, bool]]] = defaultdict(list)
    for n, g in zip(nachrichten, gefunden, strict=True):
        if not n.absicht or understand(n.text, n.frage, n.rolle, tag).absicht:
            continue
        parsed = parser.parse(Zeile(n.id, n.text, n.frage, n.rolle))
        sicher = max((one["confidence"] for one in parsed["intent_ranking"]), default=0.0)
        fragt_zurueck = parsed["intent"]["name"] == FALLBACK
        stufen[min(int(sicher * 10), 9)].append((fragt_zurueck, g["absicht"] in n.absicht))
    print("\nWo die Regeln nichts entscheiden: Sicherheit des Klassifikators")
    print(f"{'ab':>5}{'Zeilen':>8}{'gefragt':>9}{'geraten':>9}{'davon richtig':>15}")
    for stufe, faelle in sorted(stufen.items()):
        geraten = [richtig for gefragt, richtig in faelle if not gefragt]
        print(
            f"{stufe / 10:5.1f}{len(faelle):8}{len(faelle) - len(geraten):9}"
            f"{len(geraten):9}{sum(geraten):15}"
        )
    print()


def with_noise(nachrichten: Sequence[Nachricht], copies: int) -> list[Nachricht]:
    """Each message `copies` times, written as learners write; the same at every call.

    The seed is another than that of the training (bot/nlu/rauschen.py).
    """
    from bot.nlu.rauschen import noisy

    rng = random.Random(7)
    return [
        replace(n, id=f"{n.id}~{nr}", text=noisy(n.text, rng))
        for n in nachrichten
        for nr in range(copies)
    ]


def share(teil: int, ganzes: int) -> str:
    """A part of a whole as people read it: `12 von 40 (30.0 %)`."""
    return f"{teil} von {ganzes} ({100 * teil / ganzes:.1f} %)" if ganzes else "keine"


def count(urteile: Iterable[Urteil], trifft_zu: Callable[[Urteil], bool]) -> int:
    """How many judgements fulfil a condition."""
    return sum(trifft_zu(u) for u in urteile)


def print_overall(urteile: Sequence[Urteil]) -> None:
    """The figures that have a target: rows right, invented facts, crisis, false alarms."""
    notlagen = [u for u in urteile if u.nachricht.is_notlage]
    doppelgaenger = [u for u in urteile if u.nachricht.doppelgaenger]
    ruhige = [u for u in urteile if u.nachricht.absicht and NOTLAGE not in u.nachricht.absicht]

    def alarmed(u: Urteil) -> bool:
        return u.absicht == NOTLAGE

    print(f"ganz richtig             {share(count(urteile, lambda u: u.richtig), len(urteile))}")
    print(
        f"Fakten richtig           "
        f"{share(count(urteile, lambda u: not u.fehlend and not u.erfunden), len(urteile))}"
    )
    print(
        f"Absicht richtig          {share(count(urteile, lambda u: u.absicht_passt), len(urteile))}"
    )
    print(
        f"mit erfundenen Fakten    "
        f"{share(count(urteile, lambda u: bool(u.erfunden)), len(urteile))}"
    )
    print(
        f"  davon nicht gesagt     "
        f"{count(urteile, lambda u: bool(u.erfunden.keys() - u.nachricht.fakten.keys()))}"
    )
    print(f"Notlagen erkannt         {share(count(notlagen, alarmed), len(notlagen))}")
    print(f"Fehlalarm Doppelgänger   {share(count(doppelgaenger, alarmed), len(doppelgaenger))}")
    print(f"Fehlalarm insgesamt      {share(count(ruhige, alarmed), len(ruhige))}")


def print_per_sorte(urteile: Sequence[Urteil]) -> None:
    """Rows right and rows with invented facts for each kind of message."""
    gruppen: dict[str, list[Urteil]] = defaultdict(list)
    for urteil in urteile:
        gruppen[urteil.nachricht.sorte].append(urteil)
        if urteil.nachricht.doppelgaenger:
            gruppen["(doppelgaenger)"].append(urteil)
    print(f"\n{'Sorte':18}{'Zeilen':>8}{'richtig':>9}{'%':>7}{'erfunden':>10}")
    for sorte, gruppe in sorted(gruppen.items()):
        richtig = count(gruppe, lambda u: u.richtig)
        erfunden = count(gruppe, lambda u: bool(u.erfunden))
        anteil = 100 * richtig / len(gruppe)
        print(f"{sorte:18}{len(gruppe):8}{richtig:9}{anteil:7.1f}{erfunden:10}")


def print_per_fact(urteile: Sequence[Urteil]) -> None:
    """For each fact: how often it was said, found, missed, found with another value, made up."""
    gesagt: Counter[str] = Counter()
    verpasst: Counter[str] = Counter()
    anders: Counter[str] = Counter()
    ungesagt: Counter[str] = Counter()
    for urteil in urteile:
        gesagt.update(urteil.nachricht.fakten.keys())
        for fakt in urteil.fehlend:
            (anders if fakt in urteil.erfunden else verpasst)[fakt] += 1
        ungesagt.update(urteil.erfunden.keys() - urteil.nachricht.fakten.keys())
    print(
        f"\n{'Fakt':27}{'gesagt':>8}{'gefunden':>10}{'verpasst':>10}{'anders':>8}{'ungesagt':>10}"
    )
    for fakt in sorted(gesagt | ungesagt, key=lambda f: (-gesagt[f], f)):
        gefunden = gesagt[fakt] - verpasst[fakt] - anders[fakt]
        print(
            f"{fakt:27}{gesagt[fakt]:8}{gefunden:10}"
            f"{verpasst[fakt]:10}{anders[fakt]:8}{ungesagt[fakt]:10}"
        )


def print_confusion(urteile: Sequence[Urteil]) -> None:
    """Which wrong `absicht` stood for which allowed ones, the commonest first."""
    verwechselt = Counter(
        ("/".join(u.nachricht.absicht), u.absicht) for u in urteile if not u.absicht_passt
    )
    print("\nVerwechselte Absichten (erlaubt -> verstanden)")
    for (erlaubt, verstanden), anzahl in verwechselt.most_common():
        print(f"{anzahl:5}  {erlaubt} -> {verstanden}")


def print_errors(urteile: Iterable[Urteil]) -> None:
    """Every wrong row with what was missed, invented or taken for another `absicht`."""
    print("\nFalsche Zeilen")
    for urteil in urteile:
        if urteil.richtig:
            continue
        n = urteil.nachricht
        print(f"{n.id} [{n.frage or '-'}, {n.rolle}] {n.text}")
        if urteil.fehlend:
            print(f"    fehlt     {as_json(urteil.fehlend)}")
        if urteil.erfunden:
            print(f"    erfunden  {as_json(urteil.erfunden)}")
        if not urteil.absicht_passt:
            print(f"    absicht   {urteil.absicht} statt {'/'.join(n.absicht)}")


def as_json(fakten: Fakten) -> str:
    """Facts on one line."""
    return json.dumps(fakten, ensure_ascii=False)


def parse_arguments() -> argparse.Namespace:
    """Files, the day from which months are counted back, and whether wrong rows are shown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dateien", nargs="*", type=Path, default=NACHRICHTEN, metavar="DATEI")
    parser.add_argument("--stichtag", default=STICHTAG)
    parser.add_argument("--fehler", action="store_true", help="auch die falschen Zeilen zeigen")
    parser.add_argument("--modell", type=Path, help="Archiv, das unverändert benutzt wird")
    parser.add_argument("--rauschen", type=int, default=0, metavar="N")
    parser.add_argument("--ohne-muster", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Reads, understands once, prints."""
    wahl = parse_arguments()
    nachrichten = [nachricht for datei in wahl.dateien for nachricht in read_messages(datei)]
    if wahl.rauschen:
        nachrichten = with_noise(nachrichten, wahl.rauschen)
    if wahl.modell:
        patterns = not wahl.ohne_muster
        urteile = understand_with(wahl.modell, nachrichten, wahl.stichtag, patterns=patterns)
    else:
        urteile = understand(nachrichten, wahl.stichtag)
    print_overall(urteile)
    print_per_sorte(urteile)
    print_per_fact(urteile)
    print_confusion(urteile)
    if wahl.fehler:
        print_errors(urteile)


if __name__ == "__main__":
    main()
