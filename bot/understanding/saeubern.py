"""From a typed message to words that can be matched: notations unified, punctuation apart."""

from __future__ import annotations

import re
import unicodedata

from bot.understanding.falten import fold
from bot.understanding.zahlen import number_of

LONGEST = 500
"""Characters that are read; the channel refuses more."""

_LEVEL_DIGIT = {"eins": "1", "ein": "1", "zwei": "2", "swei": "2", "zwai": "2", "ains": "1"}
_LEVEL_LETTER = {"be": "b", "ah": "a", "ce": "c", "beh": "b", "ba": "b"}
_LEVEL = re.compile(
    r"(?<![\w.])(a|b|c|be|beh|ah|ce)[ .\-]?(1|2|eins|ains|ein|zwei|swei|zwai)"
    r"(?:-(?=[^\W\d_]{2})|(?=$|[^\w]|(?<=\d)(?=[^\W\d]{2})))",
    re.I,
)
_ASYL_ARTICLE = re.compile(
    r"\bart(?:ikel|\.)?\s*16\s?a\b(?:\s*(?:abs(?:atz|\.)?)?\s*1\b)?(?:\s*gg)?", re.I
)
_SPOKEN_YEAR = re.compile(
    r"\b(zwei\s?tausend|neunzehn\s?hundert)(?:\s?und)?\s?([^\W\d_]{3,})?(?![^\W_])", re.I
)
_SPOKEN_PARAGRAPH = re.compile(
    r"\b([^\W\d_]*(?:zwanzig|zehn|sechzig|hundert\s?vier))\s(?:([abcg])\b|(?:abs(?:atz|\.)?)\s(\w+)\b)",
    re.I,
)
_ROMAN = re.compile(r"\b(2[3-5]|60)\s?(?:Abs(?:atz|\.)?\s?)?(IV|V|I{1,3})\b(?=\W|$)")
_ROMANS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_EESA = re.compile(r"\beesa\b", re.I)
"""Without its double letter it would be the ESA."""
_PARAGRAPH_WORD = re.compile(
    r"\b(paragra(?:f|ph)e?n?)\s+([^\W\d_]*(?:zwanzig|zehn|sechzig|dreissig|dreißig))\b", re.I
)
_PARAGRAPH_AFTER = re.compile(r"\b(2[3-5]|104|60|16)\s+paragra(?:f|ph)\b(?!\s*\d)", re.I)
_PARAGRAPH = re.compile(
    r"(?:§+|\bp(?=\d)|\bparagra(?:f|ph)e?n?\b|\bparagrap\b|\bpar\b\.?|\bart\b\.?(?= ?\d))"
    r"\s*(?:nr\.?\s*)?"
    r"(\d{2,3})(?:\s?([a-g])\b)?"
    r"(?:\s*,?\s*(?:abs(?:atz|\.)?|ab\.?|nr\.?|nummer|[./-])\s*(\d)\b"
    r"|[ ](\d)\b(?!\d|[.,]\d|\s*(?:jahr|monat|stunde|woche|tag)))?",
    re.I,
)
_BARE_PARAGRAPH = re.compile(
    r"(?<![\w.,/§])(25|60|23|24)\s?(?:,?\s*(?:abs(?:atz|\.)?|abs\.)\s*|[./]\s?|-)([1-5])\b(?![.,/]\d)|"
    r"(?<![\w.,/§])(25|60|104|16|18|19|23)\s?([a-g])(?![\w])",
    re.I,
)
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), to)
    for pattern, to in (
        (r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)", r"\1.\2.\3"),
        (r"(?<![\d./])(0?[1-9]|1[0-2])\s?[/-]\s?((?:19|20)\d\d)(?!\d)", r"\1.\2"),
        (r"(?<![\d./])(0[1-9]|1[0-2])/(1\d|2\d)(?![\d/])", r"\1.20\2"),
        (r"(?<!\d)(\d{1,2})\.\s(\d{1,2})\.\s?(\d{4})", r"\1.\2.\3"),
        (
            r"\b(\d{1,2})\.\s+(?=jan|feb|m[äaeé]r|apr|mai|jun|jul|aug|sep|o[kc]t|nov|de[zc]|klass|lehrj|ausbildungsj|semester)",
            r"\1 ",
        ),
        (r"(\d)\s?j\b\.?", r"\1 jahre"),
        (r"(\d)h\b", r"\1 h"),
        (r"\b(std|mon)\.", r"\1 "),
        (r"(\d)\s+1/2\b", r"\1,5"),
        (r"\b1/2\b", " halbes "),
        (r"([&+])", " und "),
        (r"(\d)([^\W\d_]{2,})", r"\1 \2"),
        (r"(?<=[^\W\d_]{2})(\d{1,4})\b", r" \1"),
        (r"(\d)-(?=[^\W\d_])", r"\1 "),
        (r"(?<!\d),|,(?!\d)", " , "),
        (r"([;:!?()\[\]{}\"„“”»«…|*_=<>~])", r" \1 "),
        (r"\.(?=\s|$)|(?<=[^\W\d_]{2})\.(?=[^\W\d_])", " . "),
        (r"\.{2,}", " . "),
        (r"(?<=\w)/(?=\w)|/", " / "),
        (r"(?<!\S)[-–—]+(?=\s|$|\w)|[–—]", " , "),
    )
)


_SIGNS = {ord("👍"): " ja ", ord("✅"): " ja ", ord("👎"): " nein ", ord("❌"): " nein "}


def clean(text: str) -> str:
    """One line of words: control signs and emoji gone, levels as b1, paragraphs as §25.2."""
    line = unicodedata.normalize("NFKC", text[:LONGEST].replace("½", " 1/2"))
    line = line.translate(_SIGNS)
    line = "".join(sign if _is_text(sign) else " " for sign in line).replace("’", "'")
    line = re.sub(r"(\d{2,3} ?[a-g]?) ?\((\d)\)", r"\1.\2", line)
    line = re.sub(r"\b(s|satz|alt|var|nr)\.\s*(?=\d)", r"\1 ", line, flags=re.I)
    line = _ASYL_ARTICLE.sub(" asylberechtigt ", line)
    line = _EESA.sub("erweiterter erster schulabschluss", line)
    line = _ROMAN.sub(lambda match: f"{match.group(1)}.{_ROMANS[match.group(2)]}", line)
    line = _SPOKEN_YEAR.sub(_spoken_year, line)
    line = _SPOKEN_PARAGRAPH.sub(_spoken_paragraph, line)
    line = _PARAGRAPH_WORD.sub(_paragraph_word, line)
    line = _PARAGRAPH_AFTER.sub(r" §\1 ", line)
    line = _PARAGRAPH.sub(_paragraph, line)
    line = _BARE_PARAGRAPH.sub(_bare_paragraph, line)
    line = _LEVEL.sub(_level, line)
    for pattern, to in _STEPS:
        line = pattern.sub(to, line)
    return " ".join(line.replace("§ ", "§").split())


def _is_text(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPZM" or sign in "+½=<>|~^`´°"


def _spoken_year(match: re.Match[str]) -> str:
    """ "zweitausendfünf" -> 2005; unknown endings stay as they are."""
    thousand, rest = match.group(1).lower(), match.group(2)
    value = number_of(fold(rest)) if rest else 0.0
    if value is None or value >= 100:
        return match.group(0)
    return f" {(2000 if thousand.startswith('zwei') else 1900) + int(value)} "


def _spoken_paragraph(match: re.Match[str]) -> str:
    """ "fünfundzwanzig b" -> 25b, "fünfundzwanzig absatz zwei" -> 25 abs 2."""
    number, letter, part = match.groups()
    value = number_of(fold(number))
    if value not in (16, 24, 25, 60, 104):
        return match.group(0)
    count = number_of(fold(part)) if part else None
    return f" {int(value)}{letter or ''}" + (f" abs {int(count)}" if count else "") + " "


def _paragraph_word(match: re.Match[str]) -> str:
    """ "paragraf vierundzwanzig" -> paragraf 24."""
    value = number_of(fold(match.group(2)))
    return match.group(0) if value is None else f"{match.group(1)} {int(value)}"


def _level(match: re.Match[str]) -> str:
    letter, digit = match.group(1).lower(), match.group(2).lower()
    if letter == "a" and digit == "ein":
        return match.group(0)
    return f"{_LEVEL_LETTER.get(letter, letter)}{_LEVEL_DIGIT.get(digit, digit)} "


def _paragraph(match: re.Match[str]) -> str:
    number, letter, first, second = match.groups()
    part = first or second
    return f" §{number}{(letter or '').lower()}{'.' + part if part else ''} "


def _bare_paragraph(match: re.Match[str]) -> str:
    number, part, lettered, letter = match.groups()
    return f" §{number}.{part} " if number else f" §{lettered}{letter.lower()} "
