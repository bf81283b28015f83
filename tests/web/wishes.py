"""A well-formed body for every command, made from its schema: shape only, sense is not asked."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from domain.commands import Command

TEXTS = (
    "contoh",
    "contoh2",
    "99.99.99.9999",
    "a" * 64,
    "b" * 64,
    "2026-01-01",
    "T1",
    "Contoh 1",
    "",
    "2026-1",
)


def wish(command: type[Command]) -> dict[str, Any]:
    """Return a body that has the command's shape."""
    schema = command.model_json_schema()
    body: dict[str, Any] = _value(schema, schema.get("$defs", {}))
    return body


def _value(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _value(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if "default" in schema:
        return schema["default"]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _value(schema["anyOf"][0], definitions)
    kinds = {
        "object": _object,
        "array": _array,
        "string": _text,
        "integer": lambda found, _: found.get("minimum", found.get("exclusiveMinimum", 0) + 1),
        "boolean": lambda *_: True,
        "null": lambda *_: None,
    }
    return kinds[schema["type"]](schema, definitions)


def _object(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    required = set(schema.get("required", ()))
    fields = schema.get("properties", {})
    return {name: _value(found, definitions) for name, found in fields.items() if name in required}


def _array(schema: dict[str, Any], definitions: dict[str, Any]) -> list[Any]:
    if "prefixItems" in schema:
        return [_value(item, definitions) for item in schema["prefixItems"]]
    items = schema["items"]
    if items.get("type") == "string" and "format" not in items:
        return _texts(items)[:2]
    count = schema.get("minItems", 1 if items.get("format") == "uuid" else 0)
    return [_value(items, definitions) for _ in range(count)]


def _text(schema: dict[str, Any], _: dict[str, Any]) -> str:
    shape = schema.get("format")
    if shape == "uuid":
        return str(uuid4())
    if shape == "date":
        return (date.today() - timedelta(days=1)).isoformat()  # noqa: DTZ011
    if shape == "date-time":
        return (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    return _texts(schema)[0]


def _texts(schema: dict[str, Any]) -> list[str]:
    pattern, least = schema.get("pattern", ""), schema.get("minLength", 0)
    return [text for text in TEXTS if re.search(pattern, text) and len(text) >= least]
