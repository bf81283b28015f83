"""Validators that read events back: types are made, but nothing is checked a second time.

Lengths, patterns and canonical order were checked when the event was written, and the bytes are
sealed since; checking them again would be most of the cost of reading a history.
"""

from functools import cache
from typing import Any

from pydantic_core import SchemaValidator

from domain.events import Event

FUNCTIONS = frozenset({"function-after", "function-before", "function-wrap"})
CHECKS = frozenset({"pattern", "min_length", "max_length", "ge", "gt", "le", "lt"})


@cache
def reader_of(event: type[Event]) -> SchemaValidator:
    """Return the validator that makes an event of a class from stored bytes."""
    return SchemaValidator(_without_checks(event.__pydantic_core_schema__))


def _without_checks(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_checks(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") in FUNCTIONS:
        return _without_checks(schema["schema"])
    return {key: _without_checks(part) for key, part in schema.items() if key not in CHECKS}
