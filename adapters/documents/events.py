"""The list of everything that can have happened, told by the classes of the events."""

import inspect
import re
import types
import typing
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Annotated, Any, Literal
from uuid import UUID

from annotated_types import Ge, Le
from pydantic import AwareDatetime

from domain import values, words
from domain.events import EVENTS, Event
from projections.wording import SENTENCES

EVENTS_HEAD = (
    "Everything that can have happened, by the permanent name under which the log keeps it.",
    "This page is written by `jejak docs`; a test compares it with the code.",
    "",
    (
        "A field in clear is stored and sealed for ever; "
        "one that says nothing is left out of the bytes."
    ),
    (
        "A sealed field is encrypted beside the log under the key of one person; "
        "the log keeps a salted commitment."
    ),
    (
        "Every event may also carry `warnings`, the codes of rules that an accepted report broke "
        "([rules.md](rules.md)), and `sealed`, those commitments."
    ),
    (
        "Who said it, in which role, through what and when stands in the envelope, "
        "`Origin` in `domain/history.py`."
    ),
    "The two quoted lines are how the event is told on a page, in Indonesian and in English.",
)
APART_FROM = 10_000  # below it may be a year
KINDS: dict[Any, str] = {
    bool: "yes or no",
    int: "whole number",
    str: "text",
    date: "day",
    UUID: "id",
    AwareDatetime: "instant with its offset",
}
# The kinds of text that have a name of their own, by the pattern that they must match.
NAMED = {
    values.Code: "code",
    values.Reference: "number of a paper",
    values.Region: "region code",
    values.RuleCode: "rule",
    values.Sha256: "SHA-256",
    words.Variant: "variant of the rule",
    words.VillageCode: "village code",
}


def events_document() -> str:
    """Return the list of everything that can have happened."""
    known = sorted(name for name, its in EVENTS.items() if its.__module__.startswith("domain."))
    return "\n".join(["# Events", "", *EVENTS_HEAD, "", *_events(known)]) + "\n"


def _events(names: list[str]) -> Iterator[str]:
    for aggregate, group in groupby(names, key=lambda name: name.split(".")[0]):
        yield f"## {aggregate}"
        yield ""
        for name in group:
            yield from _event(EVENTS[name])


def _event(event: type[Event]) -> Iterator[str]:
    told = inspect.getdoc(event) or ""
    indonesian, _, meaning = " ".join(told.split()).partition(". ")
    yield f"### {event.name}"
    yield ""
    yield f"*{indonesian}* · `{event.__name__}` in `{event.__module__.replace('.', '/')}.py`"
    yield ""
    yield from _one_sentence_a_line(meaning)
    yield ""
    yield from (f"> {sentence}  " for sentence in SENTENCES.get(event.name, ()))
    yield ""
    yield from _fields(event)


def _one_sentence_a_line(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) (?=[A-Z`])", text)


def _fields(event: type[Event]) -> Iterator[str]:
    shown = {
        name: it for name, it in event.model_fields.items() if name not in {"warnings", "sealed"}
    }
    if not shown:
        return
    yield "| field | holds | in the log |"
    yield "|---|---|---|"
    for name, info in shown.items():
        kept = "clear" if info.is_required() else "clear, when it is said"
        if name in event.personal:
            kept = f"sealed with the key of `{event.subject}` ({event.personal[name].value})"
        yield f"| `{name}` | {_kind(info.annotation, info.metadata)} | {kept} |"
    yield ""


def _kind(kind: Any, marks: Iterable[Any] = ()) -> str:
    """Say in words what a type takes."""
    outer, inner = typing.get_origin(kind), typing.get_args(kind)
    if outer is Annotated:
        return _kind(inner[0], (*inner[1:], *marks))
    if outer in {typing.Union, types.UnionType}:
        return " or ".join(_kind(each, marks) for each in inner if each is not types.NoneType)
    if outer is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if outer is tuple or (isinstance(kind, type) and issubclass(kind, tuple)):
        return _parts(kind)
    return _plain(kind, [deeper for mark in marks for deeper in getattr(mark, "metadata", [mark])])


def _parts(kind: Any) -> str:
    inner = typing.get_args(kind)
    if not inner:
        named = typing.get_type_hints(kind, include_extras=True)
        return "; ".join(f"`{name}` {_kind(part)}" for name, part in named.items())
    if inner[-1] is Ellipsis:
        return f"list: {_kind(inner[0])}"
    return " and ".join(_kind(each) for each in inner)


def _plain(kind: Any, marks: list[Any]) -> str:
    if kind is int:
        limits = [f"from {_number(mark.ge)}" for mark in marks if isinstance(mark, Ge)]
        limits += [f"to {_number(mark.le)}" for mark in marks if isinstance(mark, Le)]
        return " ".join([KINDS[int], *limits])
    patterns = {str(mark.pattern) for mark in marks if getattr(mark, "pattern", None)}
    for named, word in NAMED.items():
        if typing.get_args(named)[1].pattern in patterns:
            return word
    return " ".join([KINDS[kind], *(f"like `{pattern}`" for pattern in sorted(patterns))])


def _number(value: Any) -> str:
    return f"{value:,}" if abs(value) >= APART_FROM else str(value)
