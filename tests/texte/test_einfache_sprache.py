"""Every sentence a chat user can see is simple German, spelled right, and said in one way."""

from __future__ import annotations

import os
import time

import pytest

from bot.sprache import Bericht, check_all
from bot.sprache.rechtschreibung import available, check_spelling

AUSNAHMEN_HOECHSTENS = 0.02
SEKUNDEN_HOECHSTENS = 20


@pytest.fixture(scope="module")
def gemessen() -> tuple[Bericht, float]:
    start = time.process_time()
    return check_all(), time.process_time() - start


@pytest.fixture(scope="module")
def bericht(gemessen: tuple[Bericht, float]) -> Bericht:
    return gemessen[0]


def test_every_sentence_is_simple_german(bericht: Bericht) -> None:
    """Each line: file:line, the sentence, the rule, what exactly."""
    if bericht.funde:
        zeilen = "\n".join(str(fund) for fund in bericht.funde)
        pytest.fail(
            f"{len(bericht.funde)} Funde in {bericht.texte} Texten:\n{zeilen}", pytrace=False
        )


def test_every_topic_together_is_easy_to_read(bericht: Bericht) -> None:
    gemessen = {thema.name: (thema.wstf1, thema.lix) for thema in bericht.themen}

    assert {"fragen", "gespraech", "glossar", "notlage"} <= set(gemessen)
    assert all(formel <= 5 and lix <= 35 for formel, lix in gemessen.values()), gemessen


def test_exceptions_are_few_and_all_needed(bericht: Bericht) -> None:
    assert len({a.id for a in bericht.ausnahmen}) <= AUSNAHMEN_HOECHSTENS * bericht.texte
    assert [f"{ausnahme.wo}: {ausnahme.id}" for ausnahme in bericht.ungenutzt] == []


def test_the_check_is_fast(gemessen: tuple[Bericht, float]) -> None:
    assert gemessen[1] < SEKUNDEN_HOECHSTENS


def test_every_word_is_spelled_right() -> None:
    if not available():
        assert "CI" not in os.environ, "hunspell fehlt: die Einrichtung muss es installieren"
        pytest.skip("hunspell mit deutschem Wörterbuch fehlt (Debian: hunspell hunspell-de-de)")
    funde = check_spelling()
    if funde:
        zeilen = "\n".join(str(fund) for fund in funde)
        pytest.fail(f"{len(funde)} unbekannte Wörter:\n{zeilen}", pytrace=False)
