"""Writes a plain Rasa bot: the same questions as an ordinary form with stock settings."""

from __future__ import annotations

import hashlib
import importlib.resources
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from bot.places import all_gemeinden
from bot.settings import ROOT
from scripts.bench_gespraech.menschen import button_titles, plain

Json = dict[str, Any]
FORM = "interview_form"
FRAGEN = (
    *("rolle", "wunsch", "ort", "alter", "aufenthalt", "paragraf", "duldungsart", "herkunft"),
    *("erwerbstaetigkeit", "deutsch", "schulabschluss", "situation", "zusage"),
)
"""What it asks: at most 12 questions of these, as many as the Wegweiser asks at most."""
ENDE = "Danke. Das sind deine nächsten Schritte: Geh zur Beratung in deiner Stadt."
ANGABE = "inform"
LERNT_AUS = ("config.yml", "domain.yml", "data/")
BEISPIELE = 20
"""Examples of an intent, as many as ordinary bots have; more only make its training longer."""
ARTEN = ("init", "leicht")
"""`init`: pipeline and policies as `rasa init` gives; `leicht`: the fastest stock ones."""


def write_bot(folder: Path, art: str, schnell: bool = False) -> None:
    """All files of the bot into an empty folder."""
    files = bot_files(art, schnell)
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


def bot_files(art: str, schnell: bool = False) -> dict[str, str]:
    """The text of each file of the bot."""
    return {
        "config.yml": _yaml(config(art, schnell)),
        "domain.yml": _yaml(domain()),
        "data/nlu.yml": _yaml(nlu()),
        "data/rules.yml": _yaml({"version": "3.1", "rules": rules()}),
        "data/stories.yml": _yaml({"version": "3.1", "stories": stories()}),
        "credentials.yml": "rest:\n",
        "werte.json": json.dumps(allowed_values(), ensure_ascii=False, indent=1),
        "actions.py": (Path(__file__).parent / "schlichter_bot/actions.py").read_text("utf-8"),
    }


def fingerprint(files: dict[str, str]) -> str:
    """Changes when Rasa or what the model is trained on changes."""
    learnt = sorted((n, text) for n, text in files.items() if n.startswith(LERNT_AUS))
    content = json.dumps([version("rasa"), learnt])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def config(art: str, schnell: bool) -> Json:
    """Rasa's own default, or the fastest parts that Rasa brings along."""
    stock = importlib.resources.files("rasa.engine.recipes.config_files") / "default_config.yml"
    found: Json = yaml.safe_load(stock.read_text("utf-8"))
    found |= {"assistant_id": "schlicht", "language": "de"}
    if art == "leicht":
        words, letters = found["pipeline"][3], found["pipeline"][4]
        tokenizer, fallback = found["pipeline"][0], found["pipeline"][-1]
        classifier = {"name": "LogisticRegressionClassifier"}
        # Entitäten bringen dann nur Knöpfe mit; Text füllt den Slot, nach dem gefragt ist.
        found["pipeline"] = [tokenizer, words, letters, classifier, fallback]
        found["policies"] = [{"name": "MemoizationPolicy"}, {"name": "RulePolicy"}]
    if schnell:
        parts = [part for part in (*found["pipeline"], *found["policies"]) if "epochs" in part]
        for part in parts:
            part["epochs"] = 3
    return found


@cache
def questions() -> dict[str, str]:
    """The text of each question of the form: text -> slot."""
    texts = yaml.safe_load((ROOT / "data/texte/fragen.yml").read_text("utf-8"))
    return {plain(texts[slot]["text"]): slot for slot in FRAGEN}


def allowed_values() -> dict[str, dict[str, str]]:
    """For each slot what may be said, in small letters -> the value that is stored."""
    titles = button_titles()
    found = {
        slot: {
            said.lower(): value for value, title in titles[slot].items() for said in (value, title)
        }
        for slot in FRAGEN
    }
    found["ort"] = {p.name.lower(): p.ags for p in all_gemeinden()} | {
        p.ags: p.ags for p in all_gemeinden()
    }
    found["herkunft"] |= {code: code for code in _countries()}
    return found


@cache
def examples() -> dict[str, list[str]]:
    """The examples of the Wegweiser by intent, and annotated ones for what the form asks."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data/nlu").glob("*.yml")):
        for intent in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
            lines = intent["examples"].splitlines()
            found[intent["intent"]] = [line.removeprefix("- ") for line in lines[:BEISPIELE]]
    return {ANGABE: [*found.pop("angabe"), *_annotated()], **found}


def _annotated() -> Iterable[str]:
    titles, said = button_titles(), set()
    for slot in FRAGEN:
        for value, title in titles[slot].items():
            # Ein Wort steht für einen Wert: bei zwei Fragen mit demselben Wort gilt die erste.
            if title not in said:
                said.add(title)
                yield f"[{title}]" + json.dumps({"entity": slot, "value": value})
    for place in all_gemeinden()[::10]:
        yield f"ich wohne in [{place.name}](ort)"
    for age in range(16, 30):
        yield f"ich bin [{age}](alter) jahre alt"


def _countries() -> list[str]:
    return list(yaml.safe_load((ROOT / "data/texte/laender.yml").read_text("utf-8")))


def nlu() -> Json:
    """Training data for the NLU."""
    return {
        "version": "3.1",
        "nlu": [
            {"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)}
            for intent, lines in examples().items()
        ],
    }


def interruptions() -> list[str]:
    """The intents that are answered by a rule, in the form as well as before it."""
    return [i for i in examples() if i not in (ANGABE, "begruessen", "weiss_nicht")]


def rules() -> list[Json]:
    """Begin, end, and a rule for each interruption, in the form and outside of it."""
    active: Json = {"active_loop": FORM}
    over: Json = {"active_loop": None}
    found: list[Json] = [
        {"rule": f"Beginn mit {i}", "steps": [{"intent": i}, {"action": FORM}, active]}
        for i in ("begruessen", ANGABE, "weiss_nicht")
    ]
    done: list[Json] = [{"action": FORM}, over, {"slot_was_set": [{"requested_slot": None}]}]
    end = {"action": "action_empfehlung"}
    found.append({"rule": "Ende", "condition": [active], "steps": [*done, end]})
    for intent in interruptions():
        said = [{"intent": intent}, {"action": f"utter_{intent}"}]
        inside = [*said, {"action": FORM}, active]
        found.append({"rule": f"{intent} im Formular", "condition": [active], "steps": inside})
        found.append({"rule": f"{intent} sonst", "condition": [over], "steps": said})
    return found


def stories() -> list[Json]:
    """A straight interview, and one with questions in between."""
    begin = [{"intent": "begruessen"}, {"action": FORM}, {"active_loop": FORM}]
    end = [{"action": FORM}, {"active_loop": None}, {"action": "action_empfehlung"}]
    return [
        {
            "story": "Interview",
            "steps": [*begin, *end, {"intent": "danken"}, {"action": "utter_danken"}],
        },
        *(
            {
                "story": f"Interview mit {intent}",
                "steps": [*begin, {"intent": intent}, {"action": f"utter_{intent}"}, *end],
            }
            for intent in ("warum", "erklaeren")
        ),
    ]


def domain() -> Json:
    """Intents, slots with mappings, responses and the form."""
    return {
        "version": "3.1",
        "intents": list(examples()),
        "entities": list(FRAGEN),
        "slots": {slot: _slot(slot) for slot in FRAGEN},
        "responses": _responses(),
        "actions": ["validate_interview_form", "action_empfehlung"],
        "forms": {FORM: {"required_slots": list(FRAGEN)}},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _slot(slot: str) -> Json:
    asked = [{"active_loop": FORM, "requested_slot": slot}]
    unknown = {"type": "from_intent", "intent": "weiss_nicht", "value": "weiss_nicht"}
    typed = {"type": "from_text", "not_intent": ["begruessen", "weiss_nicht", *interruptions()]}
    return {
        "type": "text",
        "influence_conversation": False,
        "mappings": [
            {"type": "from_entity", "entity": slot},
            {**unknown, "conditions": asked},
            {**typed, "conditions": asked},
        ],
    }


def _responses() -> Json:
    titles = button_titles()
    found = {
        f"utter_ask_{slot}": [{"text": text, "buttons": _buttons(slot, titles[slot])}]
        for text, slot in questions().items()
    }
    for intent in interruptions():
        found[f"utter_{intent}"] = [{"text": f"Hier steht etwas zu: {intent}."}]
    found["utter_nicht_verstanden"] = [{"text": "Das habe ich nicht verstanden."}]
    found["utter_default"] = [{"text": "Das habe ich nicht verstanden."}]
    found["utter_ergebnis"] = [{"text": ENDE}]
    return found


def _buttons(slot: str, titles: dict[str, str]) -> list[Json]:
    # Doppelte Klammern, weil Rasa in den Texten der Domain Platzhalter ersetzt.
    return [
        {"title": title, "payload": f'/{ANGABE}{{{{"{slot}": "{value}"}}}}'}
        for value, title in titles.items()
    ]


def _yaml(content: Any) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
