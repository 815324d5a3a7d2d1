"""Rasa's message processor as the channel uses it: the same steps, without copies."""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import Action
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import ActionLimitReached, MessageProcessor
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.ablauf.aktionen import Formular, endpoint_for
from bot.ablauf.graph import Reihe


class Ablauf(MessageProcessor):
    """Works with the model, stores and endpoints of a processor that Rasa has loaded."""

    def __init__(self, processor: MessageProcessor) -> None:
        """The model is not loaded again."""
        self.__dict__.update(processor.__dict__)
        self.action_endpoint = endpoint_for(processor.action_endpoint)
        self.graph_runner = Reihe(processor.graph_runner)
        self._aktionen: dict[str, Action] = {}

    async def run_turn(self, message: Any, tracker: DialogueStateTracker) -> None:
        """One turn on a tracker that was loaded before and is stored afterwards by the caller.

        Raises what an action raises: Rasa would write it to the log and answer nothing. Slots
        are set by our action alone, so that Rasa's own search for slot values has no part here.
        """
        tracker.model_id = self.model_metadata.model_id
        tracker.assistant_id = self.model_metadata.assistant_id
        if not tracker.events:
            await self._update_tracker_session(tracker, message.output_channel, message.metadata)
        await self._handle_message_with_tracker(message, tracker)
        await self._run_prediction_loop(message.output_channel, tracker)

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[Action, PolicyPrediction]:
        """Like Rasa's, with the actions of this class."""
        more = self.should_predict_another_action(tracker.latest_action_name)
        if self.is_action_limit_reached(tracker, more):
            raise ActionLimitReached("The limit of actions to predict has been reached.")
        prediction = self._predict_next_with_tracker(tracker)
        name = self.domain.action_names_or_texts[prediction.max_confidence_index]
        return self._get_action(name), prediction

    def _get_action(self, action_name: str) -> Action:
        """Each action once: looking one up by name lists all default actions anew."""
        if action_name not in self._aktionen:
            is_form = action_name in self.domain.form_names
            make = self._formular if is_form else super()._get_action
            self._aktionen[action_name] = make(action_name)
        return self._aktionen[action_name]

    def _formular(self, name: str) -> Action:
        return Formular(name, self.action_endpoint)

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        """Like Rasa's, without the copies it makes for a log that is off."""
        tracker.update_with_events(prediction.events, self.domain)
        tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: Any,
        nlg: Any,
        prediction: PolicyPrediction,
    ) -> bool:
        """Without a copy of the conversation, which replays it from its first event.

        Rasa copies it because a form may reject to run after a policy had set events. Our only
        form never rejects, and a failure must reach the person instead of the log alone.
        """
        events = await action.run(output_channel, nlg, tracker, self.domain)
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self.execute_side_effects(events, tracker, output_channel)
        more: bool = self.should_predict_another_action(action.name())
        return more
