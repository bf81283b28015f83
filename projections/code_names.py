"""What a programme calls its codes, list by list: one code can mean different things in two."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from domain.programme import Programme

_CODES = tomllib.loads(Path(__file__).with_name("timeline_codes.toml").read_text("utf-8"))
# The list that names the codes of a field, by the event and the field.
LISTS: dict[str, str] = _CODES["lists"]
# What a field is called that a correction may replace.
REPLACED: dict[str, list[str]] = _CODES["replaced"]
INDICATOR = "indicator."
VERSION = ".v1"


def list_of(event_name: str, field: str) -> str:
    """Return the list that names the codes of an event's field, if there is one."""
    return LISTS.get(f"{event_name.removesuffix(VERSION)}.{field}", "")


class CodeNames:
    """The names in one language: `index` 0 is Indonesian, 1 English."""

    def __init__(self, programme: Programme | None, index: int) -> None:
        self._index = index
        lists = dict(_lists(programme)) if programme is not None else {}
        self._named = {
            name: {item.code: self._label(item.label) for item in items}
            for name, items in lists.items()
        }
        self._anywhere: dict[str, str] = {}
        for codes in self._named.values():
            self._anywhere = codes | self._anywhere
        if programme is not None:
            self._anywhere |= {village.code: village.name for village in programme.villages}

    def of_list(self, name: str) -> dict[str, str]:
        """Return what a list calls each of its codes."""
        return self._named.get(name, {})

    def in_list(self, name: str, code: str) -> str:
        """Return what a list calls a code, or nothing."""
        return self.of_list(name).get(code.removeprefix(INDICATOR), "")

    def anywhere(self, code: str) -> str:
        """Return what any list calls a code, for a field of which no list is known."""
        return self._anywhere.get(code, "")

    def _label(self, label: Any) -> str:
        return str(label.en if self._index else label.id)


def _lists(programme: Programme) -> Iterator[tuple[str, Iterable[Any]]]:
    yield "pillars", programme.pillars
    yield "phases", programme.phases
    yield "needs", programme.needs
    yield "transfers", programme.transfers
    yield "prices", programme.prices
    yield "agencies", programme.agencies
    yield "data_rights", programme.data_rights
    yield from programme.reasons.items()
    yield "criteria", [line for each in programme.instruments for line in each.criteria]
    roles = programme.roles.items()
    yield "roles", [_Named(code, role.label) for code, role in roles]


class _Named:
    """A role under its code, as the other lists have it."""

    def __init__(self, code: str, label: Any) -> None:
        self.code, self.label = code, label
