"""The rules for one sentence and for one message; each yields what is wrong, in German.

Source of the thresholds: the project's guide for simple German, which follows BITV 2.0, Anlage 2,
and DIN 8581-1. HanTa's tags are hints; where they cannot decide, a rule stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from bot.sprache.wortarten import Wort, tag
from bot.sprache.zaehlen import sentences, words, wstf1

MAX_WORDS = 12
MAX_MEAN = 8.0
MAX_SENTENCES = 6
MAX_VERBS = 2
MAX_CLAUSES = 1
MAX_ABSTRACT = 2
MAX_NEGATIONS = 1
BUTTON_WORDS = 4
BUTTON_CHARS = 28
MESSAGE_FROM_WORDS = 20
MESSAGE_WSTF = 7.0

Rule = Callable[[str], Iterator[str]]


def _set(liste: str) -> frozenset[str]:
    return frozenset(liste.split())


_FORBIDDEN = re.compile(r"\.\.\.|…|[;()/%§&]")
_PICTURE = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF]")
_SHORT_FORMS = re.compile(
    r"\b(?:z\. ?B|u\. ?a|d\. ?h|o\. ?ä|bzw|ggf|inkl|ca|evtl|usw|etc|vgl|Nr|Abs|Std|Str|Tel)\.",
)
_NUMBER_WORDS = re.compile(
    r"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zehn|\w+zig|hundert|tausend)"
    r"\b",
    re.IGNORECASE,
)
_GENDER = re.compile(r"\w[*:_·](?:in|innen)\b|\w(?:In|Innen)\b|/-?(?:in|innen)\b", re.UNICODE)
_SUBJUNCTIVE = re.compile(
    r"\b(?:könnt|würd|hätt|wär|dürft|müsst|sollt|wollt|käm|gäb|ging|bräucht|ließ|wüsst)"
    r"(?:e|est|en|et)\b|\b(?:sei|seien|seiest)\b",
    re.IGNORECASE,
)
_ALLOWED_SUBJUNCTIVE = frozenset({"dürft", "wollt", "ging"})
_SUBORDINATORS = _set(
    """
    dass wenn weil ob obwohl damit bevor nachdem solange sobald falls indem sodass sofern
    """
)
_QUESTION_WORDS = _set(
    """
    was wer wen wem wo wohin woher wie warum wann welche welcher welches welchen welchem
    """
)
_NEGATION = re.compile(
    r"\b(?:nicht|nichts|nie|niemals|niemand\w*|kein|keine[rnms]?|weder|nirgends|ohne)\b",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"(?:ung|ungen|heit|heiten|keit|keiten|tion|tionen)$")
_GENITIVE_PREPOSITIONS = _set(
    """
    trotz innerhalb außerhalb aufgrund anstatt statt mithilfe anhand infolge mangels
    """
)
_GENITIVE_ARTICLES = _set(
    """
    der dieser einer deiner meiner seiner ihrer keiner jeder
    """
)
_SURE_GENITIVE = _set(
    """
    des deines meines seines ihres
    """
)
_PRETERITE = _set(
    """
    ging gingst gingen kam kamst kamen sah sahst sahen gab gabst gaben fand fandst fanden bekam
    bekamen nahm nahmst nahmen sprach sprachen schrieb schrieben blieb blieben stand standen
    hielt hielten lief liefen rief riefen fuhr fuhren trug trugen half halfen traf trafen verlor
    verloren begann begannen aß aßen las lasen lag lagen saß saßen dachte dachten brachte
    brachten wusste wussten kannte kannten nannte nannten galt galten hieß hießen ließ ließen
    schloss schlossen verließ verließen zog zogen entschied entschieden wurde wurden wurdest
    """
)


# --- one sentence ----------------------------------------------------------------------------


def length(satz: str) -> Iterator[str]:
    """At most 12 words."""
    if len(words(satz)) > MAX_WORDS:
        yield f"{len(words(satz))} Wörter, erlaubt {MAX_WORDS}"


def marks(satz: str) -> Iterator[str]:
    """No brackets, semicolons, slashes, percent or paragraph signs, no pictures."""
    for fund in _FORBIDDEN.finditer(satz):
        yield f"das Zeichen „{fund[0]}“"
    if _PICTURE.search(satz):
        yield "ein Bild-Zeichen"


def one_thought(satz: str) -> Iterator[str]:
    """At most two verbs with a person and one subordinate clause."""
    worte = tag(satz)
    verben = [wort.form for wort in worte if wort.finit]
    if len(verben) > MAX_VERBS:
        yield f"{len(verben)} Verben: {', '.join(verben)}"
    nebensaetze = list(_clauses(worte))
    if len(nebensaetze) > MAX_CLAUSES:
        yield f"{len(nebensaetze)} Nebensätze: {', '.join(nebensaetze)}"


def _clauses(worte: tuple[Wort, ...]) -> Iterator[str]:
    for vorher, wort in zip(("", *(w.form for w in worte)), worte, strict=False):
        klein = wort.form.casefold()
        einleitend = klein in _SUBORDINATORS and vorher in ("", ",", "und")
        if einleitend or (vorher == "," and _relative(wort)):
            yield wort.form


def _relative(wort: Wort) -> bool:
    return wort.art == "PRELS" or wort.form.casefold() in _QUESTION_WORDS


def passive(satz: str) -> Iterator[str]:
    """No "wird geprüft"; "wird möglich" and "wird kommen" are something else."""
    worte = tag(satz)
    hilfsverb = any(w.grund == "werden" and w.verb for w in worte)
    partizip = [w.form for w in worte if w.art == "VV(PP)" and w.form.casefold() != "geworden"]
    if hilfsverb and partizip:
        yield f"Passiv: {partizip[0]}"


def subjunctive(satz: str) -> Iterator[str]:
    """No Konjunktiv; "möchte" is fine, and so are "ihr dürft", "ihr wollt"."""
    for fund in _SUBJUNCTIVE.finditer(satz):
        if fund[0].casefold() not in _ALLOWED_SUBJUNCTIVE:
            yield f"Konjunktiv: {fund[0]}"


def genitive(satz: str) -> Iterator[str]:
    """No genitive: "der Name vom Amt", not "der Name des Amtes"."""
    worte = tag(satz)
    for nr, wort in enumerate(worte):
        klein = wort.form.casefold()
        if klein in _SURE_GENITIVE or klein in _GENITIVE_PREPOSITIONS:
            yield f"Genitiv: {wort.form}"
        elif klein in _GENITIVE_ARTICLES and _hangs_on_noun(worte, nr):
            yield f"Genitiv: {worte[nr - 1].form} {wort.form} {worte[nr + 1].form}"


def _hangs_on_noun(worte: tuple[Wort, ...], nr: int) -> bool:
    """True for "Name der Behörde": noun, article, feminine noun; not for a new subject."""
    if nr == 0 or nr + 1 >= len(worte) or worte[nr - 1].art != "NN":
        return False
    folgt = next((w for w in worte[nr + 1 : nr + 3] if w.art == "NN"), None)
    verb_davor = any(wort.finit for wort in worte[: nr - 1])
    return folgt is not None and not (verb_davor and _masculine(folgt.form))


def _masculine(nomen: str) -> bool:
    return not re.search(r"(?:e|ung|heit|keit|tion|schaft|ei|in|en|ern|eln|ät|enz)$", nomen)


def preterite(satz: str) -> Iterator[str]:
    """No Präteritum of full verbs; "war", "hatte", "konnte" are fine."""
    for wort in tag(satz):
        noun = wort.form == "Stand"
        if wort.verb and not noun and (wort.form.casefold() in _PRETERITE or _weak_preterite(wort)):
            yield f"Präteritum: {wort.form}"


def _weak_preterite(wort: Wort) -> bool:
    if wort.art != "VV(FIN)" or not wort.grund.endswith("n"):
        return False
    stamm = re.sub(r"e?n$", "", wort.grund)
    return bool(re.fullmatch(rf"{re.escape(stamm)}e?te(?:n|st|t)?", wort.form.casefold()))


def polite(satz: str) -> Iterator[str]:
    """du, never "Sie"; at the beginning of a sentence "Sie" may be the person."""
    for fund in re.finditer(r"(?<=\S )(?:Sie|Ihnen|Ihre?[nmrs]?)\b", satz):
        if not satz[: fund.start()].rstrip().endswith(":"):
            yield f"Anrede „{fund[0]}“"


def gender_signs(satz: str) -> Iterator[str]:
    """No star, colon, gap or capital inside a word."""
    for fund in _GENDER.finditer(satz):
        yield f"Gender-Zeichen: {fund[0]}"


def abstract_nouns(satz: str) -> Iterator[str]:
    """At most two nouns in -ung, -heit, -keit, -tion."""
    nomen = [wort for wort in words(satz) if _ABSTRACT.search(wort) and wort[0].isupper()]
    if len(nomen) > MAX_ABSTRACT:
        yield f"{len(nomen)} abstrakte Nomen: {', '.join(nomen)}"


def negations(satz: str) -> Iterator[str]:
    """At most one "nicht" or "kein"."""
    funde = _NEGATION.findall(satz)
    if len(funde) > MAX_NEGATIONS:
        yield f"{len(funde)} Verneinungen: {', '.join(funde)}"


def digits(satz: str) -> Iterator[str]:
    """Digits from 2 upward."""
    for fund in _NUMBER_WORDS.finditer(satz):
        yield f"Zahlwort „{fund[0]}“ statt Ziffer"


SENTENCE_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "satzlaenge": length,
        "zeichen": marks,
        "ein-gedanke": one_thought,
        "passiv": passive,
        "konjunktiv": subjunctive,
        "genitiv": genitive,
        "praeteritum": preterite,
        "anrede": polite,
        "gender": gender_signs,
        "nominalstil": abstract_nouns,
        "verneinung": negations,
        "ziffern": digits,
    }
)


# --- one message -----------------------------------------------------------------------------


def message_length(text: str) -> Iterator[str]:
    """At most six sentences, on average at most eight words."""
    saetze = sentences(text)
    if len(saetze) > MAX_SENTENCES:
        yield f"{len(saetze)} Sätze, erlaubt {MAX_SENTENCES}"
    mittel = len(words(text)) / max(1, len(saetze))
    if len(saetze) > 1 and mittel > MAX_MEAN:
        yield f"im Mittel {mittel:.1f} Wörter im Satz, erlaubt {MAX_MEAN:.0f}"


def question_mark(text: str) -> Iterator[str]:
    """One question mark, at the very end."""
    anzahl = text.count("?")
    if anzahl > 1:
        yield f"{anzahl} Fragezeichen, erlaubt 1"
    if anzahl and not text.rstrip('“”" ').endswith("?"):
        yield "das Fragezeichen steht nicht am Ende"


def message_formula(text: str) -> Iterator[str]:
    """Wiener Sachtextformel up to 7, from 20 words on: shorter texts swing too much."""
    wert = wstf1([text])
    if len(words(text)) >= MESSAGE_FROM_WORDS and wert > MESSAGE_WSTF:
        yield f"Wiener Sachtextformel {wert:.1f}, erlaubt {MESSAGE_WSTF:.0f}"


def short_forms(satz: str) -> Iterator[str]:
    """No abbreviations with a full stop."""
    for fund in _SHORT_FORMS.finditer(satz):
        yield f"Abkürzung „{fund[0]}“"


MESSAGE_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "nachrichtenlaenge": message_length,
        "fragezeichen": question_mark,
        "abkuerzung": short_forms,
        "formel": message_formula,
    }
)


def button(text: str) -> Iterator[str]:
    """At most four words and 28 characters."""
    if len(text.split()) > BUTTON_WORDS:
        yield f"{len(text.split())} Wörter, erlaubt {BUTTON_WORDS}"
    if len(text) > BUTTON_CHARS:
        yield f"{len(text)} Zeichen, erlaubt {BUTTON_CHARS}"
