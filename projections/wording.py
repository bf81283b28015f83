"""How one event is told in a sentence, in Indonesian and in English.

The sentences stand in `timeline.toml`. The programme definition, when it is at hand, gives the
names of its codes; without it a code is shown as it is.
"""

import json
import re
import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from domain.history import RecordedEvent, case_number
from domain.programme import Programme
from domain.rules import RULES, Language
from projections.code_names import INDICATOR, REPLACED, CodeNames, list_of

_TEXTS = tomllib.loads(Path(__file__).with_name("timeline.toml").read_text("utf-8"))
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SENTENCES: dict[str, list[str]] = _TEXTS["sentences"]
FIELDS: dict[str, list[str]] = _TEXTS["fields"]
VALUES: dict[str, list[str]] = _TEXTS["values"]


class Wording:
    """One language, and the names that a programme gives to its codes."""

    def __init__(self, language: Language, programme: Programme | None = None) -> None:
        self._index = 0 if language == "id" else 1
        self._months: list[str] = _TEXTS["months"][language]
        self._codes = CodeNames(programme, self._index)

    def sentence(self, recorded: RecordedEvent) -> str:
        """Tell an event. Personal fields are never part of a sentence."""
        event = recorded.event
        template = SENTENCES[event.name][self._index]
        told = _OPTIONAL.sub(lambda part: self._filled_or_nothing(part[1], event), template)
        return _FIELD.sub(lambda field: self._said(event, field[1]), told)

    def personal(self, recorded: RecordedEvent) -> list[tuple[str, str | None]]:
        """Return the personal fields by their names; without a value as long as they are sealed.

        They have one only if the caller opened them, which is for the caller to allow.
        """
        event = recorded.event
        sealed = {group for group, _ in event.sealed}
        return [
            (FIELDS[field][self._index], getattr(event, field))
            for field, group in event.personal.items()
            if group in sealed or getattr(event, field) is not None
        ]

    def warning(self, code: str) -> str:
        """Return what a rule says that an accepted report broke, by the stored code."""
        rule, _, variant = code.partition(".")
        messages = RULES[rule].messages if rule in RULES else {}
        return _FIELD.sub("\u2026", messages[variant][self._index]) if variant in messages else ""

    def value(self, field: str, value: Any, codes: str = "") -> str:
        """Return the value of a field in words; `codes` is the list that names its codes."""
        if isinstance(value, bool):
            return self._named(f"{field}.{'yes' if value else 'no'}", "")
        if isinstance(value, int):
            return self._number(field, value)
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, UUID):
            return case_number(value) if field.endswith("household_id") else f"#{value.hex[:6]}"
        if isinstance(value, tuple):
            return self._several(field, value, codes)
        return "\u2013" if value is None else self._code(field, str(value), codes)

    def _said(self, event: Any, field: str) -> str:
        return self.value(field, getattr(event, field), list_of(event.name, field))

    def _filled_or_nothing(self, part: str, event: Any) -> str:
        said = all(getattr(event, field) for field in _FIELD.findall(part))
        return part if said else ""

    def _number(self, field: str, value: int) -> str:
        if field == "year":
            return str(value)
        text = f"{value:,}"
        text = text.replace(",", ".") if self._index == 0 else text
        return f"Rp{text}" if field.endswith("rupiah") else text

    def _day(self, value: date) -> str:
        text = f"{value.day} {self._months[value.month - 1]} {value.year}"
        if isinstance(value, datetime):
            separator = "." if self._index == 0 else ":"
            text += f" {value:%H}{separator}{value:%M}"
        return text

    def _several(self, field: str, values: tuple[Any, ...], codes: str) -> str:
        if field == "verdicts":
            counted = [verdict for _, verdict in values if verdict != "not_applicable"]
            return f"{counted.count('met')}/{len(counted)}"
        if field == "values":
            return ", ".join(self._replaced(name, text) for name, text in values)
        if field == "counters":
            return ", ".join(f"{self._code('', name, codes)} {value}" for name, value in values)
        if field.endswith("sha256s") or not all(isinstance(value, str) for value in values):
            return str(len(values))
        return ", ".join(self._code(field, value, codes) for value in values)

    def _replaced(self, field: str, text: str) -> str:
        """Tell what a correction put in the place of a value, which it keeps as JSON."""
        named = REPLACED[field][self._index] if field in REPLACED else field.replace("_", " ")
        value = json.loads(text)
        if isinstance(value, list):
            value = tuple(value)
        if isinstance(value, str) and _DAY.fullmatch(value):
            value = date.fromisoformat(value)
        if isinstance(value, str) and _ID.fullmatch(value):
            value = UUID(value)
        if isinstance(value, bool):
            return f"{named}: {self._named('value.yes' if value else 'value.no', '')}"
        return f"{named}: {self.value(field, value)}"

    def _code(self, field: str, code: str, codes: str) -> str:
        """Say what the field's own list calls a code, or our texts, or any other list."""
        plain = code.removeprefix(INDICATOR)
        return (
            self._codes.in_list(codes, code)
            or self._named(f"{field}.{code}", "")
            or self._codes.anywhere(plain)
            or (plain.replace("_", " ") if plain.islower() else plain)
        )

    def _named(self, key: str, default: str) -> str:
        return VALUES[key][self._index] if key in VALUES else default


@cache
def _wording(language: Language) -> Wording:
    return Wording(language)


def sentence(
    recorded: RecordedEvent, language: Language, programme: Programme | None = None
) -> str:
    """Tell an event in a language."""
    wording = _wording(language) if programme is None else Wording(language, programme)
    return wording.sentence(recorded)
