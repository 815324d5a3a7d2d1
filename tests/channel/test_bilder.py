"""Pictograms belong to answers and Wege that exist, and are drawings, not emoji."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.channel.bilder import DATEI, UngueltigesBild, load_bilder
from bot.profile import FAKTEN
from bot.settings import ROOT

EMOJI = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF]")


def wege() -> set[str]:
    file = ROOT / "data" / "eligibility" / "wege.yml"
    return set(YAML(typ="safe").load(file.read_text(encoding="utf-8"))["wege"])


def test_every_paper_wish_and_weg_has_a_pictogram() -> None:
    bilder = load_bilder()
    for fakt in ("aufenthalt", "wunsch", "rolle"):
        assert [w for w in FAKTEN[fakt].werte if not bilder.strokes(fakt, w)] == []
    assert set(bilder.wege) == wege()


def test_only_the_duldung_has_the_red_stripe_of_its_paper() -> None:
    bilder = load_bilder()
    with_red = {
        w for w in FAKTEN["aufenthalt"].werte if "rot" in dict(bilder.strokes("aufenthalt", w))
    }
    assert with_red == {"duldung", "kein_papier"}


def test_yes_no_and_dont_know_look_the_same_for_every_question() -> None:
    bilder = load_bilder()
    assert bilder.strokes("pass", "ja") == bilder.strokes("kinder", "ja") != ()
    assert bilder.strokes("wunsch", ["arbeit"]) == bilder.strokes("wunsch", "arbeit")
    assert bilder.strokes("", "ja") == ()


def test_pictograms_are_svg_no_emoji_stands_in_any_text() -> None:
    for folder, pattern in (("data/texte", "*.yml"), ("bot/channel", "**/*.*")):
        for file in (ROOT / folder).glob(pattern):
            if (
                file.suffix in (".yml", ".tsx", ".ts", ".html", ".css")
                and "node_modules" not in file.parts
            ):
                assert not EMOJI.search(file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize(
    ("part", "wrong", "message"),
    [
        ("visum: visum", "visum: pass", "das Bild 'pass' gibt es nicht"),
        ("rolle: {selbst:", "rolle: {ich:", "rolle: 'ich' gibt es nicht"),
        (
            '[rot, "M6 28L26 4"]',
            '[rot, "javascript"]',
            "duldung: 'rot' 'javascript', erlaubt: flaeche",
        ),
    ],
)
def test_a_wrong_drawing_or_name_is_told(
    part: str, wrong: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "bilder.yml"
    text = DATEI.read_text(encoding="utf-8")
    assert part in text
    file.write_text(text.replace(part, wrong), encoding="utf-8")
    with pytest.raises(UngueltigesBild, match=re.escape(message)):
        load_bilder(file)
