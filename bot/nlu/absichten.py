"""The intent classifier: logistic regression on character n-grams, told how sure to be.

It also keeps the name of the spaCy pipeline that the model was trained with: with other tokens
the same words would mean something else to it.
"""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.model import InvalidModelError

from bot.understanding.pipeline import pipeline_name

_PIPELINE_FILE = "spacy_pipeline.txt"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Absichten(LogisticRegressionClassifier):
    """Rasa's LogisticRegressionClassifier with `C` as a setting and the pipeline's name."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa fixes C at 1, which makes every guess look unsure."""
        defaults: dict[str, Any] = LogisticRegressionClassifier.get_default_config()
        return {**defaults, "C": 1.0}

    def __init__(
        self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        """See Rasa's classifier."""
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])

    def persist(self) -> None:
        """Keeps the classifier and the name of the spaCy pipeline."""
        super().persist()
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _PIPELINE_FILE).write_text(pipeline_name(), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Absichten:
        """Loads it; raises InvalidModelError (one line) if another spaCy pipeline is in use."""
        with model_storage.read_from(resource) as folder:
            trained = (folder / _PIPELINE_FILE).read_text(encoding="utf-8")
        if trained != pipeline_name():
            raise InvalidModelError(
                f"Das Modell wurde mit {trained} trainiert, geladen ist {pipeline_name()}: "
                "bitte neu trainieren (wegweiser train)."
            )
        component: Absichten = super().load(
            config, model_storage, resource, execution_context, **kwargs
        )
        return component


def trained_pipeline(model: str | Path) -> str:
    """The spaCy pipeline a model archive was trained with; raises ValueError if it tells none."""
    with tarfile.open(model) as archive:
        for member in archive:
            if Path(member.name).name == _PIPELINE_FILE and (file := archive.extractfile(member)):
                return file.read().decode("utf-8")
    raise ValueError(f"{model}: kein Modell von Wegweiser (spacy_pipeline.txt fehlt)")
