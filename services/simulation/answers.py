"""Answers to a scorecard that meet, or miss, exactly the criteria that they are meant to."""

from collections.abc import Mapping
from datetime import date
from random import Random

from domain.programme import Condition, Instrument, Programme, Question

Answer = bool | int | str


def visit_answers(form: Instrument, random: Random) -> tuple[tuple[str, Answer], ...]:
    """Return an answer to every question that a visit asks."""
    answers: dict[str, Answer] = {}
    for question in form.questions:
        if all(answers.get(each.answer) == each.equals for each in question.asked_when):
            if question.type == "choice":
                answers[question.code] = question.options[min(1, len(question.options) - 1)].code
            else:
                answers[question.code] = _default(question, random)
    return tuple(sorted(answers.items()))


def answers_for(
    instrument: Instrument,
    met: Mapping[str, bool],
    programme: Programme,
    day: date,
    random: Random,
) -> tuple[tuple[str, Answer], ...]:
    """Return complete answers; a criterion that `met` leaves out is met.

    Mandatory criteria are filled in last, so that a question they share decides for them.
    """
    answers: dict[str, Answer] = {q.code: _default(q, random) for q in instrument.questions}
    questions = {q.code: q for q in instrument.questions}
    for criterion in sorted(instrument.criteria, key=lambda c: c.mandatory):
        wanted = met.get(criterion.code, True)
        conditions = criterion.met_when if wanted else criterion.met_when[:1]
        said: set[str] = set()
        for condition in (*criterion.applies_when, *conditions):
            fulfil = wanted or condition in criterion.applies_when
            code, question = condition.answer, questions.get(condition.answer)
            if question is None:
                continue
            value = _value(condition, question, answers, programme, day, fulfil=fulfil)
            # A second condition on the same answer must not undo the first.
            answers[code] = _both(answers[code], value, condition) if code in said else value
            said.add(code)
    return tuple(sorted(answers.items()))


def _default(question: Question, random: Random) -> Answer:
    match question.type:
        case "boolean":
            return True
        case "integer":
            least = question.minimum or 0
            most = least + 10 if question.maximum is None else question.maximum
            return random.randint(least, min(most, least + 10))
        case "choice":
            return question.choices[0]
        case "text":
            return "-"


def _value(
    condition: Condition,
    question: Question,
    answers: Mapping[str, Answer],
    programme: Programme,
    day: date,
    *,
    fulfil: bool,
) -> Answer:
    """Return an answer on the wanted side of the condition."""
    if condition.equals is not None:
        return condition.equals if fulfil else _other(condition.equals, question)
    least, most = _bounds(condition, answers, programme, day)
    if least is not None:
        wanted = least if fulfil else least - 1
    else:
        wanted = (most or 0) if fulfil else (most or 0) + 1
    floor = question.minimum or 0
    ceiling = wanted if question.maximum is None else question.maximum
    return min(max(wanted, floor), max(ceiling, floor))


def _both(before: Answer, value: Answer, condition: Condition) -> Answer:
    """Return what fulfils two conditions on one number: the greater least, or the smaller most."""
    if not isinstance(before, int) or not isinstance(value, int) or isinstance(value, bool):
        return value
    has_most = condition.at_most is not None or condition.at_most_answer_times is not None
    return min(before, value) if has_most else max(before, value)


def _other(value: Answer, question: Question) -> Answer:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return next((choice for choice in question.choices if choice != value), value)


def _bounds(
    condition: Condition, answers: Mapping[str, Answer], programme: Programme, day: date
) -> tuple[int | None, int | None]:
    def number(code: str) -> int:
        return int(answers.get(code, 1) or 0)

    if condition.at_least_answer is not None:
        return number(condition.at_least_answer), None
    if condition.at_least_setting is not None:
        times = 1 if condition.per is None else number(condition.per)
        return programme.setting(condition.at_least_setting, day) * times, None
    if condition.at_most_answer_times is not None:
        code, factor = condition.at_most_answer_times
        return None, number(code) * factor
    return condition.at_least, condition.at_most
