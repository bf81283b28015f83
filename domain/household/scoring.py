"""Scoring a household: the server computes again what a phone computed (rule A1)."""

from datetime import date

from domain.commands import moment
from domain.context import Context
from domain.household.commands.assessment import ShownAssessment
from domain.questionnaire import Instrument
from domain.rules import Refused
from domain.scorecard import Scores, evaluate
from domain.values import Answers


def scorecard(context: Context, code: str, version: int, day: date) -> Instrument:
    """Return the scorecard that is named. Refuse one that does not hold on the day."""
    for instrument in context.programme.instruments:
        named = (instrument.code, instrument.version) == (code, version)
        if named and instrument.kind == "scorecard" and instrument.valid_on(day):
            return instrument
    raise Refused("A1", "version", instrument=code, version=version, day=day)


def check_answers(
    context: Context, kind: str, code: str | None, version: int | None, answers: Answers
) -> None:
    """Refuse answers to a form that the programme never had, or that do not fit its questions.

    Gaps are no reason to refuse a report, and a form that has been replaced was a form.
    """
    if code is None and version is None and not answers:
        return
    for instrument in context.programme.instruments:
        if (instrument.code, instrument.version, instrument.kind) == (code, version, kind):
            result = evaluate(instrument, answers, context.programme, context.today)
            if result.invalid:
                raise Refused("A1", "invalid", questions=", ".join(result.invalid))
            return
    raise Refused("A1", "version", instrument=code, version=version, day=context.today)


def scores(context: Context, command: ShownAssessment) -> Scores:
    """Return what the answers amount to. Refuse gaps, and a result unlike the one shown."""
    day = context.day(moment(command, context.now))
    instrument = scorecard(context, command.instrument_code, command.instrument_version, day)
    result = evaluate(instrument, command.answers, context.programme, day)
    if result.missing:
        raise Refused("A1", "missing", questions=", ".join(result.missing))
    if result.invalid:
        raise Refused("A1", "invalid", questions=", ".join(result.invalid))
    if command.verdicts and dict(command.verdicts) != dict(result.verdicts):
        raise Refused("A1", "differs")
    return result
