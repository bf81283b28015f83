"""One form of the office: its fields, what was typed in them, and what that means.

Nothing that was typed is lost: a form with a mistake comes back as it was, with the mistake named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from pydantic import ValidationError
from pydantic_core import to_json

from adapters.web.bodies import storable
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.commands import Command
from domain.programme import Item

WHOLE_MAX = 100_000


@dataclass
class OfficeForm:
    """`fields` in the order of the page; `refusal` is a rule's code and sentence."""

    words: Words
    fields: Sequence[Field]
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    refusal: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        for each in self.fields:
            if each.name in self.typed:
                each.values = tuple(self.typed[each.name])

    @property
    def command_id(self) -> str:
        """Return the id that makes a second sending harmless."""
        sent = next(iter(self.typed.get("command_id", ())), "")
        try:
            return str(UUID(sent))
        except ValueError:
            return str(uuid4())

    @property
    def errors(self) -> list[dict[str, str]]:
        return [{"field": f.name, "sentence": f.error} for f in self.fields if f.error]

    def content(self) -> dict[str, Any]:
        """Return what was typed by field, as JSON would hold it; mistakes stay on their fields."""
        read = {each.name: self._read(each) for each in self.fields if each.kind != "file"}
        return {name: value for name, value in read.items() if value is not None}

    def command(self, kind: type[Command], **more: Any) -> Command | None:
        """Return the command that was typed, with what the page adds; nothing where it cannot be.

        What the command itself refuses is written on the field that it names.
        """
        # Two forms on one page may ask for the same field, each under a name of its own.
        content = {name.rpartition("-")[2]: said for name, said in self.content().items()} | more
        if self.errors:
            return None
        try:
            return kind.model_validate_json(to_json(content))
        except ValidationError as invalid:
            names = {str(error["loc"][0]) for error in invalid.errors() if error["loc"]}
            wrong = [
                each for each in self.fields if each.name.rpartition("-")[2] in names
            ] or self.fields[:1]
            for each in wrong:
                self.wrong(each, "office.wrong-form")
            return None

    def wrong(self, made: Field, key: str, **params: object) -> None:
        """Write a mistake on a field."""
        made.error = self.words.say(key, label=made.label, **params)
        made.error_here = self.words.say("visit.wrong-answer-here")

    def _read(self, made: Field) -> Any:
        values = [value.strip() for value in made.values if value.strip()]
        if not values:
            if made.required:
                self.wrong(made, "wish.missing")
            return None
        if not all(storable(value) for value in values):
            self.wrong(made, "office.wrong-form")
            return None
        if made.options:
            return self._chosen(made, values)
        reader = {"day": self._day, "integer": self._whole}.get(made.kind)
        return reader(made, values[0]) if reader else values[0]

    def _chosen(self, made: Field, values: list[str]) -> Any:
        if not {option.value for option in made.options}.issuperset(values):
            self.wrong(made, "wish.missing")
            return None
        if made.kind == "choices":
            return values
        return values[0] == "true" if made.kind == "boolean" else values[0]

    def _day(self, made: Field, value: str) -> str | None:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.wrong(made, "wish.wrong-day")
            return None

    def _whole(self, made: Field, value: str) -> int | None:
        if not (value.isascii() and value.isdecimal() and int(value[:9]) <= WHOLE_MAX):
            self.wrong(made, "office.wrong-number")
            return None
        return int(value[:9])


def options_of(words: Words, items: Iterable[Item]) -> tuple[Option, ...]:
    """Return the entries of a list of codes as choices."""
    return tuple(Option(item.code, words.one_of(item.label)) for item in items)
