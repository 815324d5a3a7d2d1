"""The training data: enough of each intent, never the messages we measure with."""

import random
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.nlu.messen import read_rows
from bot.nlu.rauschen import noisy
from bot.settings import ROOT
from bot.understanding import ABSICHTEN

HERE = Path(__file__).parent


def examples():
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                yield block["intent"], line.removeprefix("- ").strip()


def plain(text):
    return " ".join(text.lower().split())


def test_every_intent_of_the_contract_has_forty_different_examples():
    counts = Counter(intent for intent, _ in {(i, plain(text)) for i, text in examples()})
    assert set(counts) == set(ABSICHTEN)
    assert min(counts.values()) >= 40, counts


def test_no_sentence_stands_for_two_intents():
    intents = {}
    for intent, text in examples():
        intents.setdefault(plain(text), set()).add(intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_messages_we_measure_with_are_never_trained_on():
    """Others may say "danke" as we do; a sentence of three words is no chance."""
    rows = read_rows(sorted(HERE.glob("*.jsonl")))
    own = {plain(row["text"]) for row in read_rows(sorted(HERE.glob("nachrichten_*.jsonl")))}
    measured = own | {plain(row["text"]) for row in rows if len(row["text"].split()) > 2}
    assert len(measured) >= 2300
    assert {text for _, text in examples() if plain(text) in measured} == set()


@pytest.mark.parametrize("text", ["ich möchte eine Ausbildung machen", "wo ist die Beratung?"])
def test_noise_changes_a_sentence_and_is_repeatable(text):
    copies = [noisy(text, random.Random(seed)) for seed in range(30)]
    assert copies == [noisy(text, random.Random(seed)) for seed in range(30)]
    assert sum(copy != text for copy in copies) >= 25


def test_noise_leaves_what_has_no_letters():
    assert noisy("19", random.Random(1)) == "19"
