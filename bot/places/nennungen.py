"""Finding the mentions of places in a message: where they stand and what they may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.places.register import all_gemeinden, gemeinden_by_plz
from bot.places.schreibweise import Token
from bot.places.verzeichnis import MIN_FUZZY, Art, Deutung, Ziel, exact, nearest
from bot.places.woerterbuch import load_woerterbuch

MAX_WORDS = 5
"""The longest name has five words ("Mülheim an der Ruhr" written as "Mülheim a. d. Ruhr")."""
_MIN_JOINED = 6
"""A name torn into pieces ("bo chum") is put together from this length on; "in den" is not."""
_DEMONYM = (("er", ""), ("er", "en"), ("ner", ""), ("ner", "en"))
"""Endings of a word made from a name, and what the name ends with: Essener, Kölner, Bremer."""


@dataclass(frozen=True)
class Nennung:
    """A mention: tokens `start` to `ende` (exclusive) and what they may mean."""

    start: int
    ende: int
    deutung: Deutung
    plz: bool = False
    abgeleitet: bool = False
    """A word made from the name ("Kölner"): says less than the name itself."""
    wort: str = ""
    """The mention as one word, if it is one."""

    @property
    def ist_wort(self) -> bool:
        """The name is a word of the language or a first name as well ("Essen", "Lotte")."""
        return self.wort in load_woerterbuch().auch_ein_wort

    @property
    def nur_mit_wohnen(self) -> bool:
        """Even "in Lage", "in Halle" need a "wohne" to be a place."""
        return self.wort in load_woerterbuch().nur_mit_wohnen


def find_nennungen(tokens: Sequence[Token], asked: bool) -> list[Nennung]:
    """All mentions, left to right, not overlapping; misspelt ones only where a name is likely."""
    found = [*_postal_codes(tokens, asked), *_exact_names(tokens)]
    taken = {i for n in found for i in range(n.start, n.ende)}
    found += _demonyms(tokens, taken)
    taken |= {i for n in found for i in range(n.start, n.ende)}
    found += _misspelt(tokens, taken, asked)
    places = (n for n in found if not (_is_street(tokens, n) or _is_noun(tokens, n)))
    return sorted(places, key=lambda n: n.start)


def _sure(ziel: Ziel) -> Deutung:
    return Deutung((ziel,), sicher=ziel.art is not Art.FRAGE, exakt=True)


# --- postal codes -------------------------------------------------------------------------------


def _postal_codes(tokens: Sequence[Token], asked: bool) -> Iterator[Nennung]:
    for start, end, code in _five_digits(tokens, asked):
        ziel = _plz_ziel(code, asked)
        if ziel and not _other_number(tokens, start, end):
            yield Nennung(start, end, _sure(ziel), plz=True)


def _five_digits(tokens: Sequence[Token], asked: bool) -> Iterator[tuple[int, int, str]]:
    """Every number of five digits; "50 667" only if the message holds no other number."""
    numbers = [i for i, t in enumerate(tokens) if t.text.isdigit()]
    joined = "".join(tokens[i].text for i in numbers)
    if asked and 1 < len(numbers) == numbers[-1] - numbers[0] + 1 and len(joined) == 5:
        yield numbers[0], numbers[-1] + 1, joined
    yield from ((i, i + 1, tokens[i].text) for i in numbers if len(tokens[i].text) == 5)


def _plz_ziel(code: str, asked: bool) -> Ziel | None:
    ags = tuple(g.ags for g in gemeinden_by_plz(code))
    if ags:
        return Ziel(Art.ORT if len(ags) == 1 else Art.FRAGE, ags)
    near = any(plz.startswith(code[:3]) for g in all_gemeinden() for plz in g.plz)
    outside = asked and not near and "01067" <= code <= "99998"
    return Ziel(Art.AUSSEN, (code,)) if outside else None


def _other_number(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True for money, telephone and file numbers, lengths."""
    words = load_woerterbuch().hinweise
    before = tokens[max(0, start - 3) : start]
    after = tokens[end : end + 1]
    return (
        any(t.text in words["nummern"] for t in before)
        or any(t.text.isdigit() and len(t.text) > 1 for t in before[-1:])
        or any(t.text in words["geld"] or t.nach_strich or t.text.isdigit() for t in after)
    )


# --- names --------------------------------------------------------------------------------------


def _exact_names(tokens: Sequence[Token]) -> Iterator[Nennung]:
    i = 0
    while i < len(tokens):
        for end in range(_last_end(tokens, i), i, -1):
            ziel = _exact_span(tokens[i:end])
            if ziel:
                yield Nennung(i, end, _sure(ziel), wort=tokens[i].text if end == i + 1 else "")
                i = end - 1
                break
        i += 1


def _last_end(tokens: Sequence[Token], start: int) -> int:
    end = start + 1
    while end < min(len(tokens), start + MAX_WORDS) and (
        tokens[end].satzteil == tokens[start].satzteil
    ):
        end += 1
    return end


def _exact_span(span: Sequence[Token]) -> Ziel | None:
    key = "".join(t.text for t in span)
    if len(span) > 1 and (len(key) < _MIN_JOINED or any(len(t.text) > 14 for t in span)):
        return None
    return exact(key)


def _misspelt(tokens: Sequence[Token], taken: set[int], asked: bool) -> Iterator[Nennung]:
    """Misspelt names: anywhere in a short answer, else only behind "wohne", "in", "nach"."""
    short = asked and _content_words(tokens, taken) <= 4
    i = 0
    while i < len(tokens):
        spans = _fuzzy_spans(tokens, taken, i) if short or _has_cue(tokens, i) else []
        best = _best(spans)
        if best:
            yield best
        i = best.ende if best else i + 1


def _content_words(tokens: Sequence[Token], taken: set[int]) -> int:
    fillers = load_woerterbuch().hinweise["fullworter"]
    return sum(i not in taken and t.text not in fillers for i, t in enumerate(tokens))


def _has_cue(tokens: Sequence[Token], i: int) -> bool:
    words = load_woerterbuch().hinweise
    before = tokens[i - 1].text if i else ""
    return before != "aus" and (before in words["ort_davor"] or before in words["wohnen_jetzt"])


def _fuzzy_spans(tokens: Sequence[Token], taken: set[int], i: int) -> list[Nennung]:
    found = []
    for end in range(i + 1, min(_last_end(tokens, i), i + 3) + 1):
        if any(j in taken or _is_known_word(tokens[j].text) for j in range(i, end)):
            break
        key = "".join(t.text for t in tokens[i:end])
        deutung = nearest(key) if len(key) >= (MIN_FUZZY - 1 if end == i + 1 else 6) else None
        if deutung:
            found.append(Nennung(i, end, deutung))
    return found


def _best(spans: list[Nennung]) -> Nennung | None:
    """A sure reading before one to ask about; of sure ones the longest, of others the shortest."""
    sure = [n for n in spans if n.deutung.sicher]
    return sure[-1] if sure else spans[0] if spans else None


def _is_known_word(word: str) -> bool:
    """Words of the language, numbers and streets are no misspelt names."""
    buch = load_woerterbuch()
    streets = word.endswith(("strasse", "str", "platz", "allee", "weg"))
    known = word in buch.kein_ort or any(word in art for art in buch.hinweise.values())
    return known or streets or word.isdigit()


def _demonyms(tokens: Sequence[Token], taken: set[int]) -> Iterator[Nennung]:
    for i, token in enumerate(tokens):
        ziel = None if i in taken else _demonym(token.text)
        if ziel and not _is_known_word(token.text):
            yield Nennung(i, i + 1, _sure(ziel), abgeleitet=True)


def _demonym(word: str) -> Ziel | None:
    stems = (word.removesuffix(end) + name for end, name in _DEMONYM if word.endswith(end))
    found = (exact(stem) for stem in stems if stem != word and len(stem) > 3)
    return next((ziel for ziel in found if ziel and ziel.art is Art.ORT), None)


def _is_noun(tokens: Sequence[Token], nennung: Nennung) -> bool:
    """ "zum Essen", "in der Halle", "die Lage"."""
    before = tokens[nennung.start - 1].text if nennung.start else ""
    return nennung.ist_wort and before in load_woerterbuch().hinweise["artikel"]


def _is_street(tokens: Sequence[Token], nennung: Nennung) -> bool:
    """ "Aachener Straße 5" names a street."""
    after = tokens[nennung.ende].text if nennung.ende < len(tokens) else ""
    return not nennung.plz and after in load_woerterbuch().hinweise["strasse"]
