"""Instruments: versioned questionnaires, and the criteria of those that are scorecards."""

from datetime import date
from typing import Literal

from domain.definition import Definition, Item, Label


class Condition(Definition):
    """One test of an answer. Exactly one of the comparisons is given.

    `at_least_setting` names a limit; `per` multiplies it by another answer, such as the number
    of members. `at_most_answer_times` compares with a multiple of another answer.
    """

    answer: str
    at_least: int | None = None
    at_most: int | None = None
    equals: bool | int | str | None = None
    at_least_answer: str | None = None
    at_least_setting: str | None = None
    per: str | None = None
    at_most_answer_times: tuple[str, int] | None = None


class Criterion(Definition):
    """One line of a scorecard: met when every condition holds, n/a when `applies_when` fails.

    `bonus_when` marks more than enough; it never counts.
    """

    code: str
    label: Label
    mandatory: bool
    proof: tuple[Literal["asked", "observed", "document"], ...]
    basis: str
    met_when: tuple[Condition, ...]
    applies_when: tuple[Condition, ...] = ()
    bonus_when: tuple[Condition, ...] = ()


class Question(Definition):
    """One question of an instrument; it is skipped when `asked_when` fails."""

    code: str
    label: Label
    type: Literal["integer", "boolean", "choice", "text"]
    options: tuple[Item, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    required: bool = True
    asked_when: tuple[Condition, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the codes of the options."""
        return tuple(option.code for option in self.options)


class Instrument(Definition):
    """A versioned questionnaire, with criteria when it is a scorecard."""

    code: str
    version: int
    kind: Literal["verification", "scorecard", "visit", "village"]
    valid_from: date
    valid_until: date | None = None
    basis: str
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...] = ()
    pass_count: int = 0

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
