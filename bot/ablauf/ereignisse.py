"""Rasa's events from their JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses


def as_event(data: Mapping[str, Any]) -> Event:
    """An event of the kind that `event` names; raises KeyError for an unknown kind."""
    event: Event = _classes()[data["event"]]._from_parameters(dict(data))
    return event


@lru_cache(maxsize=1)
def _classes() -> dict[str, Any]:
    """The class of each kind of event; Rasa searches all of them again for every event."""
    classes: dict[str, Any] = {}
    for cls in all_subclasses(Event):
        classes.setdefault(cls.type_name, cls)
    return classes
