"""Help in a crisis: contacts with sources, every kind, every language."""

from __future__ import annotations

import re

import pytest

from bot.reply.notlage import arten, notlage, stelle
from bot.reply.texte import Texte, TextFehler, load_texts

ARTEN = {"gewalt", "suizid", "abschiebung", "obdachlos", "frist", "lebensgefahr"}
SPRACHEN = {"ar", "fa", "uk", "ru", "ti", "tr", "fr", "en", "ku", "so"}


@pytest.fixture(scope="module")
def texte() -> Texte:
    return load_texts()


def test_every_kind_of_crisis_has_a_message(texte: Texte) -> None:
    assert set(arten(texte)) == ARTEN


@pytest.mark.parametrize("art", sorted(ARTEN))
@pytest.mark.parametrize("rolle", ["selbst", "helfer"])
def test_every_crisis_names_somebody_to_talk_to(texte: Texte, art: str, rolle: str) -> None:
    hilfe = notlage(texte, art, rolle)

    assert hilfe.text
    assert hilfe.stellen
    assert any(stelle.telefon or stelle.web for stelle in hilfe.stellen)


def test_every_contact_has_a_source_and_the_day_it_was_read(texte: Texte) -> None:
    ids = {id.split(".")[2] for id in texte.eintraege if id.startswith("notlage.stellen.")}

    for id in ids:
        kontakt = stelle(texte, id)
        assert kontakt.quelle.startswith("http"), id
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", kontakt.geprueft_am), id


def test_mortal_danger_says_112_first(texte: Texte) -> None:
    hilfe = notlage(texte, "lebensgefahr", "selbst")

    assert "112" in hilfe.text
    assert hilfe.stellen[0].telefon == "112"


@pytest.mark.parametrize("sprache", sorted(SPRACHEN))
def test_every_language_has_its_sentences_for_every_crisis(texte: Texte, sprache: str) -> None:
    assert texte.satz(f"sprachen.{sprache}.satz")
    assert texte.hat(f"sprachen.{sprache}.geprueft")
    for art in ARTEN:
        fremdtext = notlage(texte, art, None, sprache).fremdtext
        assert fremdtext
        assert "{" not in fremdtext


def test_an_unknown_language_gives_german_only(texte: Texte) -> None:
    assert notlage(texte, "gewalt", None, "xx").fremdtext is None


def test_an_unknown_crisis_is_an_error(texte: Texte) -> None:
    with pytest.raises(TextFehler, match=r"notlage\.arten\.erdbeben\.text"):
        notlage(texte, "erdbeben", None)
