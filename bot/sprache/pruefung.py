"""Holds every user-visible text against the rules and says where which one is broken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.places import all_gemeinden
from bot.reply.alle_texte import Text, all_texts, fill_example, proper_names
from bot.reply.glossar import load_glossar
from bot.reply.texte import HELFER, MONATE, Texte, TextFehler, compose, line_of, load_texts
from bot.sprache.regeln import MESSAGE_RULES, SENTENCE_RULES, button
from bot.sprache.wortschatz import SELTEN, Wortschatz, load_wortschatz
from bot.sprache.zaehlen import lix, sentences, words, wstf1

MAX_WSTF = 5.0
MAX_LIX = 35.0
_TOPIC_FROM_WORDS = 100  # below this the formulas say nothing about a topic
_NO_MESSAGE = frozenset({"knopf"})
_WITHOUT_NAMES = frozenset(
    {"verneinung", "nominalstil"}
)  # a name counts as one word, not its parts


@dataclass(frozen=True)
class Fund:
    """A broken rule: where, which sentence, which rule, and what exactly."""

    id: str
    wo: str
    satz: str
    regel: str
    genau: str

    def __str__(self) -> str:
        return f"{self.wo}: „{self.satz}“ [{self.regel}] {self.genau}"


@dataclass(frozen=True)
class Ausnahme:
    """A rule that one text may break, and why."""

    id: str
    regel: str
    grund: str
    wo: str


@dataclass(frozen=True)
class Thema:
    """The two formulas over all texts of one topic."""

    name: str
    woerter: int
    wstf1: float
    lix: float


@dataclass(frozen=True)
class Bericht:
    """All findings; those with an exception stand apart."""

    texte: int
    funde: tuple[Fund, ...]
    ausgenommen: tuple[Fund, ...]
    ausnahmen: tuple[Ausnahme, ...]
    ungenutzt: tuple[Ausnahme, ...]
    themen: tuple[Thema, ...]


def check_all(root: Path | str = ".") -> Bericht:
    """Checks every text of the project. Raises `TextFehler` for unreadable files."""
    texte = load_texts(Path(root) / "data" / "texte")
    deutsch = [text for text in all_texts(root) if text.sprache == "de"]
    wortschatz = vocabulary(texte, root)
    funde = [fund for text in deutsch for fund in _check(text, texte, wortschatz)]
    themen = tuple(_topics(deutsch, texte))
    funde += list(_hard_topics(themen))
    return _report(len(deutsch), _unique(funde), load_exceptions(root), themen)


def check_text(text: str, wortschatz: Wortschatz, art: str = "antwort") -> list[tuple[str, str]]:
    """Broken rules of one text, as (rule, what exactly); `art` as in `wegweiser texte`."""
    return [(regel, genau) for _, regel, genau in _broken(text, wortschatz, art)]


def vocabulary(texte: Texte, root: Path | str = ".") -> Wortschatz:
    """The words our texts may use: frequent ones, those of the glossary, names of places."""
    orte = {teil for gemeinde in all_gemeinden() for teil in words(gemeinde.name)}
    laender = {teil for land in texte.unter("laender").values() for teil in words(land)}
    namen = {teil for name in proper_names(root) for teil in words(name)}
    erlaubt = frozenset(orte | laender | namen | set(MONATE))
    return load_wortschatz(texte, load_glossar(texte), erlaubt)


def load_exceptions(root: Path | str = ".") -> tuple[Ausnahme, ...]:
    """Reads data/texte/ausnahmen.yml. Raises `TextFehler` for an entry without a reason."""
    datei = Path(root) / "data" / "texte" / "ausnahmen.yml"
    wurzel = compose(datei) if datei.exists() else None
    liste = dict(_pairs(wurzel)).get("ausnahmen") if isinstance(wurzel, MappingNode) else None
    if not isinstance(liste, SequenceNode):
        return ()
    return tuple(_exception(knoten, datei) for knoten in liste.value)


def _exception(knoten: MappingNode, datei: Path) -> Ausnahme:
    felder = {name: str(wert.value).strip() for name, wert in _pairs(knoten)}
    wo = f"{datei}:{line_of(knoten)}"
    fehlt = [name for name in ("id", "regel", "grund") if not felder.get(name)]
    if fehlt:
        raise TextFehler(f"{', '.join(fehlt)} fehlt; jede Ausnahme braucht einen Grund", wo)
    return Ausnahme(felder["id"], felder["regel"], felder["grund"], wo)


def _pairs(knoten: MappingNode) -> Iterator[tuple[str, Node]]:
    for name, wert in knoten.value:
        yield str(name.value), wert


def _check(text: Text, texte: Texte, wortschatz: Wortschatz) -> Iterator[Fund]:
    for rolle in (None, HELFER):
        satz = fill_example(text, rolle, texte)
        for stelle, regel, genau in _broken(satz, wortschatz, text.art):
            if regel == "ein-wort" and _explains(text, genau, wortschatz):
                continue
            yield Fund(text.id, text.wo, stelle, regel, genau)


def _broken(text: str, wortschatz: Wortschatz, art: str) -> Iterator[tuple[str, str, str]]:
    """(sentence, rule, what exactly) for every broken rule."""
    for satz in sentences(text) or (text,):
        for regel, pruefe in SENTENCE_RULES.items():
            gelesen = wortschatz.without_names(satz) if regel in _WITHOUT_NAMES else satz
            yield from ((satz, regel, genau) for genau in pruefe(gelesen))
        yield from ((satz, regel, genau) for regel, genau in _word_rules(satz, wortschatz))
    if art in _NO_MESSAGE:
        yield from ((text, "knopf", genau) for genau in button(text))
        return
    for regel, pruefe in MESSAGE_RULES.items():
        yield from ((text, regel, genau) for genau in pruefe(text))


def _word_rules(satz: str, wortschatz: Wortschatz) -> Iterator[tuple[str, str]]:
    for wort, haeufigkeit in wortschatz.rare(satz):
        stufe = "sehr selten" if haeufigkeit < SELTEN else "selten"
        yield "seltenes-wort", f"{wort} ({stufe}, {haeufigkeit:.1f}) steht nicht im Glossar"
    for wort, besser in wortschatz.banned(satz):
        yield "schweres-wort", f"{wort}; besser: {besser}"
    for wort, grund in wortschatz.long_compounds(satz):
        yield "langes-wort", f"{wort}: {grund}"
    for fremd, unser in wortschatz.other_names(satz):
        yield "ein-wort", f"„{fremd}“ heißt bei uns „{unser}“"
    for kurz in wortschatz.unexplained_abbreviations(satz):
        yield "abkuerzung", f"{kurz} steht nicht im Glossar"


def _explains(text: Text, genau: str, wortschatz: Wortschatz) -> bool:
    """A word's own explanation may name what others call it."""
    if text.art != "glossar":
        return False
    begriff = next(b for b in wortschatz.glossar.begriffe if b.id == text.id.split(".")[1])
    return genau.endswith(f"„{begriff.wort}“")


def _topics(texte_liste: Iterable[Text], texte: Texte) -> Iterator[Thema]:
    gruppen: dict[str, list[str]] = defaultdict(list)
    for text in texte_liste:
        if text.art not in _NO_MESSAGE and re.search(r"[.!?:]$", text.roh):
            gruppen[text.thema].append(fill_example(text, None, texte))
    for name, gruppe in sorted(gruppen.items()):
        anzahl = sum(len(words(text)) for text in gruppe)
        yield Thema(name, anzahl, wstf1(gruppe), lix(gruppe))


def _hard_topics(themen: Iterable[Thema]) -> Iterator[Fund]:
    for thema in themen:
        if thema.woerter >= _TOPIC_FROM_WORDS and thema.wstf1 > MAX_WSTF:
            genau = f"Wiener Sachtextformel {thema.wstf1:.1f}, erlaubt {MAX_WSTF:.0f}"
            yield Fund(thema.name, thema.name, "alle Texte zusammen", "formel-thema", genau)
        if thema.woerter >= _TOPIC_FROM_WORDS and thema.lix > MAX_LIX:
            genau = f"LIX {thema.lix:.0f}, erlaubt {MAX_LIX:.0f}"
            yield Fund(thema.name, thema.name, "alle Texte zusammen", "formel-thema", genau)


def _unique(funde: Iterable[Fund]) -> list[Fund]:
    """Both roles, and YAML aliases, break the same rule in the same words: one finding."""
    return list({(f.wo, f.regel, f.genau): f for f in reversed(list(funde))}.values())[::-1]


def _report(
    anzahl: int, funde: list[Fund], ausnahmen: tuple[Ausnahme, ...], themen: tuple[Thema, ...]
) -> Bericht:
    erlaubt = {(a.id, a.regel) for a in ausnahmen}
    gefunden = {(f.id, f.regel) for f in funde}
    return Bericht(
        texte=anzahl,
        funde=tuple(f for f in funde if (f.id, f.regel) not in erlaubt),
        ausgenommen=tuple(f for f in funde if (f.id, f.regel) in erlaubt),
        ausnahmen=ausnahmen,
        ungenutzt=tuple(a for a in ausnahmen if (a.id, a.regel) not in gefunden),
        themen=themen,
    )
