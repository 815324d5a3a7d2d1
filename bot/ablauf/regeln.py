"""Rasa's rule policy without a detour: inside the interview the rules need not be asked."""

from __future__ import annotations

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class Regeln(RulePolicy):
    """Predicts what RulePolicy predicts; the price no longer grows with the conversation.

    RulePolicy first replays every event to compare the conversation with the rules, and then
    follows the active form anyway. The form goes first here, unless a default action overrules.
    """

    def _predict(
        self, tracker: DialogueStateTracker, domain: Domain
    ) -> tuple[PolicyPrediction, str | None]:
        overruled, _ = self._find_action_from_default_actions(tracker)
        found, source = self._find_action_from_loop_happy_path(tracker)
        if overruled or not found or source is None:
            prediction: tuple[PolicyPrediction, str | None] = super()._predict(tracker, domain)
            return prediction
        probabilities = self._prediction_result(found, tracker, domain)
        return self._rule_prediction(probabilities, source, is_no_user_prediction=True), source
