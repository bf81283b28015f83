"""The visit form: its fields from the programme's own questionnaire, and what was typed in them.

Nothing that was typed is lost: a form with a mistake comes back as it was, with the mistake named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from adapters.web.bodies import storable
from adapters.web.story.words import Words
from domain.history import RecordedEvent
from domain.household.events.accompaniment import VisitRecorded
from domain.household.state import Household
from domain.programme import Instrument, Question

MINUTES_MAX = 1_440
NOTE_MAX = 4_000
# 300000, 300.000, Rp 300.000 and Rp 300.000,- are the same; 300,000 could be two numbers.
AMOUNT = re.compile(r"(?:Rp\s*)?(\d{1,12}|\d{1,3}(?:\.\d{3}){1,3})(?:,-)?", re.IGNORECASE)


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
            *self._questions(),
            Field("note", "text", say("visit.note"), required=False),
        ]
        for each in found:
            if each.name in self.typed:
                each.values = tuple(self.typed[each.name])
        return found

    def read(self, fields: list[Field]) -> dict[str, Any]:
        """Return the command's content as JSON would hold it; mistakes stay on their fields."""
        by_name = {each.name: each for each in fields}
        content: dict[str, Any] = {
            "visit_id": self._hidden("visit_id"),
            "occurred_at": self._moment(by_name["when"]),
            "respondent_id": self._respondent(by_name["respondent"]),
            "minutes": self._whole(by_name["minutes"], 0, MINUTES_MAX, "visit.wrong-minutes"),
            "topics": self._some_of(by_name["topics"]),
            "note": self._note(by_name["note"]),
        }
        if self.instrument is not None:
            content |= {
                "instrument_code": self.instrument.code,
                "instrument_version": self.instrument.version,
                "answers": self._answers(by_name),
            }
        place, accuracy = self._hidden("place"), self._hidden("accuracy_m")
        if re.fullmatch(r"-?\d{1,3}\.\d{1,7},-?\d{1,3}\.\d{1,7}", place) and accuracy.isdecimal():
            content |= {"place": place, "accuracy_m": int(accuracy[:8])}
        return {key: value for key, value in content.items() if value is not None}

    def hidden(self) -> dict[str, str]:
        """Return what travels along unseen; the ids make a second sending harmless."""
        return {
            "command_id": self._hidden("command_id") or str(uuid4()),
            "visit_id": self._hidden("visit_id") or str(uuid4()),
            "place": self._hidden("place"),
            "accuracy_m": self._hidden("accuracy_m"),
        }

    def _hidden(self, name: str) -> str:
        return next(iter(self.typed.get(name, ())), "")

    def _people(self) -> tuple[Option, ...]:
        here, head = self.household.people.here, self.household.people.head_id
        ordered = sorted(here, key=lambda person_id: (person_id != head, str(person_id)))
        return tuple(Option(str(each), self._person(each)) for each in ordered)

    def _person(self, person_id: UUID) -> str:
        member = self.household.people.members[person_id]
        is_head = person_id == self.household.people.head_id
        relation = self.words.label("head" if is_head else member.relation or "member")
        return f"{self.words.who(person_id)} ({relation})"

    def _pillars(self) -> tuple[Option, ...]:
        pillars = self.words.programme.pillars
        return tuple(Option(each.code, self.words.one_of(each.label)) for each in pillars)

    def _questions(self) -> Iterator[Field]:
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
                made.asked_value = str(condition.equals).lower()
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
            if isinstance(each.event, VisitRecorded):
                found |= {code: (answer, each.occurred_at) for code, answer in each.event.answers}
        return found

    def _moment(self, asked: Field) -> str | None:
        try:
            local = datetime.fromisoformat(asked.value)
        except ValueError:
            local = None
        if local is None or local.tzinfo is not None:
            asked.error = self.words.say("visit.wrong-moment")
            return None
        moment = local.replace(tzinfo=self.words.programme.zone)
        limits = self.words.programme.limits
        tolerance = limits.clock_tolerance_minutes.on(self.now.astimezone(UTC).date())
        if moment > self.now + timedelta(minutes=tolerance):
            asked.error = self.words.say("visit.future-moment")
        return moment.isoformat()

    def _respondent(self, asked: Field) -> str | None:
        if asked.value not in {option.value for option in asked.options}:
            asked.error = self.words.say("visit.wrong-respondent")
            return None
        return asked.value

    def _some_of(self, asked: Field) -> list[str]:
        known = {option.value for option in asked.options}
        if not asked.values or not known.issuperset(asked.values):
            asked.error = self.words.say("visit.wrong-topics")
        return list(asked.values)

    def _whole(self, asked: Field, minimum: int, maximum: int, wrong: str) -> int | None:
        match = AMOUNT.fullmatch(asked.value.strip())
        value = int(match[1].replace(".", "")) if match else None
        if value is None or not minimum <= value <= maximum:
            asked.error = self.words.say(
                wrong,
                label=asked.label,
                minimum=self.words.number(minimum),
                maximum=self.words.number(maximum),
            )
            return None
        return value

    def _note(self, asked: Field) -> str | None:
        text = asked.value.replace("\r\n", "\n").strip()
        if len(text) > NOTE_MAX or not storable(text):
            asked.error = self.words.say("visit.wrong-note")
        return text or None

    def _answers(self, by_name: Mapping[str, Field]) -> list[list[Any]]:
        found = []
        for question in self.instrument.questions if self.instrument else ():
            asked = by_name[f"q_{question.code}"]
            by = by_name.get(asked.asked_by)
            if by is not None and by.value != asked.asked_value:
                continue
            answer = self._answer(question, asked)
            if answer is not None:
                found.append([question.code, answer])
        return found

    def _answer(self, question: Question, asked: Field) -> bool | int | str | None:
        if not asked.value.strip():
            if question.required:
                self._unanswered(asked)
            return None
        if question.type == "integer":
            minimum = question.minimum if question.minimum is not None else 0
            maximum = question.maximum if question.maximum is not None else 1_000_000_000
            return self._whole(asked, minimum, maximum, "visit.wrong-range")
        if asked.value not in {option.value for option in asked.options}:
            self._unanswered(asked)
            return None
        return asked.value == "true" if question.type == "boolean" else asked.value

    def _unanswered(self, asked: Field) -> None:
        asked.error = self.words.say("visit.wrong-answer", label=asked.label)
        asked.error_here = self.words.say("visit.wrong-answer-here")
