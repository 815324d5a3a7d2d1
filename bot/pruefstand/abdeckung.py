"""What the cases touch and what none of them does: questions, answers, rules, offers, sentences."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.catalogue import Angebot
from bot.eligibility.regelwerk import Fassung, Knoten, Regelwerk, Weg
from bot.profile import FAKTEN, WEISS_NICHT, Value
from bot.pruefstand.hintergrund import Melde
from bot.pruefstand.lager import Bestand
from bot.pruefstand.rundgang import Rundgang, Uebergang, walk
from bot.reply.alle_texte import Text

WORTE = ("ja", "nein", "offen")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Frage:
    """One question: in how many cases it is asked, at which place, and not answered in how many."""

    fakt: str
    gefragt: int
    weiss_nicht: int
    platz: float
    nie: tuple[Value, ...]
    """Values that nobody answers."""
    beispiel: str = ""


@dataclass(frozen=True)
class Zweig:
    """A door or a condition and how often it says what. `wo`: file and line."""

    weg: str
    zugang: str
    wo: str
    text: str
    zahl: Mapping[str, int]

    @property
    def nie(self) -> tuple[str, ...]:
        """The answers that no case brings; all of them where no case comes here."""
        return tuple(wort for wort in WORTE if not self.zahl.get(wort))

    @property
    def erreicht(self) -> bool:
        """Whether any case comes here."""
        return any(self.zahl.values())

    @property
    def geprueft(self) -> bool:
        """Whether both sides are tried: yes and no."""
        return bool(self.zahl.get("ja") and self.zahl.get("nein"))


@dataclass(frozen=True)
class Absicht:
    """An intent, its examples for training and its tests."""

    name: str
    beispiele: int
    tests: int


@dataclass
class Abdeckung:
    """The sum of all walks. `je_fall`: the questions of each case with their answers."""

    je_fall: dict[str, tuple[tuple[str, Value], ...]] = field(default_factory=dict)
    vor: Counter[Uebergang] = field(default_factory=Counter)
    zurueck: Counter[Uebergang] = field(default_factory=Counter)
    maengel: list[tuple[str, str]] = field(default_factory=list)
    gesagt: set[str] = field(default_factory=set)
    roh: set[str] = field(default_factory=set)
    gefunden: Counter[str] = field(default_factory=Counter)
    karten: Counter[str] = field(default_factory=Counter)
    erste: Counter[str] = field(default_factory=Counter)
    tueren: dict[Fassung, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    knoten: dict[Knoten, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    fragen: tuple[Frage, ...] = ()
    zugaenge: tuple[Zweig, ...] = ()
    bedingungen: tuple[Zweig, ...] = ()
    angebote: tuple[Angebot, ...] = ()
    """What is read off at the end, so that later changes of the rules do not mix in."""

    def add(self, gang: Rundgang) -> None:
        """One more case."""
        self.je_fall[gang.fall.id] = gang.gefragt
        self.vor.update(gang.vor)
        self.zurueck.update(gang.zurueck)
        self.maengel += [(gang.fall.id, satz) for satz in gang.maengel]
        self.gesagt |= gang.saetze
        self.roh |= gang.roh
        for zaehler, neu in (
            (self.gefunden, gang.gefunden),
            (self.karten, gang.karten),
            (self.erste, gang.erste),
        ):
            zaehler.update(neu)
        for fassung, antwort in gang.tueren.items():
            self.tueren[fassung][antwort.wort] += 1
        for knoten, antwort in gang.knoten.items():
            self.knoten[knoten][antwort.wort] += 1

    def finish(self, bestand: Bestand) -> Abdeckung:
        """Reads off the lists for the state that was walked; returns itself."""
        self.fragen = self.questions()
        self.zugaenge = tuple(doors(self, bestand.regelwerk))
        self.bedingungen = tuple(conditions(self, bestand))
        self.angebote = tuple(bestand.katalog.all_offers())
        return self

    @cached_property
    def unversucht(self) -> tuple[Uebergang, ...]:
        """Steps that are gone forwards but by no case back."""
        return tuple(sorted(set(self.vor) - set(self.zurueck)))

    def questions(self) -> tuple[Frage, ...]:
        """Every fact of the vocabulary as a question, those asked most first."""
        return tuple(sorted(map(self._question, FAKTEN), key=lambda frage: -frage.gefragt))

    def _question(self, fakt: str) -> Frage:
        stellen = [
            (nummer, wert, fall)
            for fall, gefragt in self.je_fall.items()
            for nummer, (name, wert) in enumerate(gefragt, start=1)
            if name == fakt
        ]
        werte = {einer for _, wert, _ in stellen for einer in _single(wert)}
        eintrag = FAKTEN[fakt]
        alle = (*(eintrag.werte or ()), *((WEISS_NICHT,) if eintrag.kennt_weiss_nicht else ()))
        return Frage(
            fakt,
            len(stellen),
            sum(wert == WEISS_NICHT for _, wert, _ in stellen),
            sum(nummer for nummer, _, _ in stellen) / len(stellen) if stellen else 0.0,
            tuple(wert for wert in alle if wert not in werte),
            stellen[0][2] if stellen else "",
        )

    def offers_never_shown(self) -> tuple[Angebot, ...]:
        """Offers that stand on no card."""
        return tuple(angebot for angebot in self.angebote if angebot.id not in self.karten)

    def never_said(self, texte: Iterable[Text]) -> Iterator[Text]:
        """Sentences that no case hears."""
        for text in texte:
            if text.id not in self.gesagt and text.roh not in self.roh:
                yield text


def _single(wert: Value) -> tuple[object, ...]:
    return wert if isinstance(wert, tuple) else (wert,)


def measure(bestand: Bestand, melde: Melde) -> Abdeckung:
    """Walks all cases, one after another; takes about a minute for 600."""
    summe, alle = Abdeckung(), len(bestand.faelle)
    for nummer, fall in enumerate(bestand.faelle):
        melde(nummer, alle)
        summe.add(walk(fall, bestand))
    melde(alle, alle)
    return summe.finish(bestand)


# --- doors and conditions -------------------------------------------------------------------------


def doors(summe: Abdeckung, regelwerk: Regelwerk) -> Iterator[Zweig]:
    """Every version of every door; a closed one counts as a no."""
    for weg in regelwerk.wege:
        for zugang, fassung in _versions(weg):
            bis = f" bis {fassung.geltung.bis}" if fassung.geltung.bis else ""
            text = f"{'gesperrt ' if fassung.gesperrt else ''}ab {fassung.geltung.ab}{bis}"
            zahl = summe.tueren.get(fassung, Counter())
            yield Zweig(weg.name, zugang, fassung.ort, text, zahl)


def conditions(summe: Abdeckung, bestand: Bestand) -> Iterator[Zweig]:
    """Every comparison in the rules once; shared terms belong to the Weg that names them first."""
    gesehen: set[Knoten] = set()
    for weg in bestand.regelwerk.wege:
        for zugang, fassung in _versions(weg):
            baeume = (fassung.betrifft, *(() if fassung.gesperrt else (fassung.wenn,)))
            for knoten in (blatt for baum in baeume for blatt in _leaves(baum, gesehen)):
                worte, zahl = bestand.worte.condition(knoten), summe.knoten.get(knoten, Counter())
                yield Zweig(weg.name, zugang, knoten.ort, worte, zahl)


def _versions(weg: Weg) -> Iterator[tuple[str, Fassung]]:
    for zugang in weg.zugaenge:
        for fassung in zugang.fassungen:
            yield zugang.id, fassung


def _leaves(knoten: Knoten, gesehen: set[Knoten]) -> Iterator[Knoten]:
    if knoten in gesehen:
        return
    gesehen.add(knoten)
    if knoten.art == "blatt":
        yield knoten
    for kind in knoten.kinder:
        yield from _leaves(kind, gesehen)


# --- what stands in files beside the data ---------------------------------------------------------


def intents(wurzel: Path) -> tuple[Absicht, ...]:
    """Every intent a person can have, its examples and its tests; commands are buttons."""
    domain = _yaml(wurzel / "domain.yml")
    namen = [name for eine in domain.get("intents", ()) for name in _names(eine)]
    beispiele, tests = _examples(wurzel), _tests(wurzel)
    return tuple(
        Absicht(name, beispiele[name], tests[name])
        for name in namen
        if not name.startswith("befehl_")
    )


def _examples(wurzel: Path) -> Counter[str]:
    """How many sentences of training each intent has."""
    zahl: Counter[str] = Counter()
    for datei in sorted((wurzel / "data" / "nlu").glob("*.yml")):
        for block in _yaml(datei).get("nlu", ()):
            saetze = str(block.get("examples", "")).splitlines()
            zahl[str(block.get("intent"))] += sum(satz.startswith("- ") for satz in saetze)
    return zahl


def _tests(wurzel: Path) -> Counter[str]:
    """How often tests name each intent: lists of messages and Rasa's own test stories."""
    zahl: Counter[str] = Counter()
    for ordner in ("nlu", "understanding"):
        for datei in sorted((wurzel / "tests" / ordner).glob("*.jsonl")):
            zeilen = filter(str.strip, datei.read_text(encoding="utf-8").splitlines())
            zahl.update(absicht for zeile in zeilen for absicht in _expected(json.loads(zeile)))
    for geschichte in _yaml(wurzel / "tests" / "test_geschichten.yml").get("stories", ()):
        zahl.update(schritt["intent"] for schritt in geschichte["steps"] if "intent" in schritt)
    return zahl


def _expected(zeile: Mapping[str, Any]) -> Iterable[str]:
    """The intents that a line of a test allows; a line of crises or facts names none."""
    absicht = zeile.get("absicht") or ("notlage" if zeile.get("notlage") else "angabe")
    return [absicht] if isinstance(absicht, str) else absicht


def _yaml(datei: Path) -> Mapping[str, Sequence[Any]]:
    if not datei.exists():
        return {}
    return yaml.load(datei.read_text(encoding="utf-8"), _Loader) or {}


def _names(eine: object) -> Iterable[str]:
    return map(str, eine) if isinstance(eine, Mapping) else (str(eine),)
