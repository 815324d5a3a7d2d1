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
    ("ETHIOPIC", "ti"), ("ARABIC", "ar"), ("CYRILLIC", "uk"), ("GEORGIAN", "ka"), ("ARMENIAN", "hy"),
    ("GREEK", "el"), ("HEBREW", "he"), ("DEVANAGARI", "hi"), ("BENGALI", "bn"), ("TAMIL", "ta"),
    ("CJK", "zh"), ("HIRAGANA", "ja"), ("HANGUL", "ko"), ("THAI", "th"),
)  # fmt: skip
_KURDISH = frozenset("ێۆڕڵڤە")
_PASHTO = frozenset("ټډړږښګڼۍې")
_URDU = frozenset("ٹڈڑںے")
_PERSIAN = frozenset("پچژگ")
_PERSIAN_YEH = frozenset("یک")
_PERSIAN_WORDS = frozenset("من است هستم سلام می کار آلمانی نیستم دارم ندارم چطور خوب کجا چی برای تو را و که این نمی‌فهمم نمیفهمم بلد بلدم لطفا کمک میخواهم می‌خواهم".split())
_ARABIC_WORDS = frozenset("انا أنا في من هل لا ما ابحث أبحث عن عمل اريد أريد لغة العربية مرحبا السلام عليكم كيف اين أين".split())
_UKRAINIAN = frozenset("іїєґ")
_RUSSIAN = frozenset("ыэъё")
_RUSSIAN_WORDS = frozenset("я не что как где мне меня нет да это по на в и хочу работу работа немецкий немецки говорю понимаю помогите пожалуйста привет ищу нужна помощь можно".split())
_UKRAINIAN_WORDS = frozenset("я не що як де мені мене немає так це по на в і хочу роботу робота німецьку розумію допоможіть будь ласка привіт шукаю потрібна допомога можна".split())
_AMHARIC = frozenset("አነውእኔልስ")
_TIGRINYA = frozenset("ኣኸዝቐኾየኢዩ")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the other language, or None for German and for what tells nothing."""
    return _by_script(text) or _by_words(text)


def _by_script(text: str) -> str | None:
    letters = [sign for sign in text if sign.isalpha()]
    scripts = Counter(_script(sign) for sign in letters)
    latin = scripts.pop("", 0)
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    if count < 2 or count * 3 < latin:
        return None
    return _LETTERS.get(script, lambda _: script)(text)


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return next((code for start, code in _SCRIPTS if name.startswith(start)), "")


def _arabic_script(text: str) -> str:
    letters, words = set(text), set(text.split())
    if letters & _PASHTO:
        return "ps"
    if letters & _URDU:
        return "ur"
    if len([sign for sign in text if sign in _KURDISH]) >= 2:
        return "ku"
    persian = len(words & _PERSIAN_WORDS) + 2 * bool(letters & _PERSIAN) + bool(letters & _PERSIAN_YEH)
    return "fa" if persian > len(words & _ARABIC_WORDS) else "ar"


def _cyrillic(text: str) -> str:
    low = text.lower()
    words = set(_WORD.findall(low))
    ukrainian = 3 * bool(set(low) & _UKRAINIAN) + len(words & _UKRAINIAN_WORDS)
    russian = 3 * bool(set(low) & _RUSSIAN) + len(words & _RUSSIAN_WORDS)
    return "uk" if ukrainian > russian else "ru"


def _ethiopic(text: str) -> str:
    return "am" if len(set(text) & _AMHARIC) > len(set(text) & _TIGRINYA) + 1 else "ti"


_LETTERS = {"ar": _arabic_script, "uk": _cyrillic, "ti": _ethiopic}


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
    enough = scores[best] >= 1.5 or (len(words) <= 2 and scores[best] >= 1)
    return best if enough and scores[best] > own else None


def _score(words: list[str], vocabulary: frozenset[str], weak: frozenset[str]) -> float:
    return sum(0.5 if word in weak else 1.0 for word in words if word in vocabulary)
