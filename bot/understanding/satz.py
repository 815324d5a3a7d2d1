"""What kind of sentence a part is: question, condition, about somebody else, negated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.understanding.daten import words
from bot.understanding.falten import folded
from bot.understanding.lesen import PRONOUNS, VERBS, W_WORDS, WISHES, Abschnitt, Lesung

_LEADERS = words("satz.leaders")
_ASKING_VERBS = words("satz.asking_verbs")
_OF_STATEMENTS = words("satz.of_statements")
_ASKED = PRONOUNS | folded(
    "jemand du ihr das die der mein meine es dir euch hier eine ein einen sowas"
)
_YOU = words("satz.you")
_PREPOSITIONS = words("satz.prepositions")
_LEGAL_PAPERS = words("satz.legal_papers")
_NEGATORS = words("satz.negators")
_LIGHT_BEFORE = words("satz.light_before")
_LIGHT_AFTER = words("satz.light_after")
_FROM_NOT = words("satz.from_not")
_THINK = words("satz.think")
_HYPOTHESES = words("satz.hypotheses")
_OWN_WORDS = words("satz.own_words")
_OTHERS = words("satz.others")
_HELPER_SELF = words("satz.helper_self")
_HELPER_FOR = words("satz.helper_for")
_TERMS = words("satz.terms")
_EXPLAIN = words("satz.explain")
_NEED = words("satz.need")
_NEEDED = words("satz.needed")
_THINGS = words("satz.things")
_VALUED = words("satz.valued")
_ASKING_FIRST = words("satz.asking_first")
_OFFICES = words("satz.offices")
_OPEN = words("satz.open")
_HEARSAY = words("satz.hearsay")
_INSTEAD = frozenset({"statt", "anstatt", "anstelle"})
"""As they are typed: folded, "statt" would be the town ("Stadt")."""
_ARTICLES = folded("die der das mein meine dein")


@dataclass(frozen=True)
class Satzbau:
    """A message with the knowledge of what its parts are; `rolle` decides who "er" is."""

    lesung: Lesung
    rolle: str | None
    frage: str | None = None

    @cached_property
    def frames(self) -> dict[Abschnitt, frozenset[str]]:
        """The frames (`rahmen` of satz.yml) found in each part."""
        found: dict[Abschnitt, set[str]] = {part: set() for part in self.lesung.abschnitte}
        for match in self.lesung.found("rahmen:"):
            found[self.lesung.part_of(match.start)].add(match.key.removeprefix("rahmen:"))
        return {part: frozenset(names) for part, names in found.items()}

    def words(self, part: Abschnitt) -> tuple[str, ...]:
        """The folded words of a part."""
        return self.lesung.norms[part.start : part.ende]

    def says_verb(self, part: Abschnitt) -> bool:
        """Whether a part has a verb that reports, not one that wishes."""
        return bool(set(self.words(part)) & (VERBS - WISHES))

    @cached_property
    def questions(self) -> frozenset[Abschnitt]:
        """The parts that ask something."""
        parts = self.lesung.abschnitte
        asking = {part for number, part in enumerate(parts) if self._asks(number)}
        about_that = {part.satz for part in asking if set(self.words(part)) & folded("das dies es")}
        named = {
            p
            for p in parts
            if p.satz in about_that
            and (not set(self.words(p)) & VERBS or set(self.words(p)) & _TERMS)
        }
        return frozenset(asking | named)

    def _asks(self, number: int) -> bool:
        parts = self.lesung.abschnitte
        part, words = parts[number], self._without_leaders(parts[number])
        last = number + 1 == len(parts) or parts[number + 1].satz != part.satz
        if self.frage and words and words[0] in W_WORDS and self._does_not_know(words):
            return False
        if part.fragezeichen and last:
            return not self._is_short_answer(words)
        return bool(words) and (self._begins_asking(words, number) or self._doubts(part))

    def _without_leaders(self, part: Abschnitt) -> tuple[str, ...]:
        words = self.words(part)
        start = next((n for n, word in enumerate(words) if word not in _LEADERS), len(words))
        if (
            words[start : start + 1]
            and words[start] in VERBS
            and start
            and words[start - 1] == "ich"
        ):
            start -= 1
        return words[start:]

    def _is_short_answer(self, words: tuple[str, ...]) -> bool:
        return bool(words) and words[0][:1].isdigit() and len(words) <= 4

    def _begins_asking(self, words: tuple[str, ...], number: int) -> bool:
        if words[0] in _EXPLAIN:
            return True
        if self._asks_somebody(words) or self._asks_later(words):
            return True
        if self._is_of_need(words) or self._is_of_things(words):
            return True
        if words[0] in W_WORDS:
            return not (
                len(words) > 2
                and words[1] == "ich"
                and words[-1] in VERBS
                and self.frage is not None
            )
        if len(words) > 1 and words[0] in _PREPOSITIONS and words[1] in W_WORDS:
            return True
        if self._asks_under_condition(words, number):
            return True
        if words[0] in _ASKING_VERBS and len(words) > 1 and words[1] in _ASKED:
            return self._is_real_question(words, number)
        return self._asks_what_paper_allows(words)

    @staticmethod
    def _does_not_know(words: tuple[str, ...]) -> bool:
        """ "welcher Monat weiß ich nicht mehr"."""
        said = set(words)
        return bool(said & folded("weiß weiss weis") and said & folded("nicht nich nimmer"))

    @staticmethod
    def _asks_somebody(words: tuple[str, ...]) -> bool:
        """ "kennst du eine Schule", "hat die Agentur heute offen", "kostet das", "stimmt das"."""
        first, second, rest = words[0], words[1:2], set(words[1:])
        if second == ("man",) and (first in _ASKING_VERBS or first in VERBS) and len(words) > 2:
            return True
        if second and second[0] in folded("du ihr") and first.endswith("t") and len(words) > 2:
            return True
        if first in _ASKING_FIRST and not rest & _NEGATORS and not rest & folded("nichts nix"):
            return bool(second)
        if words[-2:] in (("stimt", "das"), ("ist", "so")):
            return len(words) > 3
        return (
            first
            in folded(
                "muss muß soll kann darf hat haben ist zahlt sieht liest erfährt bekommt weiß"
            )
            and bool(set(words[1:3] if second and second[0] in _ARTICLES else second) & _OFFICES)
            and (first not in folded("hat haben ist") or bool(rest & _OPEN))
        )

    @staticmethod
    def _asks_later(words: tuple[str, ...]) -> bool:
        """ "mit 104c was muss ich machen"."""
        return words[0] in folded("mit ohne trotz als bei") and any(
            word in W_WORDS
            and words[n + 1] in folded("muss kann soll darf")
            and words[n + 2] in PRONOUNS
            for n, word in enumerate(words[:-2])
            if n <= 3
        )

    def _is_of_need(self, words: tuple[str, ...]) -> bool:
        """ "brauch ich Erlaubnis für ein Praktikum"."""
        rest = set(words[2:])
        return (
            words[0] in _NEED and words[1:2] != () and words[1] in PRONOUNS and bool(rest & _NEEDED)
        )

    def _is_of_things(self, words: tuple[str, ...]) -> bool:
        """ "ist Abitur aus Syrien auch Abitur hier"."""
        return (
            len(words) >= 3
            and words[0] in folded("ist sind zählt gilt reicht wird")
            and words[1] in _THINGS
            and bool(set(words[2:]) & _VALUED)
        )

    def _asks_under_condition(self, words: tuple[str, ...], number: int) -> bool:
        """ "verliere ich meine Duldung, wenn ich umziehe"."""
        sentence = self.lesung.abschnitte[number].satz
        return (
            len(words) > 1
            and words[1] in PRONOUNS
            and words[0][-1:] in ("e", "t", "n")
            and any(part.satz == sentence for part in self.hypotheses)
        )

    def _is_real_question(self, words: tuple[str, ...], number: int) -> bool:
        if words[0] in _OF_STATEMENTS:
            return words[1] in _YOU
        if number and self.words(self.lesung.abschnitte[number - 1])[:1] in (("weil",), ("da",)):
            return False
        return not (self.frage == "erwerbstaetigkeit" and words[0] == "darf")

    def _asks_what_paper_allows(self, words: tuple[str, ...]) -> bool:
        for index, word in enumerate(words[:-1]):
            if word in folded("darf kann") and words[index + 1] in PRONOUNS and index:
                return bool(set(words[:index]) & _LEGAL_PAPERS) and "mit" in words[:index]
        return False

    def _doubts(self, part: Abschnitt) -> bool:
        words = self.words(part)
        thinks = bool(set(words) & _THINK) and bool(set(words[1:]) & (W_WORDS | {"ob"}))
        return thinks or words[-2:] == ("oder", "nicht")

    @cached_property
    def hypotheses(self) -> frozenset[Abschnitt]:
        """The parts that only suppose something ("wenn ich eine Duldung habe") or tell what holds
        for everybody ("ich hab gehört mit Duldung kann man bleiben")."""
        return frozenset(part for part in self.lesung.abschnitte if self._supposes(part))

    def _supposes(self, part: Abschnitt) -> bool:
        said = set(self.words(part))
        if (
            set(self.words(part)[:2]) & _HYPOTHESES
            and self.lesung.norms[part.start - 1 : part.start] != ("auch",)
            and said & PRONOUNS
        ):
            return True
        everybody = any(
            self._says_man(one) for one in self.lesung.abschnitte if one.satz == part.satz
        )
        return everybody and bool(
            said & _HEARSAY or (self._says_man(part) and not said & _OWN_WORDS)
        )

    def _says_man(self, part: Abschnitt) -> bool:
        """Whether "man" is said; folded it would be "Mann", too."""
        return "man" in self.lesung.roh[part.start : part.ende]

    @cached_property
    def foreign(self) -> frozenset[Abschnitt]:
        """The parts about somebody else than the person whose facts we collect."""
        return frozenset(self._helper_foreign() if self.rolle == "helfer" else self._own_foreign())

    def _own_foreign(self) -> set[Abschnitt]:
        found: set[Abschnitt] = set()
        other = False
        for part in self.lesung.abschnitte:
            words = set(self.words(part))
            if self._about_relative(part):
                other = True
            elif words & _OWN_WORDS:
                other = False
            elif not other and words & folded("er ihm ihn sein seine") and self.rolle == "selbst":
                other = True
            if other:
                found.add(part)
        return found

    def _about_relative(self, part: Abschnitt) -> bool:
        return any(
            match.key == "rahmen:fremd"
            and part.start <= match.start < part.ende
            and self._is_subject(part, match.start, match.ende)
            for match in self.lesung.found("rahmen:fremd")
        )

    def _is_subject(self, part: Abschnitt, start: int, end: int) -> bool:
        words = self.lesung.norms
        before = set(words[part.start : start])
        if words[start - 1] in _PREPOSITIONS if start > part.start else False:
            return False
        return not before & folded("ich wir für mit bei")

    def _helper_foreign(self) -> set[Abschnitt]:
        found = set()
        for part in self.lesung.abschnitte:
            words = self.words(part)
            if (
                words[:1]
                and words[0] in folded("sein seine ihr ihre")
                and self._about_relative(part)
            ):
                found.add(part)
            if "ich" in words[:3] and self._says_of_self(words):
                found.add(part)
        return found

    def _says_of_self(self, words: tuple[str, ...]) -> bool:
        own = set(words)
        if own & folded("selbst selber") and own & _HELPER_SELF:
            return True
        near = words.index("ich")
        verb = set(words[max(near - 1, 0) : near + 2])
        return bool(verb & _HELPER_SELF) and not own & _HELPER_FOR

    def is_negated(self, start: int, end: int) -> bool:
        """Whether the words `start` up to `end` are denied ("keine X", "X habe ich nicht")."""
        part = self.lesung.part_of(start)
        return self._denied_before(part, start) or self._denied_after(part, end)

    def has_negator(self, start: int, end: int) -> bool:
        """Whether a "kein" or "nicht" stands among the words `start` up to `end`."""
        return bool(set(self.lesung.norms[start:end]) & _NEGATORS)

    def _denied_before(self, part: Abschnitt, start: int) -> bool:
        words = self.lesung.norms
        for index in range(start - 1, max(part.start, start - 5) - 1, -1):
            instead = self.lesung.roh[index] in _INSTEAD
            if instead or (words[index] == "als" and self._compares(part, index)):
                return True
            if words[index] in _NEGATORS:
                if words[index] in _NOTHING and words[start] in VERBS:
                    return False
                return words[index + 1] != "nur"
            if words[index] not in _LIGHT_BEFORE:
                return False
        return False

    def _compares(self, part: Abschnitt, index: int) -> bool:
        """ "lieber Arbeit als Schule": something stands between "lieber" and "als"."""
        before = self.lesung.norms[part.start : index]
        return any(word in folded("lieber eher mehr besser") for word in before[:-1])

    def _denied_after(self, part: Abschnitt, end: int) -> bool:
        words = self.lesung.norms
        for index in range(end, min(part.ende, end + 5)):
            if words[index] in _FROM_NOT:
                after = words[index + 1] if index + 1 < part.ende else ""
                return words[index] != "nein" and (
                    not after or after in _LIGHT_AFTER | _END | VERBS
                )
            if words[index] in folded("kein keine keinen") and index + 1 >= part.ende:
                return True
            if words[index] not in _LIGHT_AFTER:
                return False
        return False


_NOTHING = folded("nix nichts nischt")
"""They deny a noun ("nix Duldung"), not the verb that follows ("mache nix warte auf Kurs")."""
_END = frozenset(".!?,;:)")
