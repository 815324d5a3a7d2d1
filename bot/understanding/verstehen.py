"""From a message to facts and hints: the entry to this room.

understand("nicht gestattung, duldung!", "aufenthalt", "selbst", stichtag)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from spacy.language import Language

from bot.places import all_gemeinden
from bot.profile import FAKTEN, UngueltigerWert, Value, check_value
from bot.understanding import daten, herkunft, pipeline
from bot.understanding.absicht import (
    ASKS_WHAT_NOT,
    Hinweise,
    about,
    asks_bot,
    certain_absicht,
    rule_intents,
)
from bot.understanding.alter import read_age
from bot.understanding.antworten import answers_first, short_answer
from bot.understanding.deutsch import names_level, read_level
from bot.understanding.fakten import (
    Ergebnis,
    Kandidat,
    candidates,
    resolve,
)
from bot.understanding.falten import fold
from bot.understanding.herkunft import read_origin
from bot.understanding.lesen import Leser, Lesung
from bot.understanding.muster import Gruppen
from bot.understanding.notlage import bag_words, detect_crisis, is_harmless
from bot.understanding.orte import is_named, read_place
from bot.understanding.satz import Satzbau
from bot.understanding.sprache import detect_language
from bot.understanding.zahlen import number_words
from bot.understanding.zeilen import pattern_lines
from bot.understanding.zeit import time_words
from bot.understanding.zeitfakten import names_month, read_times


@dataclass(frozen=True)
class Verstanden:
    """What a message says.

    `fakten`: facts it states (values of the contract); `verneint`: values it denies; `thema`: the
    words a question is about, or the open question's fact; `ort_vorschlaege`: AGS to choose from;
    `sprache`: ISO 639-1 code of another language; `notlage`: kind of crisis; `absicht`: the
    intent where the rules alone decide it.
    """

    fakten: Mapping[str, Value] = field(default_factory=dict)
    verneint: tuple[tuple[str, Value], ...] = ()
    thema: str | None = None
    ort_vorschlaege: tuple[str, ...] = ()
    ort_ausserhalb: str | None = None
    kreis: str | None = None
    sprache: str | None = None
    notlage: str | None = None
    absicht: str | None = None
    hinweise: Hinweise = field(default_factory=Hinweise)


class Verstehen:
    """Understands messages with one spaCy pipeline; keep one per process."""

    def __init__(self, nlp: Language) -> None:
        data = daten.sentence_data()
        groups = {name: tuple(map(str, words)) for name, words in data["gruppen"].items()}
        groups["land"] = herkunft.words_of("namen")
        groups["adjektiv"] = herkunft.words_of("adjektiv")
        self._entries = daten.entries()
        gruppen = Gruppen(groups)
        patterns = dict(pattern_lines(self._entries, data["rahmen"], groups))
        more = (
            *(*number_words(), *time_words()),
            *(*daten.all_words(), *bag_words()),
        )
        names = herkunft.words_of("namen")
        self._leser = Leser(nlp, patterns, gruppen, _is_word, more, names)

    def understand(
        self, text: str, frage: str | None, rolle: str | None, stichtag: date
    ) -> Verstanden:
        """What a message says when `frage` is open; lengths of time count back from `stichtag`."""
        bau = Satzbau(self._leser.read(text), rolle, frage if frage in FAKTEN else None)
        if not bau.lesung.norms:
            return self._finish(bau, Verstanden(sprache=detect_language(text)))
        sprache = detect_language(text)
        german = not sprache and self._leser.is_mostly_known(bau.lesung)
        notlage, cries_in = detect_crisis(bau, german=german)
        sprache = sprache or (None if german else cries_in)
        if notlage:
            # Who cries for help does not answer: only what the words alone say is a fact.
            bau = bau if answers_first(bau) else replace(bau, frage=None)
        ergebnis = self._foreign_facts(bau) if sprache else self._facts(bau, stichtag)
        found = Verstanden(sprache=sprache, notlage=notlage, verneint=tuple(ergebnis.verneint))
        found = self._with_place(bau, found, ergebnis.fakten) if not sprache else found
        return self._finish(bau, found, ergebnis.fakten)

    def read(self, text: str) -> Lesung:
        """The words, parts and matches of a message, for looking into."""
        return self._leser.read(text)

    def _facts(self, bau: Satzbau, stichtag: date) -> Ergebnis:
        found: list[Kandidat] = candidates(bau, self._entries)
        found += read_age(bau, stichtag)
        found += read_level(bau)
        found += read_origin(bau)
        found += read_times(bau, stichtag)
        return resolve(bau, found)

    def _foreign_facts(self, bau: Satzbau) -> Ergebnis:
        """ "my deutsch is b1": a level of German is written alike in every language."""
        return resolve(bau, read_level(bau)) if bau.frage == "deutsch" else Ergebnis()

    def _with_place(self, bau: Satzbau, found: Verstanden, fakten: dict[str, Value]) -> Verstanden:
        place = read_place(bau)
        if place.ags:
            fakten["ort"] = place.ags
        return replace(
            found,
            verneint=(
                *found.verneint,
                *(("ort", ags) for ags in place.verneint if is_named(bau, ags)),
            ),
            ort_vorschlaege=place.vorschlaege,
            ort_ausserhalb=place.ausserhalb,
            kreis=place.kreis,
        )

    def _finish(
        self, bau: Satzbau, found: Verstanden, fakten: dict[str, Value] | None = None
    ) -> Verstanden:
        rules = rule_intents(bau)
        said = _checked(_consistent(fakten or {}))
        if bau.frage == "kinderbetreuung":
            said.pop("kinder", None)  # Only who has children is asked for their care.
        if found.notlage:
            said = {name: wert for name, wert in said.items() if name not in _NOT_IN_CRISIS}
            said = {
                name: wert for name, wert in said.items() if (name, wert) != ("rolle", bau.rolle)
            }
        if "mensch" in rules and bau.frage != "wunsch" and said.get("wunsch") == ("beratung",):
            said.pop("wunsch")
        denied, crisis = bool(found.verneint), bool(found.notlage)
        answer = short_answer(bau, rules, said, denied=denied, crisis=crisis)
        if found.sprache and not (answer and len(bau.lesung.norms) <= SHORT_ANSWER):
            answer = None
        if answer and bau.frage:
            said.update({bau.frage: answer[0]} if answer[0] is not None else {})
        hints = Hinweise(
            regeln=rules,
            fragt=bool(bau.questions),
            fakten=said,
            nur_antwort=answer[1] if answer else None,
            sonst_gesagt=bool(
                found.verneint
                or found.kreis
                or found.ort_vorschlaege
                or names_month(bau)
                or names_level(bau)
            ),
            sprache=found.sprache,
            notlage=found.notlage,
            deutsch=self._leser.is_mostly_known(bau.lesung),
            ausserhalb_ort=found.ort_ausserhalb is not None,
            leer=not any(map(str.isalnum, bau.lesung.text)),
            harmlos=is_harmless(bau),
            an_bot=asks_bot(bau),
        )
        absicht = certain_absicht(hints)
        return replace(
            found, fakten=said, absicht=absicht, hinweise=hints, thema=_topic(bau, hints)
        )


SHORT_ANSWER = 4
"""Up to so many words an answer counts in another language, too: "sais pas, weiß nicht"."""
_NOT_IN_CRISIS = frozenset({"wunsch", "pass", "wohnsitzauflage", "arbeit_stunden"})
"""What a cry for help sounds like and does not state: "er nahm mir den Pass weg"."""


def _topic(bau: Satzbau, hints: Hinweise) -> str | None:
    if ASKS_WHAT_NOT in hints.regeln:
        return "nein"
    asks = hints.fragt or hints.regeln & {"erklaeren", "warum"}
    return (about(bau) or bau.frage) if asks else None


def _consistent(fakten: dict[str, Value]) -> dict[str, Value]:
    """Drops what cannot hold beside a plainer statement: a paragraph beside a Duldung."""
    said = dict(fakten)
    if said.get("aufenthalt") not in (None, "erlaubnis"):
        said.pop("paragraf", None)
    if said.get("aufenthalt") not in (None, "duldung"):
        said.pop("duldungsart", None)
    if "geburtsdatum" in said:
        said.pop("alter", None)
    return said


def _checked(fakten: Mapping[str, Value]) -> dict[str, Value]:
    checked: dict[str, Value] = {}
    for name, value in fakten.items():
        try:
            checked[name] = check_value(name, list(value) if isinstance(value, tuple) else value)
        except UngueltigerWert:
            continue
    return checked


@cache
def _place_names() -> frozenset[str]:
    names = (fold(word) for one in all_gemeinden() for word in re.split(r"[\s()-]+", one.name))
    return frozenset(word for word in names if len(word) > 3)


def _is_word(folded: str) -> bool:
    """Whether a folded form is an ordinary word or a town: neither is repaired."""
    return pipeline.known_words()(folded) or folded in _place_names()


@cache
def default() -> Verstehen:
    """The instance for the pipeline in use."""
    return Verstehen(pipeline.load())


def understand(text: str, frage: str | None, rolle: str | None, stichtag: date) -> Verstanden:
    """What a message says; see `Verstehen.understand`."""
    return default().understand(text, frage, rolle, stichtag)
