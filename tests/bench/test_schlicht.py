"""The plain bot beside which we are measured: Rasa itself accepts its files."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from scripts.bench_gespraech import schlicht

# Rasa erklärt bei jedem Laden einer Domain, dass es Slots nicht mehr von selbst füllt.
pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill:UserWarning")


@pytest.fixture(scope="module")
def importer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Rasa's own reader of the files of the plain bot."""
    from rasa.shared.importers.importer import TrainingDataImporter

    folder = tmp_path_factory.mktemp("schlicht")
    schlicht.write_bot(folder, "init")
    return TrainingDataImporter.load_from_config(
        str(folder / "config.yml"), str(folder / "domain.yml"), [str(folder / "data")]
    )


def test_rasa_reads_the_domain_and_finds_every_question(importer: Any) -> None:
    domain = importer.get_domain()

    assert domain.required_slots_for_form(schlicht.FORM) == list(schlicht.FRAGEN)
    assert {f"utter_ask_{slot}" for slot in schlicht.FRAGEN} <= set(domain.responses)
    assert {f"validate_{schlicht.FORM}", "action_empfehlung"} <= set(domain.user_actions)


def test_the_rules_do_not_contradict_the_stories_in_names(importer: Any) -> None:
    domain = importer.get_domain()
    graph = importer.get_stories()
    used = {
        e.action_name
        for step in graph.story_steps
        for e in step.events
        if hasattr(e, "action_name")
    }

    assert {name for name in used if name} <= set(domain.action_names_or_texts) | {None}
    assert len(graph.story_steps) >= 2 * len(schlicht.interruptions())


def test_every_intent_of_the_domain_has_examples(importer: Any) -> None:
    data = importer.get_nlu_data()

    assert set(importer.get_domain().intents) - data.intents <= _rasas_own_intents()
    assert all(count >= 2 for count in data.number_of_examples_per_intent.values())


def test_the_stock_bot_has_what_rasa_chooses_by_itself() -> None:
    names = [part["name"] for part in schlicht.config("init", schnell=False)["pipeline"]]
    policies = schlicht.config("init", schnell=False)["policies"]

    assert {"DIETClassifier", "WhitespaceTokenizer", "FallbackClassifier"} <= set(names)
    assert {"TEDPolicy", "RulePolicy"} <= {part["name"] for part in policies}
    assert {p["epochs"] for p in policies if "epochs" in p} == {100}


def test_every_button_carries_a_value_that_its_slot_accepts() -> None:
    allowed, responses = schlicht.allowed_values(), schlicht.domain()["responses"]
    for slot in schlicht.FRAGEN:
        (question,) = responses[f"utter_ask_{slot}"]
        for button in question["buttons"]:
            payload = button["payload"].removeprefix(f"/{schlicht.ANGABE}")
            said = json.loads(payload.replace("{{", "{").replace("}}", "}"))
            assert str(said[slot]) in allowed[slot]
            assert button["title"].lower() in allowed[slot]


def test_another_question_is_another_model_but_another_action_is_not() -> None:
    files = schlicht.bot_files("leicht")
    domain = yaml.safe_load(files["domain.yml"])
    domain["responses"]["utter_ask_alter"][0]["text"] = "Wie alt?"
    changed = {**files, "domain.yml": yaml.safe_dump(domain)}

    assert schlicht.fingerprint({**files, "actions.py": ""}) == schlicht.fingerprint(files)
    assert schlicht.fingerprint(changed) != schlicht.fingerprint(files)


def _rasas_own_intents() -> set[str]:
    from rasa.shared.core.constants import DEFAULT_INTENTS

    return set(DEFAULT_INTENTS)
