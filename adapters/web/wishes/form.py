"""One form as it stands for one family: its fields, what was typed, and what that means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from adapters.web.story.words import Words
from adapters.web.visit_answers import VisitAnswers
from adapters.web.visit_form import Field, VisitForm
from adapters.web.wishes.definition import Asked, Wish
from adapters.web.wishes.kinds import CHOICES, HIDDEN, TYPED, Choices
from domain.history import RecordedEvent
from domain.household.state import Household
from domain.programme import Instrument

RUPIAH_MAX = 10**12
NUMBER_MAX = 1_440


@dataclass
class WishForm:
    """A form for one family; `typed` holds what came in, by field."""

    wish: Wish
    household: Household
    history: list[RecordedEvent]
    words: Words
    now: datetime
    typed: Mapping[str, list[str]] = field(default_factory=dict)

    def of(self, wish: Wish) -> "WishForm":
        """Return another form of the same family."""
        return WishForm(wish, self.household, self.history, self.words, self.now)

    @cached_property
    def fields(self) -> list[Field]:
        """Return the fields that people see, filled with what was typed."""
        found = [made for asked in self.wish.fields for made in self._made(asked)]
        for each in found:
            if each.name in self.typed:
                each.values = tuple(self.typed[each.name])
        return found

    @cached_property
    def hidden(self) -> dict[str, str]:
        """Return what travels along unseen; the ids make a second sending harmless."""
        made = {"command_id": str(uuid4())}
        for asked in self.wish.fields:
            if asked.kind == "new":
                made[asked.name] = str(uuid4())
            elif asked.kind == "version":
                made[asked.name] = str(len(self.history))
            elif asked.kind == "suspension":
                made[asked.name] = str(self._choices.suspension() or "")
        return {name: next(iter(self.typed.get(name, ())), made[name]) for name in made}

    @property
    def is_possible(self) -> bool:
        """Say whether every choice that must be made has something to choose from."""
        return all(
            each.options or each.kind not in ("choice", "choices")
            for each in self.fields
            if each.required
        )

    @property
    def is_timely(self) -> bool:
        """Say whether the form fits where the family stands, and has something to choose from."""
        when = self.wish.when
        return (not when or self.household.status in when) and self.is_possible

    @cached_property
    def instrument(self) -> Instrument | None:
        today = self.words.programme.local(self.now).date()
        kinds = [asked.of for asked in self.wish.fields if asked.kind == "instrument"]
        return self.words.programme.instrument(kinds[0], today) if kinds else None

    @cached_property
    def _visit(self) -> VisitForm:
        """Return the form whose way of asking the questions of an instrument is shared."""
        known = self.household, self.history, self.instrument, self.words, self.now, self.typed
        return VisitForm(*known)

    @cached_property
    def _choices(self) -> Choices:
        today = self.words.programme.local(self.now).date()
        return Choices(self.household, self.words, today)

    def _made(self, asked: Asked) -> Iterator[Field]:
        if asked.kind in HIDDEN:
            return
        if asked.kind == "instrument":
            yield from self._visit.questions()
            return
        kind = TYPED.get(asked.kind) or CHOICES.get(asked.kind, "choice")
        label = self.words.say(f"fact.{asked.name}")
        made = Field(asked.name, kind, label, asked.required, options=self._choices.of(asked))
        if asked.kind == "moment":
            made.required = True
            made.values = (self.words.programme.local(self.now).strftime("%Y-%m-%dT%H:%M"),)
        if asked.kind == "rupiah":
            made.hint = self.words.say("wish.rupiah-hint")
        if asked.kind == "household":
            made.hint = self.words.say("wish.household-hint")
        yield made

    def content(self) -> dict[str, Any]:
        """Return the command's content as JSON would hold it; mistakes stay on their fields."""
        fields = {each.name: each for each in self.fields}
        reader = _Reader(self.words, VisitAnswers(self._visit, self.fields))
        content: dict[str, Any] = {}
        for asked in self.wish.fields:
            if asked.kind in HIDDEN:
                value: Any = self.hidden[asked.name]
                content[asked.name] = int(value) if asked.kind == "version" else value
            elif asked.kind == "instrument" and self.instrument is not None:
                content["instrument_code"] = self.instrument.code
                content["instrument_version"] = self.instrument.version
                content[asked.name] = reader.answers.answers()
            elif asked.name in fields:
                content[asked.name] = reader.read(asked, fields[asked.name])
        return {name: value for name, value in content.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one field after the other."""

    words: Words
    answers: VisitAnswers

    def read(self, asked: Asked, made: Field) -> Any:
        empty = not any(value.strip() for value in made.values)
        if empty and made.required:
            self._wrong(made, "wish.missing")
        if empty:
            return None
        if made.kind == "choices":
            return self._some(made)
        if made.options:
            return self._one(made)
        return self._typed(asked, made)

    def _typed(self, asked: Asked, made: Field) -> Any:
        if asked.kind == "moment":
            return self.answers.moment(made)
        if asked.kind == "day":
            return self._day(made)
        if asked.kind == "household":
            return self._household(made)
        if made.kind == "integer":
            most = RUPIAH_MAX if asked.kind == "rupiah" else NUMBER_MAX
            return self.answers.whole(made, 0, most, "visit.wrong-range")
        return self.answers.note(made)

    def _one(self, made: Field) -> Any:
        if made.value not in {option.value for option in made.options}:
            self._wrong(made, "wish.missing")
            return None
        return made.value == "true" if made.kind == "boolean" else made.value

    def _some(self, made: Field) -> list[str] | None:
        if not {option.value for option in made.options}.issuperset(made.values):
            self._wrong(made, "wish.missing")
            return None
        return list(made.values)

    def _day(self, made: Field) -> str | None:
        try:
            return date.fromisoformat(made.value).isoformat()
        except ValueError:
            self._wrong(made, "wish.wrong-day")
            return None

    def _household(self, made: Field) -> str | None:
        try:
            return str(UUID(made.value))
        except ValueError:
            self._wrong(made, "wish.wrong-household")
            return None

    def _wrong(self, made: Field, key: str) -> None:
        made.error = self.words.say(key, label=made.label)
        made.error_here = self.words.say("visit.wrong-answer-here")
