"""Recomputing a scorecard from its answers, so that no verdict has to be believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.programme import Condition, Criterion, Instrument, Programme, Question

Answer = int | bool | str

MET, NOT_MET, NOT_APPLICABLE = "met", "not_met", "not_applicable"


@dataclass(frozen=True, slots=True)
class Scores:
    """What the answers amount to. `missing` and `invalid` are codes of questions.

    A criterion that does not apply counts neither way. `bonus` is more than enough, and never
    counts.
    """

    verdicts: tuple[tuple[str, str], ...]
    passed: bool
    missing: tuple[str, ...]
    invalid: tuple[str, ...]
    failed_mandatory: tuple[str, ...]
    bonus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The answers with everything that a condition may compare them with."""

    questions: Mapping[str, Question]
    answers: Mapping[str, Answer]
    programme: Programme
    day: date

    def number(self, code: str) -> int | None:
        """Return an answer that is a number; true and false are none."""
        answer = self.answers.get(code)
        return answer if isinstance(answer, int) and not isinstance(answer, bool) else None

    def bounds(self, condition: Condition) -> tuple[int | None, int | None]:
        """Return the least and the greatest number that the condition allows."""
        if condition.at_least_answer is not None:
            return self.number(condition.at_least_answer), None
        if condition.at_least_setting is not None:
            times = 1 if condition.per is None else self.number(condition.per)
            setting: int = self.programme.setting(condition.at_least_setting, self.day)
            return (None if times is None else setting * times), None
        if condition.at_most_answer_times is not None:
            code, factor = condition.at_most_answer_times
            other = self.number(code)
            return None, (None if other is None else other * factor)
        return condition.at_least, condition.at_most

    def holds(self, condition: Condition) -> bool | None:
        """Say whether a condition holds; None when an answer that it needs is not there."""
        answer = self.answers.get(condition.answer)
        if answer is None:
            return None
        if condition.equals is not None:
            return type(answer) is type(condition.equals) and answer == condition.equals
        number, (least, most) = self.number(condition.answer), self.bounds(condition)
        if number is None or (least is None and most is None):
            return None
        return (least is None or number >= least) and (most is None or number <= most)

    def verdict(self, criterion: Criterion) -> str:
        """Return met, not met or not applicable; what was not asked is left out."""
        if any(self.holds(condition) is False for condition in criterion.applies_when):
            return NOT_APPLICABLE
        tests = [condition for condition in criterion.met_when if self.asks(condition.answer)]
        return MET if all(self.holds(condition) for condition in tests) else NOT_MET

    def asks(self, code: str) -> bool:
        """Say whether a question is asked; an unanswered condition does not stop it."""
        asked_when = self.questions[code].asked_when if code in self.questions else ()
        return all(
            self.asks(condition.answer) and self.holds(condition) is not False
            for condition in asked_when
        )


def evaluate(
    instrument: Instrument,
    answers: tuple[tuple[str, Answer], ...],
    programme: Programme,
    day: date,
) -> Scores:
    """Return what the answers amount to on a day, under the limits of that day."""
    questions = {question.code: question for question in instrument.questions}
    sheet = _Sheet(questions, dict(answers), programme, day)
    verdicts = {criterion.code: sheet.verdict(criterion) for criterion in instrument.criteria}
    failed = tuple(
        criterion.code
        for criterion in instrument.criteria
        if criterion.mandatory and verdicts[criterion.code] == NOT_MET
    )
    enough = sum(verdict == MET for verdict in verdicts.values()) >= instrument.pass_count
    return Scores(
        verdicts=tuple(verdicts.items()),
        passed=enough and not failed,
        missing=_missing(sheet),
        invalid=_invalid(sheet),
        failed_mandatory=failed,
        bonus=tuple(
            criterion.code
            for criterion in instrument.criteria
            if criterion.bonus_when
            and all(sheet.holds(condition) for condition in criterion.bonus_when)
        ),
    )


def _missing(sheet: _Sheet) -> tuple[str, ...]:
    return tuple(
        code
        for code, question in sheet.questions.items()
        if question.required and code not in sheet.answers and sheet.asks(code)
    )


def _invalid(sheet: _Sheet) -> tuple[str, ...]:
    return tuple(
        code
        for code, answer in sheet.answers.items()
        if code not in sheet.questions or not _fits(sheet.questions[code], answer)
    )


def _fits(question: Question, answer: Answer) -> bool:
    """Say whether an answer is one that the question allows."""
    match question.type:
        case "boolean":
            return isinstance(answer, bool)
        case "integer":
            if isinstance(answer, bool) or not isinstance(answer, int):
                return False
            least, most = question.minimum, question.maximum
            return (least is None or answer >= least) and (most is None or answer <= most)
        case "choice":
            return answer in question.choices
        case "text":
            return isinstance(answer, str)
