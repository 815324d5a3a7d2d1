"""Provides the German spaCy pipeline in use to Rasa's graph: de_core_news_sm or our own.

The class must be called SpacyNLP: Rasa finds the provider of a pipeline by that name.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.nlu.utils.spacy_utils import SpacyNLP as RasaSpacyNLP

from bot.understanding.pipeline import load, pipeline_name


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="SpacyNLP",
)
class SpacyNLP(RasaSpacyNLP):
    """Rasa's provider with the pipeline of `bot.understanding`, shared by the whole process."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """German nouns have capitals: the lemma table needs the text as it was written."""
        return {"case_sensitive": True, "model": None}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another pipeline is another graph: without this Rasa would reuse cached features."""
        return pipeline_name()

    @staticmethod
    def load_model(spacy_model_name: str | None) -> SpacyModel:
        """The pipeline in use, whatever name the configuration gives; builds ours if missing."""
        return SpacyModel(model=load(), model_name=pipeline_name())
