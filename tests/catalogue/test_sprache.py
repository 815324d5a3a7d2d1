"""The sentences of the offers are short and plain (thresholds of EINFACHE_SPRACHE)."""

from __future__ import annotations

import re

from bot.catalogue import Catalogue

VERBOTEN = re.compile(r"[;()/%§&]|\.\.\.|\bSie sind\b|\b\w+[:*_]innen\b|\bwird\b|\bwerden\b")


def readings(satz: str) -> list[str]:
    """How the person and how a helper read a sentence."""
    return [re.sub(r"\[([^|\]]*)\|([^\]]*)\]", rf"\{seite}", satz) for seite in (1, 2)]


def sentences_of(text: str) -> list[str]:
    """Its single sentences; a day like "1. Februar" does not end one."""
    return [satz for satz in re.split(r"(?<!\s\d\.)(?<!\s\d\d\.)(?<=[.?!])\s+", text) if satz]


def all_texts(katalog: Catalogue) -> set[tuple[str, str]]:
    return {
        (angebot.id, text)
        for angebot in katalog.all_offers()
        for satz in angebot.sentences()
        for text in readings(satz)
    }


def test_no_sentence_has_more_than_twelve_words(katalog: Catalogue) -> None:
    lang = [
        (id, satz)
        for id, text in all_texts(katalog)
        for satz in sentences_of(text)
        if len(satz.split()) > 12
    ]

    assert lang == []


def test_a_text_has_at_most_six_sentences_of_eight_words_on_average(katalog: Catalogue) -> None:
    for id, text in all_texts(katalog):
        saetze = sentences_of(text)
        assert len(saetze) <= 6, (id, text)
        if len(saetze) > 1:
            assert sum(len(satz.split()) for satz in saetze) / len(saetze) <= 8, (id, text)


def test_no_brackets_passive_or_gender_signs(katalog: Catalogue) -> None:
    assert [(id, text) for id, text in all_texts(katalog) if VERBOTEN.search(text)] == []


def test_long_words_have_a_hyphen(katalog: Catalogue) -> None:
    lang = {
        wort
        for _, text in all_texts(katalog)
        for wort in re.findall(r"[A-Za-zÄÖÜäöüß]+(?:-[A-Za-zÄÖÜäöüß]+)*", text)
        if any(len(teil) > 18 for teil in wort.split("-"))
    }

    assert lang == set()
