"""Reading a message: words in repaired spelling, parts of the sentence, matched patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from bot.understanding.daten import all_words, sentence_data, words
from bot.understanding.falten import fold, plain
from bot.understanding.muster import Gruppen, compile_pattern, required_words, words_of
from bot.understanding.saeubern import clean
from bot.understanding.woerter import Rechtschreibung

_STOP = re.compile(r"^[.!?;:,()/\[\]{}\"|]+$")
_END_OF_SENTENCE = frozenset(".!?;")


_JOINTS = words("lesen.joints")
_AND = words("lesen.and")
PRONOUNS = words("lesen.pronouns")
_SUBJECTS = words("lesen.subjects")
WISHES = words("lesen.wishes")
_MODALS = words("lesen.modals")
_NOW = words("lesen.now")
_PAST = words("lesen.past")
_REPORTS = words("lesen.reports")
W_WORDS = words("lesen.w_words")
VERBS = words("lesen.verbs")
_OWN = words("lesen.own")
_BOSSES = words("lesen.bosses")
_TIMES = words("lesen.times")
_NEW_CLAUSE = words("lesen.new_clause")
_NO_WORDS = words("lesen.no_words")
_BEFORE_OBJECT = words("lesen.before_object")
_HARM = words("lesen.harm")


@dataclass(frozen=True)
class Abschnitt:
    """A part of a sentence: words `start` up to `ende`, of sentence number `satz`.

    `fragezeichen`: the sentence ends with a question mark.
    """

    start: int
    ende: int
    satz: int
    fragezeichen: bool = False


@dataclass(frozen=True)
class Treffer:
    """A pattern found: its key and the words `start` up to `ende`."""

    key: str
    start: int
    ende: int

    def __len__(self) -> int:
        return self.ende - self.start


@dataclass(frozen=True)
class Lesung:
    """A message that was read. `norms` are the folded words that patterns are matched with."""

    text: str
    roh: tuple[str, ...]
    woerter: tuple[str, ...]
    norms: tuple[str, ...]
    abschnitte: tuple[Abschnitt, ...]
    treffer: tuple[Treffer, ...]

    def part_of(self, index: int) -> Abschnitt:
        """The part of the sentence in which a word stands."""
        return next(part for part in self.abschnitte if part.start <= index < part.ende)

    def found(self, prefix: str) -> list[Treffer]:
        """All matches whose key begins so."""
        return [one for one in self.treffer if one.key.startswith(prefix)]


class Zeile:
    """One line of patterns with a Matcher of its own, made when it is first needed.

    A single Matcher for all lines would test a thousand word lists on every word (50 ms); most
    lines are out at once because a word they need is not in the message.
    """

    def __init__(self, key: str, line: str, gruppen: Gruppen, nlp: Language) -> None:
        self.key = key
        self.required = required_words(line, gruppen)
        self._patterns = compile_pattern(line, gruppen)
        self._nlp = nlp
        self._matcher: Matcher | None = None

    @property
    def anchor(self) -> frozenset[str]:
        """The forms of its rarest needed word; empty if it needs none."""
        return min(self.required, key=len, default=frozenset())

    def may_match(self, words: frozenset[str]) -> bool:
        """Whether every word it needs is among these."""
        return not any(forms.isdisjoint(words) for forms in self.required)

    def match(self, doc: Doc) -> set[tuple[int, int]]:
        """Start and end of every match."""
        if self._matcher is None:
            self._matcher = Matcher(self._nlp.vocab)
            self._matcher.add(self.key, self._patterns)
        return {(start, end) for _, start, end in self._matcher(doc)}


class Leser:
    """Reads messages with a spaCy pipeline and patterns `{key: lines}`."""

    def __init__(
        self,
        nlp: Language,
        patterns: Mapping[str, Sequence[str]],
        gruppen: Gruppen,
        is_known: Callable[[str], bool],
        more_words: Iterable[str] = (),
        names: Collection[str] = (),
    ) -> None:
        self._nlp = nlp
        self._is_known = is_known
        vocabulary = {one for one in more_words if " " not in one}
        self._lines: dict[str, list[Zeile]] = {}
        for key, lines in patterns.items():
            for line in lines:
                zeile = Zeile(key, line, gruppen, nlp)
                for word in zeile.anchor or ("",):
                    self._lines.setdefault(word, []).append(zeile)
                vocabulary.update(words_of(line, gruppen))
        vocabulary.update(names)
        self._spelling = Rechtschreibung(vocabulary, is_known, all_words(), names)

    def read(self, text: str) -> Lesung:
        """The message as words, parts and matches; at most 500 characters are read."""
        raw = self._join(self._split_hyphens(clean(text).split()))
        words = [self._spelling.repair(word) for word in raw]
        norms = tuple(map(fold, words))
        doc = self._document(words, norms)
        return Lesung(
            text,
            tuple(map(plain, raw)),
            tuple(words),
            norms,
            tuple(_parts(norms)),
            tuple(sorted(self._matches(doc, frozenset(norms)), key=_position)),
        )

    def is_mostly_known(self, lesung: Lesung) -> bool:
        """Whether most words are words of our patterns or ordinary German words."""
        words = [norm for norm in lesung.norms if norm.isalpha()]
        known = [word for word in words if word in self._spelling or self._is_known(word)]
        return len(known) * 2 > len(words)

    def _matches(self, doc: Doc, words: frozenset[str]) -> set[Treffer]:
        lines = {id(one): one for word in (*words, "") for one in self._lines.get(word, ())}
        return {
            Treffer(line.key, start, end)
            for line in lines.values()
            if line.may_match(words)
            for start, end in line.match(doc)
        }

    def _document(self, words: list[str], norms: Sequence[str]) -> Doc:
        doc = Doc(self._nlp.vocab, words=words)
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        for token, norm in zip(doc, norms, strict=True):
            token.norm_ = norm or token.text
        return doc

    def _split_hyphens(self, words: Iterable[str]) -> list[str]:
        pieces: list[str] = []
        for word in words:
            joined = word.replace("-", "")
            if "-" not in word or fold(joined) in self._spelling:
                pieces.append(joined if len(joined) > 1 else word)
            else:
                pieces.extend(part for part in word.split("-") if part)
        return pieces

    def _join(self, words: list[str]) -> list[str]:
        joined: list[str] = []
        index = 0
        while index < len(words):
            count = next((n for n in (3, 2) if self._is_compound(words[index : index + n], n)), 1)
            joined.append("".join(words[index : index + count]))
            index += count
        return joined

    def _is_compound(self, words: Sequence[str], count: int) -> bool:
        if len(words) != count or not all(len(word) > 2 and word.isalpha() for word in words):
            return False
        whole = fold("".join(words))
        return len(whole) >= 8 and whole in self._spelling


def _position(match: Treffer) -> tuple[int, int, str]:
    return match.start, match.ende, match.key


def _parts(norms: Sequence[str]) -> Iterable[Abschnitt]:
    borders = [0, *_borders(norms), len(norms)]
    sentence = 0
    for start, end in pairwise(borders):
        if start < end:
            yield Abschnitt(start, end, sentence, _asks(norms, start))
        if end and norms[end - 1 : end] and norms[end - 1] in _END_OF_SENTENCE:
            sentence += 1


def _borders(norms: Sequence[str]) -> Iterable[int]:
    start = 0
    for index in range(1, len(norms)):
        if _begins_part(norms, start, index):
            start = index
            yield index


def _begins_part(norms: Sequence[str], start: int, index: int) -> bool:
    word, before = norms[index], norms[index - 1]
    following = norms[index + 1] if index + 1 < len(norms) else ""
    if _STOP.match(before):
        return not _STOP.match(word)
    if word in _JOINTS:
        return not _only_denies(norms, index)
    if word in _AND:
        if following in _OWN and any(one in VERBS for one in norms[start:index]):
            return any(one in VERBS for one in norms[index + 2 : index + 6])
        if _tells_of_relative(norms, index + 1):
            return True
        return following in _SUBJECTS or following in VERBS
    if _tells_of_relative(norms, index) and before not in _BEFORE_OBJECT | VERBS | _AND:
        return True
    has_verb = any(one in VERBS for one in norms[start:index])
    if word in _SUBJECTS:
        if following in VERBS and _begins_clause(norms, start, index):
            return True
        has_subject = has_verb or any(one in _SUBJECTS for one in norms[start:index])
        return has_subject and before not in VERBS | _AND | _JOINTS
    if word in _REPORTS and has_verb and before not in _SUBJECTS | _AND | _JOINTS:
        return following.isalnum() and following not in PRONOUNS | _AND | VERBS
    if word in _NOW and any(one in _PAST for one in norms[start:index]):
        return True
    if word in _MODALS and following in PRONOUNS and before in _TIMES:
        return False
    if word in W_WORDS or (word in _MODALS and following in PRONOUNS):
        return has_verb and before not in _AND
    return _wishes_anew(norms, start, index, following)


def _only_denies(norms: Sequence[str], index: int) -> bool:
    """ "ein Zeugnis hat er aber keins": a no alone belongs to what stands before it."""
    rest = norms[index + 1 : index + 4]
    end = next((n for n, word in enumerate(rest) if _STOP.match(word)), len(rest))
    return 0 < end <= 2 and any(word in _NO_WORDS for word in rest[:end])


def _tells_of_relative(norms: Sequence[str], index: int) -> bool:
    """ "mein vater schlägt mich", "meine schwester ist 18": somebody else, and what of him."""
    if norms[index : index + 1] == () or norms[index] not in _OWN:
        return False
    if norms[index + 1 : index + 2] == () or norms[index + 1] not in _relatives():
        return False
    behind = norms[index + 2 : index + 4]
    return any(one.isdigit() or one in VERBS or one in _HARM for one in behind)


@cache
def _relatives() -> frozenset[str]:
    return frozenset(map(fold, map(str, sentence_data()["gruppen"]["verwandte"])))


def _begins_clause(norms: Sequence[str], start: int, index: int) -> bool:
    """ "weil ich krank bin | ich kann nicht", "seit 3 jahren duldung | ich will sterben"."""
    before = norms[start:index]
    if before and before[-1] in VERBS and any(one in _SUBJECTS for one in before[:-1]):
        return True
    if len(before) > 2 and before[-1] in VERBS and _tells_of_relative(norms, start):
        return True
    listed = len(before) >= 3 and not any(one in VERBS for one in before)
    return listed and norms[index + 1] in _NEW_CLAUSE and len(norms) > index + 2


def _wishes_anew(norms: Sequence[str], start: int, index: int, following: str) -> bool:
    if (
        norms[index] not in WISHES
        or index - start < 2
        or norms[index - 1] in PRONOUNS | _JOINTS | _AND | _BOSSES
    ):
        return False
    return bool(following) and not _STOP.match(following) and following not in PRONOUNS


def _asks(norms: Sequence[str], start: int) -> bool:
    for word in norms[start:]:
        if word in _END_OF_SENTENCE:
            return word == "?"
    return False
