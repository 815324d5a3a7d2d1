"""The custom action of a turn, run without Rasa's detours."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Any, ClassVar

import aiohttp
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from rasa.core.actions.action import RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.shared.core.events import ActiveLoop, Event, UserUttered
from rasa.shared.core.trackers import EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.ablauf.ereignisse import as_event

ADRESSE = "innen"
"""Where the actions are when no server of their own runs them: inside Rasa's process."""


class Innen:
    """Stands where Rasa expects the address of an action server, and runs the actions itself.

    For one machine: no second process, no HTTP, no JSON in between. Its code is the SDK's own
    executor, so that an action cannot tell the difference.
    """

    url = ADRESSE
    kwargs: ClassVar[dict[str, Any]] = {"enable_selective_domain": True}

    def __init__(self, package: str = "actions") -> None:
        self._executor = ActionExecutor()
        self._executor.register_package(importlib.import_module(package))

    async def request(self, json: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What the action server would answer; errors of an action are raised as they are."""
        answer: dict[str, Any] = await self._executor.run(json)
        return answer


class Fern:
    """The address of an action server with a connection that stays open.

    Rasa's EndpointConfig opens a new one for every call.
    """

    def __init__(self, endpoint: EndpointConfig) -> None:
        self.url = endpoint.url
        self.kwargs = {**endpoint.kwargs, "enable_selective_domain": True}
        self._session: aiohttp.ClientSession | None = None

    async def request(self, json: dict[str, Any], **_: Any) -> Any:
        """The answer of the server; raises ClientResponseError when it is not 200.

        The server may close a kept connection in the moment in which we use it: asked again it
        answers, and an action changes nothing.
        """
        try:
            return await self._ask(json)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            return await self._ask(json)

    async def _ask(self, json: dict[str, Any]) -> Any:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(self.url, json=json) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason, await response.text())
            return await response.json()


def endpoint_for(endpoint: EndpointConfig | None) -> Any:
    """What runs the actions for an address in endpoints.yml; `innen` is this process."""
    if endpoint is None or endpoint.url is None:
        return endpoint
    return Innen() if endpoint.url == ADRESSE else Fern(endpoint)


class Aktion(RemoteAction):
    """Rasa's call of a custom action: same call, same answer, same events.

    Rasa checks the schema of the answer itself at every call, which took half of a turn, and
    searches all classes for the class of every event.
    """

    async def run(self, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Event]:
        """The events of the answer; raises what the endpoint raises, so that nothing is lost."""
        call = self._action_call_format(tracker, domain)
        answer = await self.action_endpoint.request(json=call)
        self._validate_action_result(answer)
        said = answer.get("responses") or []
        spoken = await self._utter_responses(said, output_channel, nlg, tracker)
        return [*spoken, *map(as_event, answer.get("events") or [])]

    def _action_call_format(self, tracker: Any, domain: Any) -> dict[str, Any]:
        """Without the events before the last message: the slots hold what our actions need."""
        state = tracker.current_state(EventVerbosity.NONE)
        last = tracker.get_last_event_for(UserUttered)
        state["events"] = [last.as_dict()] if last else []
        call = {"next_action": self._name, "sender_id": tracker.sender_id, "tracker": state}
        if domain.does_custom_action_explicitly_need_domain(self._name):
            call["domain"] = domain.as_dict()
        return call

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        if isinstance(self.action_endpoint, Innen):
            return True  # Was nie über eine Leitung ging, hat das SDK schon geprüft.
        if error := best_match(_validator().iter_errors(result)):
            raise error
        return True


@lru_cache(maxsize=1)
def _validator() -> Draft7Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


class Formular(FormAction):
    """Rasa's form; its whole content comes from its validating action.

    FormAction builds the conversation anew twice in every turn, to find a slot that is not filled
    and an `utter_ask_` for it. The validating action has said both already: it sets
    `requested_slot` and speaks.
    """

    async def run(self, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Event]:
        """Opens the form if need be and runs its validating action once."""
        opened = [] if tracker.active_loop_name == self.name() else [ActiveLoop(self.name())]
        action = Aktion(f"validate_{self.name()}", self.action_endpoint)
        return [*opened, *await action.run(output_channel, nlg, tracker, domain)]
