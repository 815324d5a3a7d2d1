"""Which other language a message is written in, by its script and its common words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from bot.understanding.daten import FOLDER, read

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ETHIOPIC", "ti"), ("ARABIC", "ar"), ("CYRILLIC", "uk"), ("GEORGIAN", "ka"),
    ("ARMENIAN", "hy"),
    ("GREEK", "el"), ("HEBREW", "he"), ("DEVANAGARI", "hi"), ("BENGALI", "bn"), ("TAMIL", "ta"),
    ("CJK", "zh"), ("HIRAGANA", "ja"), ("HANGUL", "ko"), ("THAI", "th"),
)  # fmt: skip


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the other language, or None for German and for what tells nothing."""
    return _by_script(text) or _by_request(text) or _by_words(text)


def _by_request(text: str) -> str | None:
    """ "farsi bitte", "auf arabisch schreiben": a language is asked for, and nothing else said."""
    words = [word.lower() for word in _WORD.findall(text)]
    data = read(FOLDER / "sprachen.yml")
    polite, names = set(data["bitten"].split()), data["namen"]
    rest = [word for word in words if word not in polite]
    named = {code for word in rest for code, line in names.items() if word in line.split()}
    asks = len(rest) == 1 and len(words) > 1
    return named.pop() if asks and named else None


def _by_script(text: str) -> str | None:
    letters = [sign for sign in text if sign.isalpha()]
    scripts = Counter(_script(sign) for sign in letters)
    latin = scripts.pop("", 0)
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    if count < 2 or count * 3 < latin:
        return None
    return _BY_LETTERS.get(script, lambda _: script)(text)


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return next((code for start, code in _SCRIPTS if name.startswith(start)), "")


def _arabic_script(text: str) -> str:
    letters, words = set(text), set(text.split())
    if letters & _letters("ps"):
        return "ps"
    if letters & _letters("ur"):
        return "ur"
    if len([sign for sign in text if sign in _letters("ku")]) >= 2:
        return "ku"
    persian = (
        len(words & _foreign_words("fa"))
        + 2 * bool(letters & _letters("fa"))
        + bool(letters & _letters("fa_schwach"))
    )
    return "fa" if persian > len(words & _foreign_words("ar")) else "ar"


def _cyrillic(text: str) -> str:
    low = text.lower()
    words = set(_WORD.findall(low))
    ukrainian = 3 * bool(set(low) & _letters("uk")) + len(words & _foreign_words("uk"))
    russian = 3 * bool(set(low) & _letters("ru")) + len(words & _foreign_words("ru"))
    return "uk" if ukrainian > russian else "ru"


def _ethiopic(text: str) -> str:
    return "am" if len(set(text) & _letters("am")) > len(set(text) & _letters("ti")) + 1 else "ti"


_BY_LETTERS = {"ar": _arabic_script, "uk": _cyrillic, "ti": _ethiopic}


@cache
def _letters(code: str) -> frozenset[str]:
    return frozenset(read(FOLDER / "sprachen.yml")["buchstaben"][code])


@cache
def _foreign_words(code: str) -> frozenset[str]:
    return frozenset(read(FOLDER / "sprachen.yml")["woerter_anderer_schrift"][code].split())


@cache
def _vocabulary() -> tuple[Mapping[str, frozenset[str]], frozenset[str], frozenset[str]]:
    data = read(FOLDER / "sprachen.yml")
    words = {code: frozenset(line.split()) for code, line in data["woerter"].items()}
    return words, frozenset(data["deutsch"].split()), frozenset(map(str, data["schwach"]))


def _by_words(text: str) -> str | None:
    languages, german, weak = _vocabulary()
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    if not words:
        return None
    scores = {code: _score(words, vocabulary, weak) for code, vocabulary in languages.items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    own = sum(1.0 if word not in weak else 0.5 for word in words if word in german)
    if not any(word in languages[best] and word not in weak for word in words):
        return None
    enough = scores[best] >= 1.5 or (len(words) <= 2 and scores[best] >= 1)
    return best if enough and scores[best] > own else None


def _score(words: list[str], vocabulary: frozenset[str], weak: frozenset[str]) -> float:
    return sum(0.5 if word in weak else 1.0 for word in words if word in vocabulary)
