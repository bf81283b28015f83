"""A fact with some of its values replaced: what a correction makes of it."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from domain.events import Event

E = TypeVar("E", bound=Event)


def amended_event(event: E, values: Mapping[str, Any], *, strict: bool = False) -> E:
    """Return the fact with these values (as JSON types) in place of its own.

    Raises pydantic's ValidationError where one cannot be; `strict` lets nothing pass that only
    looks like the right type, as a command does. Sealed fields stay as they are.
    """
    if not values:
        return event
    content = event.model_dump(mode="json", exclude=set(event.personal))
    return type(event).model_validate_json(json.dumps(content | dict(values)), strict=strict)


def replaceable(event: type[Event], key: str) -> frozenset[str]:
    """Return the fields that a correction may replace: not who or what the fact is about."""
    fixed = {key, event.subject, "warnings", "sealed", "countersigned_by"}
    return frozenset(event.model_fields.keys() - event.personal.keys() - fixed)
