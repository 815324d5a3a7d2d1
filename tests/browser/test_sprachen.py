"""Difficult words are explained at a tap; key words stand under the German in other scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from ruamel.yaml import YAML

from bot.channel.settings import ChannelSettings
from bot.channel.woerterbuch import load_woerterbuch
from bot.reply.texte import load_texts
from tests.browser.conftest import open_page
from tests.browser.test_gespraech import button, type_text
from tests.browser.test_zugang import SIDEWAYS, SMALL, TARGET, screens

FOLDER = Path(ChannelSettings().uebersetzungen)


def choose(page: Any, language: str) -> None:
    button(page, "Sprache").click()
    button(page, language).click()


def test_a_tap_on_a_difficult_word_explains_it(page: Any) -> None:
    type_text(page, "papier")
    word = page.locator(".begriff", has_text="Duldung")
    word.first.wait_for()
    assert word.count() == 1
    word.click()
    assert page.get_by_text("Duldung: Eine Duldung ist ein Papier").is_visible()
    word.click()
    assert page.get_by_text("Duldung: Eine Duldung ist ein Papier").count() == 0


def test_parts_of_longer_words_are_not_explained(page: Any) -> None:
    type_text(page, "papier")
    page.locator(".begriff").first.wait_for()
    words = page.locator(".begriff").all_inner_texts()
    assert words == ["Duldung", "Frist"]


@pytest.mark.parametrize(
    ("language", "code", "direction", "dont_know"),
    [("العربية", "ar", "rtl", "لا أعرف"), ("Українська", "uk", "ltr", "Не знаю")],
)
def test_key_words_stand_under_the_german_in_the_chosen_language(
    page: Any, language: str, code: str, direction: str, dont_know: str
) -> None:
    type_text(page, "papier")
    choose(page, language)
    line = page.locator(f".uebersetzt[lang={code}]").first
    line.wait_for()
    assert line.get_attribute("dir") == direction
    assert page.get_by_text("Hast du eine").is_visible()
    assert page.get_by_role("button", name=f"Weiß ich nicht {dont_know}").is_visible()
    assert page.get_by_text("Noch kein Mensch hat diese Übersetzung geprüft.").is_visible()
    page.reload()
    page.locator(f".uebersetzt[lang={code}]").first.wait_for()
    choose(page, "Nur Deutsch")
    page.locator(".uebersetzt").first.wait_for(state="detached")


def test_every_screen_is_sound_with_arabic_under_the_german(
    phone: Callable[..., Any], server: Any
) -> None:
    page = phone(bypass_csp=True).new_page()
    open_page(page, server)
    choose(page, "العربية")
    page.get_by_text("Noch kein Mensch hat diese Übersetzung geprüft.").wait_for()
    for screen in screens(page):
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], screen
        assert page.evaluate(SMALL, TARGET) == [], screen
        assert not page.evaluate(SIDEWAYS), screen


def test_every_language_of_the_mission_is_there() -> None:
    sprachen = load_woerterbuch(load_texts(), FOLDER).sprachen
    assert {"ar", "fa", "ti", "uk", "en", "fr", "tr"} <= set(sprachen)


def test_a_translation_of_a_word_that_nobody_uses_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text("geprueft: nein\nworte: {haus: house}\nknoepfe: {}\n")
    with pytest.raises(ValueError, match=r"en\.yml: 'haus' steht nicht in data/texte/glossar"):
        load_woerterbuch(load_texts(), tmp_path)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yml")), ids=lambda file: file.stem)
def test_a_checked_translation_names_who_checked_it_and_when(file: Path) -> None:
    geprueft = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["geprueft"]
    assert geprueft is False or geprueft == "nein" or any(c.isdigit() for c in geprueft)


def test_what_a_language_lacks_is_named_in_the_folder() -> None:
    files = {file.stem: YAML(typ="safe").load(file.read_text("utf-8")) for file in _files()}
    keys = {code: {*content["worte"], *content["knoepfe"]} for code, content in files.items()}
    every = set().union(*keys.values())
    named = dict(re.findall(r"^- `(\w+)` .*?: (.*)$", _missing(), re.MULTILINE))
    missing = {code: every - have for code, have in keys.items() if every - have}
    assert missing == {code: set(re.findall(r"`(\w+)`", line)) for code, line in named.items()}


def _files() -> list[Path]:
    return sorted(FOLDER.glob("*.yml"))


def _missing() -> str:
    return (FOLDER / "LIES_MICH.md").read_text("utf-8").split("## Was fehlt")[1]
