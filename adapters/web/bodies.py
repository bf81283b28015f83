"""Reads a JSON body strictly: what is not exactly what it seems is refused before any rule.

The framework's own reading takes the last of two equal keys, accepts NaN and lets through text
that the database cannot hold.
"""

import json
from collections import Counter
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from adapters.web.problems import Problem

M = TypeVar("M", bound=BaseModel)
DIGITS_MAX = 18
WHOLE_MAX = 2**53  # from here on a float no longer tells whole numbers apart
# The kind of a pydantic error, by how its name begins, and the text that explains it.
EXPLANATIONS = {
    "missing": "field.missing",
    "extra_forbidden": "field.extra",
    "string_type": "field.text",
    "string_too_long": "field.long",
    "too_long": "field.long",
    "int": "field.integer",
    "bool": "field.boolean",
    "uuid": "field.uuid",
    "datetime": "field.datetime",
    "timezone": "field.datetime",
    "date": "field.date",
    "literal_error": "field.choice",
    "enum": "field.choice",
    "union_tag": "field.choice",
    "greater": "field.range",
    "less": "field.range",
    "string_too_short": "field.range",
    "too_short": "field.range",
    "value_error": "field.storable",
}


def read(model: type[M], raw: bytes, content_type: str) -> M:
    """Return the command in a body. Raises Problem with one sentence about what is wrong."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "detail.media")
    value = _checked(raw)
    try:
        # Validated from text, because strict models take dates and ids only from JSON text.
        return model.model_validate_json(json.dumps(value))
    except ValidationError as error:
        raise malformed(error.errors(include_url=False, include_input=False)) from None


def malformed(errors: Any) -> Problem:
    """Return the problem that explains the first error, and lists where the others are."""
    listed = tuple({"field": _field(error), "code": str(error["type"])} for error in errors[:20])
    first = listed[0] if listed else {"field": "?", "code": ""}
    if first["code"] == "json_invalid":
        return Problem(400, "detail.json")
    key = next((EXPLANATIONS[e] for e in EXPLANATIONS if first["code"].startswith(e)), "")
    return Problem(422, key or "field.other", errors=listed, field=first["field"])


def _field(error: Any) -> str:
    """Return the path to a field, cut short: names of unknown fields come from outside."""
    path = ".".join(str(part) for part in error["loc"] if part not in ("body", "query", "path"))
    return "".join(c if c.isprintable() else "?" for c in path[:60]) or "-"


def _checked(raw: bytes) -> dict[str, Any]:
    """Return what a body says, if it says each thing once and in a way that can be kept."""
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_number,
            parse_int=_integer,
            parse_float=_float,
        )
    except UnicodeDecodeError:
        raise Problem(400, "detail.encoding") from None
    except RecursionError:
        raise Problem(400, "detail.depth") from None
    except ValueError:
        raise Problem(400, "detail.json") from None
    if not isinstance(value, dict):
        raise Problem(422, "detail.object")
    _check_texts(value)
    return value


def _check_texts(value: Any) -> None:
    """Refuse NUL and lone surrogates anywhere, in keys as in values."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str) and not storable(item):
            raise Problem(422, "detail.storable")


def storable(text: str) -> bool:
    """Say whether PostgreSQL and UTF-8 can hold a text."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise Problem(400, "detail.duplicate", field=_field({"loc": (twice,)}))
    return found


def _integer(text: str) -> int:
    if len(text) > DIGITS_MAX:
        _number(text)
    return int(text)


def _float(text: str) -> int | float:
    """Return a whole number for 2.0, which is one to JSON."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < WHOLE_MAX else number


def _number(_: str) -> NoReturn:
    raise Problem(400, "detail.number")
