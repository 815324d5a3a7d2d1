"""Domain, slots, buttons and rules agree; Rasa reads none of our own YAML."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.channel.eingabe import BEFEHLE
from bot.profile import FAKTEN, check_value
from bot.reply.rahmen import question_choices
from bot.reply.texte import Texte, load_texts
from bot.settings import ROOT

EIGENE = ("eligibility", "angebote", "texte", "verstehen", "orte")
EIGENE_DATEIEN = [
    str(datei.relative_to(ROOT))
    for name in EIGENE
    for datei in sorted((ROOT / "data" / name).rglob("*.yml"))
]

AUSWAHL = sorted(name for name, fakt in FAKTEN.items() if fakt.art.value == "wahl")


@pytest.fixture(scope="module")
def texte() -> Texte:
    return load_texts(ROOT / "data" / "texte")


@pytest.fixture(scope="module")
def domain() -> dict[str, object]:
    return dict(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8")))


def test_the_domain_is_what_the_vocabulary_says() -> None:
    befehl = [sys.executable, "scripts/domain_schreiben.py", "--pruefen"]
    lauf = subprocess.run(befehl, cwd=ROOT, capture_output=True, text=True, check=False)
    assert lauf.returncode == 0, lauf.stderr


def test_every_fact_is_a_slot_that_only_our_action_fills(domain: dict[str, object]) -> None:
    slots = domain["slots"]
    assert isinstance(slots, dict)
    assert set(FAKTEN) <= set(slots)
    assert all(slot["mappings"] == [{"type": "custom"}] for slot in slots.values())
    assert not any(slot["influence_conversation"] for slot in slots.values())


def test_every_intent_of_the_domain_opens_the_interview(domain: dict[str, object]) -> None:
    regeln = yaml.safe_load((ROOT / "data/rules/interview.yml").read_text(encoding="utf-8"))
    geregelt = {regel["steps"][0]["intent"] for regel in regeln["rules"]}
    intents = domain["intents"]
    assert isinstance(intents, list)
    assert {next(iter(eintrag)) for eintrag in intents} <= geregelt
    assert {f"befehl_{befehl}" for befehl in (*BEFEHLE, "start")} <= geregelt


@pytest.mark.parametrize("fakt", sorted(FAKTEN))
def test_every_button_of_a_question_is_a_value_of_its_fact(fakt: str, texte: Texte) -> None:
    for mehr in (False, True):
        for knopf in texte.knoepfe(fakt, mehr=mehr):
            art = FAKTEN[fakt].art.value
            wert: object = [knopf.wert] if art == "liste" else knopf.wert
            if art in ("alter", "zahl"):
                wert = int(knopf.wert)
            assert check_value(fakt, wert) is not None


@pytest.mark.parametrize(
    "fakt", sorted(name for name, f in FAKTEN.items() if f.art.value == "wahl")
)
def test_every_value_has_a_button(fakt: str, texte: Texte) -> None:
    knoepfe = {knopf.wert for mehr in (False, True) for knopf in texte.knoepfe(fakt, mehr=mehr)}
    assert knoepfe == set(FAKTEN[fakt].werte)


@pytest.mark.parametrize("fakt", sorted(FAKTEN))
def test_at_most_six_choices_stand_below_a_question_the_others_behind_more(
    fakt: str, texte: Texte
) -> None:
    erste = question_choices(texte, fakt, "selbst", mehr=False)
    assert len(erste) <= 6, [einer["titel"] for einer in erste]
    hat_mehr = bool(texte.knoepfe(fakt, mehr=True))
    assert hat_mehr == any(einer.get("befehl") == "mehr" for einer in erste)


@pytest.mark.parametrize("datei", EIGENE_DATEIEN)
def test_rasa_does_not_take_our_data_for_training(datei: str) -> None:
    from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    pfad = str(Path(ROOT) / datei)
    assert not YAMLStoryReader.is_stories_file(pfad)
    assert not RasaYAMLReader.is_yaml_nlu_file(pfad)
