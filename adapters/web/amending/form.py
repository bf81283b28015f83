"""The form that says what would be right: a fact's own values, to be changed where they are wrong.

What is left as it was is not part of the proposal.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from adapters.sealing import ERASED
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from adapters.web.wishes.definition import Asked, Wish
from adapters.web.wishes.form import WishForm
from domain.events import Event
from domain.history import RecordedEvent
from domain.household.state import Household
from domain.programme import Instrument

FILE = Path(__file__).with_name("fields.toml")
MOMENT = "%Y-%m-%dT%H:%M"


@cache
def asked_of(event: type[Event]) -> tuple[Asked, ...]:
    """Return the values of a kind of fact that a form can propose anew."""
    found = tomllib.loads(FILE.read_text("utf-8")).get(event.name, {})
    return tuple(_asked(event, name, *kind.partition(":")) for name, kind in found.items())


def _asked(event: type[Event], name: str, kind: str, _: str, of: str) -> Asked:
    info = event.model_fields.get(name)
    return Asked(name, kind, of, info is not None and info.is_required())


class CorrectionForm:
    """`target` is the version that holds, `opened` the same fact with what the reader may read."""

    def __init__(
        self,
        target: RecordedEvent,
        opened: Event,
        form: tuple[Household, list[RecordedEvent], Words, datetime],
        typed: Mapping[str, list[str]],
    ) -> None:
        self.target, self._opened = target, opened
        self._words = form[2]
        instrument = self._instrument()
        fields = tuple(
            each
            for each in asked_of(type(target.event))
            if self._is_shown(each) and (each.kind != "instrument" or instrument is not None)
        )
        wish = Wish("propose-amendment", "", preview=False, when=(), fields=fields)
        self._form = WishForm(wish, *form, typed=typed or self.said)
        self._form.instrument = instrument

    def _is_shown(self, asked: Asked) -> bool:
        """Leave out words that this reader may not open, or that nobody said."""
        if asked.name not in self.target.event.personal:
            return True
        return getattr(self._opened, asked.name) not in (None, ERASED)

    def _instrument(self) -> Instrument | None:
        """Return the very questions that were asked then; what nobody answered may stay open."""
        code = getattr(self.target.event, "instrument_code", None)
        version = getattr(self.target.event, "instrument_version", None)
        instruments = self._words.programme.instruments
        found = next((i for i in instruments if (i.code, i.version) == (code, version)), None)
        if found is None:
            return None
        answered = {question for question, _ in getattr(self.target.event, "answers", ())}
        questions = tuple(
            each.model_copy(update={"required": each.required and each.code in answered})
            for each in found.questions
        )
        return found.model_copy(update={"questions": questions})

    @cached_property
    def said(self) -> dict[str, list[str]]:
        """Return what stands on record, as the form would have it typed."""
        found: dict[str, list[str]] = {}
        for asked in asked_of(type(self.target.event)):
            if asked.kind == "instrument":
                answers = getattr(self.target.event, asked.name)
                found |= {f"q_{code}": [_text(answer)] for code, answer in answers}
            elif asked.kind == "moment":
                local = self._words.programme.local(self.target.occurred_at)
                found[asked.name] = [local.strftime(MOMENT)]
            else:
                found[asked.name] = _texts(getattr(self._opened, asked.name))
        return found

    @cached_property
    def fields(self) -> list[Field]:
        """Return the fields; what is on record can be chosen even if it is offered no more."""
        for field in self._form.fields:
            field.hint = "" if field.name.startswith("q_") else field.hint
            offered = {option.value for option in field.options}
            missing = [each for each in self.said.get(field.name, ()) if each not in offered]
            if field.options and missing:
                more = [Option(each, self._words.label(each)) for each in missing]
                field.options = (*field.options, *more)
        return self._form.fields

    def differing(self) -> dict[str, Any]:
        """Return what a proposal would replace; mistakes stay on their fields."""
        fields, content = self.fields, self._form.content()
        if any(field.error for field in fields):
            return {}
        return dict(self._replaced(content))

    def _replaced(self, content: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        stored, values = self.target.event.model_dump(mode="json"), []
        for asked in self._form.wish.fields:
            value = content.get(asked.name)
            if asked.kind == "moment":
                if self._form.typed.get(asked.name) != self.said[asked.name]:
                    yield "happened_at", value
            elif asked.name in self.target.event.personal:
                if value and value != getattr(self._opened, asked.name):
                    yield "note", value
            elif _plain(value) != _plain(stored[asked.name]):
                none: Any = [] if isinstance(stored[asked.name], list) else None
                values.append([asked.name, json.dumps(none if value is None else value)])
        yield "values", values


def _plain(value: Any) -> Any:
    """Return a value in one form: the order of codes and answers says nothing."""
    return sorted(map(str, value)) or None if isinstance(value, list) else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _texts(value: Any) -> list[str]:
    return [_text(each) for each in value] if isinstance(value, tuple) else [_text(value)]
