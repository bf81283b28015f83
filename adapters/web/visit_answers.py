"""Reads a visit form: every value exactly, every mistake on its field, nothing guessed."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.web.bodies import storable
from adapters.web.formats import amount
from adapters.web.visit_form import Field, VisitForm
from domain.programme import Question

MINUTES_MAX = 1_440
NOTE_MAX = 4_000


class VisitAnswers:
    """What a mentor filled in. Mistakes are written on the fields that are shown again."""

    def __init__(self, form: VisitForm, fields: list[Field]) -> None:
        self._form, self._words = form, form.words
        self._fields = {field.name: field for field in fields}

    def content(self) -> dict[str, Any]:
        """Return the command's content as JSON would hold it; mistakes stay on their fields."""
        content: dict[str, Any] = {
            "visit_id": self._form.sent("visit_id"),
            "occurred_at": self.moment(self._fields["when"]),
            "respondent_id": self._respondent(self._fields["respondent"]),
            "minutes": self.whole(self._fields["minutes"], 0, MINUTES_MAX, "visit.wrong-minutes"),
            "topics": self._some_of(self._fields["topics"]),
            "note": self.note(self._fields["note"]),
        }
        if self._form.instrument is not None:
            content |= {
                "instrument_code": self._form.instrument.code,
                "instrument_version": self._form.instrument.version,
                "answers": self.answers(),
            }
        place, accuracy = self._form.sent("place"), self._form.sent("accuracy_m")
        if re.fullmatch(r"-?\d{1,3}\.\d{1,7},-?\d{1,3}\.\d{1,7}", place) and accuracy.isdecimal():
            content |= {"place": place, "accuracy_m": int(accuracy[:8])}
        return {key: value for key, value in content.items() if value is not None}

    def moment(self, asked: Field) -> str | None:
        """Return when it happened, as ISO text."""
        try:
            local = datetime.fromisoformat(asked.value)
        except ValueError:
            local = None
        if local is None or local.tzinfo is not None:
            asked.error = self._words.say("visit.wrong-moment")
            return None
        moment = local.replace(tzinfo=self._words.programme.zone)
        limits = self._words.programme.limits
        tolerance = limits.clock_tolerance_minutes.on(self._form.now.astimezone(UTC).date())
        if moment > self._form.now + timedelta(minutes=tolerance):
            asked.error = self._words.say("visit.future-moment")
        return moment.isoformat()

    def _respondent(self, asked: Field) -> str | None:
        if asked.value not in {option.value for option in asked.options}:
            asked.error = self._words.say("visit.wrong-respondent")
            return None
        return asked.value

    def _some_of(self, asked: Field) -> list[str]:
        known = {option.value for option in asked.options}
        if not asked.values or not known.issuperset(asked.values):
            asked.error = self._words.say("visit.wrong-topics")
        return list(asked.values)

    def whole(self, asked: Field, minimum: int, maximum: int, wrong: str) -> int | None:
        """Return a number within its limits."""
        value = amount(asked.value)
        if value is None or not minimum <= value <= maximum:
            asked.error = self._words.say(
                wrong,
                label=asked.label,
                minimum=self._words.number(minimum),
                maximum=self._words.number(maximum),
            )
            return None
        return value

    def note(self, asked: Field) -> str | None:
        """Return a text, if there is one."""
        text = asked.value.replace("\r\n", "\n").strip()
        if len(text) > NOTE_MAX or not storable(text):
            asked.error = self._words.say("visit.wrong-note")
        return text or None

    def answers(self) -> list[list[Any]]:
        """Return the answers to the questions that apply."""
        found = []
        for question in self._form.instrument.questions if self._form.instrument else ():
            asked = self._fields[f"q_{question.code}"]
            by = self._fields.get(asked.asked_by)
            if by is not None and not applies(by.value, asked.asked_value):
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
            return self.whole(asked, minimum, maximum, "visit.wrong-range")
        if asked.value not in {option.value for option in asked.options}:
            self._unanswered(asked)
            return None
        return asked.value == "true" if question.type == "boolean" else asked.value

    def _unanswered(self, asked: Field) -> None:
        asked.error = self._words.say("visit.wrong-answer", label=asked.label)
        asked.error_here = self._words.say("visit.wrong-answer-here")


def applies(answer: str, wanted: str) -> bool:
    """Say whether a question is asked after the answer to the one on which it depends."""
    if wanted.startswith(">="):
        value = amount(answer)
        return value is not None and value >= int(wanted.removeprefix(">="))
    return answer == wanted
