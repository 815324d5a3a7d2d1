"""Noisy copies of the training sentences: what learners do to German spelling.

The commonest mistakes by frequency (Falko-MERLIN, see data/nlu/README.md): lost or added n, e, s,
r; u for ü; ss for ß; doubled letters; no capitals; and what phones add: no punctuation.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

Change = Callable[[str, random.Random], str]

_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_SOUNDS = (
    ("tz", "z"), ("z", "s"), ("v", "f"), ("ie", "i"), ("ei", "ai"), ("ck", "k"), ("th", "t"),
    ("dt", "t"), ("d", "t"), ("b", "p"), ("sch", "sh"), ("ch", "sch"), ("ph", "f"), ("ah", "a"),
)  # fmt: skip


def noisy(text: str, rng: random.Random) -> str:
    """A misspelt copy: one or two mistakes of learners, always without care for capitals."""
    changed = text
    for change in rng.sample(_CHANGES, k=rng.choice((1, 1, 2, 3))):
        changed = change(changed, rng)
    return changed if rng.random() < 0.3 else changed.lower()


def _without_umlauts(text: str, rng: random.Random) -> str:
    if rng.random() < 0.6:
        return text.lower().translate(_PLAIN)
    return "".join(_SPELLED.get(sign, sign) for sign in text.lower())


def _without_signs(text: str, rng: random.Random) -> str:
    return re.sub(r"[.,!?;:]", "", text)


def _lost_ending(text: str, rng: random.Random) -> str:
    return _in_a_word(text, rng, lambda word: word[:-1] if word[-1] in "nesrt" else word)


def _more_ending(text: str, rng: random.Random) -> str:
    return _in_a_word(text, rng, lambda word: word + rng.choice("ennsr"))


def _lost_letter(text: str, rng: random.Random) -> str:
    def lose(word: str) -> str:
        at = rng.randrange(1, len(word))
        return word[:at] + word[at + 1 :]

    return _in_a_word(text, rng, lose)


def _swapped(text: str, rng: random.Random) -> str:
    def swap(word: str) -> str:
        at = rng.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _in_a_word(text, rng, swap)


def _doubled(text: str, rng: random.Random) -> str:
    def double(word: str) -> str:
        single = re.sub(r"([a-z])\1", r"\1", word)
        at = rng.randrange(len(word))
        return single if single != word else word[:at] + word[at] + word[at:]

    return _in_a_word(text, rng, double)


def _as_heard(text: str, rng: random.Random) -> str:
    old, new = rng.choice(_SOUNDS)
    return text.lower().replace(old, new, 1)


def _without_article(text: str, rng: random.Random) -> str:
    return re.sub(r"\b(der|die|das|den|dem|ein|eine|einen)\s", "", text, count=1)


_CHANGES: tuple[Change, ...] = (
    _without_umlauts, _without_signs, _lost_ending, _more_ending, _lost_letter, _swapped, _doubled,
    _as_heard, _without_article,
)  # fmt: skip


def _in_a_word(text: str, rng: random.Random, change: Callable[[str], str]) -> str:
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return text
    index = rng.choice(long)
    words[index] = change(words[index])
    return " ".join(words)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Rauschen(GraphComponent):
    """Adds `kopien` misspelt copies of each example to the training data; else does nothing."""

    def __init__(self, config: dict[str, Any]) -> None:
        """`config`: `kopien` (how many) and `samen` (seed, so that training is repeatable)."""
        self._config = config

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Two copies did best on noisy German (language/EINFACHE_SPRACHE.md)."""
        return {"kopien": 2, "samen": 2026}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Rauschen:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls({**cls.get_default_config(), **config})

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data with the copies; the originals stay."""
        rng = random.Random(self._config["samen"])
        copies = [
            Message.build(noisy(example.get(TEXT), rng), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT)
            for _ in range(self._config["kopien"])
        ]
        return training_data.merge(TrainingData(training_examples=copies))

    def process(self, messages: list[Message]) -> list[Message]:
        """What people write has its own noise."""
        return messages
