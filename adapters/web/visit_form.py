"""The visit form: its fields from the programme's own questionnaire, and what was typed in them.

Nothing that was typed is lost: a form with a mistake comes back as it was, with the mistake named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from adapters.web.story.words import Words
from domain.history import RecordedEvent
from domain.household.state import Household
from domain.programme import Instrument, Question


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    label: str


@dataclass(slots=True)
class Field:
    """One field as the page shows it; asked only while `asked_by` has the value `asked_value`."""

    name: str
    kind: str
    label: str
    required: bool = True
    hint: str = ""
    options: tuple[Option, ...] = ()
    values: tuple[str, ...] = ()
    error: str = ""
    error_here: str = ""
    asked_by: str = ""
    asked_value: str = ""

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""


@dataclass(slots=True)
class VisitForm:
    """The form of one household; `typed` holds what came in, by field."""

    household: Household
    history: list[RecordedEvent]
    instrument: Instrument | None
    words: Words
    now: datetime
    typed: Mapping[str, list[str]] = field(default_factory=dict)

    def fields(self) -> list[Field]:
        """Return the fields in the order of the page, filled with what was typed."""
        say = self.words.say
        local_now = self.words.programme.local(self.now).strftime("%Y-%m-%dT%H:%M")
        found = [
            Field("when", "moment", say("visit.when"), values=(local_now,)),
            Field("respondent", "choice", say("visit.respondent"), options=self._people()),
            Field("minutes", "integer", say("visit.minutes")),
            Field("topics", "choices", say("visit.topics"), options=self._pillars()),
            *self.questions(),
            Field("note", "text", say("visit.note"), required=False),
        ]
        for each in found:
            if each.name in self.typed:
                each.values = tuple(self.typed[each.name])
        return found

    def hidden(self) -> dict[str, str]:
        """Return what travels along unseen; the ids make a second sending harmless."""
        return {
            "command_id": self.sent("command_id") or str(uuid4()),
            "visit_id": self.sent("visit_id") or str(uuid4()),
            "place": self.sent("place"),
            "accuracy_m": self.sent("accuracy_m"),
        }

    def sent(self, name: str) -> str:
        """Return what came in under a name, whether or not the page shows it."""
        return next(iter(self.typed.get(name, ())), "")

    def _people(self) -> tuple[Option, ...]:
        here, head = self.household.people.here, self.household.people.head_id
        ordered = sorted(here, key=lambda person_id: (person_id != head, str(person_id)))
        return tuple(Option(str(each), self._person(each)) for each in ordered)

    def _person(self, person_id: UUID) -> str:
        member = self.household.people.members[person_id]
        is_head = person_id == self.household.people.head_id
        relation = self.words.relation(member.relation, is_head=is_head)
        return f"{self.words.who(person_id)} ({relation})"

    def _pillars(self) -> tuple[Option, ...]:
        pillars = self.words.programme.pillars
        return tuple(Option(each.code, self.words.one_of(each.label)) for each in pillars)

    def questions(self) -> Iterator[Field]:
        """Yield the questions of the instrument, each with the answer of last time."""
        if self.instrument is None:
            return
        last = self._last_answers()
        for question in self.instrument.questions:
            label = self.words.one_of(question.label)
            made = Field(f"q_{question.code}", question.type, label, required=question.required)
            made.options = self._options(question)
            if question.code in last:
                answer, at = last[question.code]
                said = self.words.value(answer)
                made.hint = self.words.say(
                    "visit.last-answer", answer=said, day=self.words.day(at)
                )
            for condition in question.asked_when:
                made.asked_by = f"q_{condition.answer}"
                made.asked_value = (
                    f">={condition.at_least}"
                    if condition.equals is None
                    else str(condition.equals).lower()
                )
            yield made

    def _options(self, question: Question) -> tuple[Option, ...]:
        if question.type == "boolean":
            say = self.words.say
            return (Option("true", say("base.yes")), Option("false", say("base.no")))
        options = question.options
        return tuple(Option(each.code, self.words.one_of(each.label)) for each in options)

    def _last_answers(self) -> dict[str, tuple[Any, datetime]]:
        """Return the newest answer to each question, and when it was given."""
        found: dict[str, tuple[Any, datetime]] = {}
        for each in self.history:
            for code, answer in getattr(each.event, "answers", ()):
                found[code] = answer, each.occurred_at
        return found
