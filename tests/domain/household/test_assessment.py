"""Assessments: computed by the server, half a year apart, after a baseline (rules A1 to A3)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.household.commands.assessment import AssessHalfYear, CheckAfterGraduation
from domain.household.events.assessment import GraduationApproved, PostGraduationChecked
from domain.scorecard import evaluate
from tests.domain.household.cases import ELIGIBLE, HEAD, IN_PROGRAMME
from tests.domain.household.families import (
    ACTIVE,
    BASELINE,
    POOR,
    POOR_VERDICTS,
    WELL,
    WELL_VERDICTS,
    half_year,
    reached,
)
from tests.sample_instruments import SCORECARD
from tests.sample_programme import PROGRAMME
from tests.scenario import MENTOR, NOW, OTHER_MENTOR, given, said

STRANGER = UUID(int=0xFF)
ASSESSMENT = {
    "assessment_id": UUID(int=0x141),
    "respondent_id": HEAD,
    "instrument_code": "scorecard",
    "instrument_version": 1,
    "answers": WELL,
}
MET_FIRST = (reached("indicator.food"), reached("indicator.savings"))
GRADUATED = GraduationApproved(
    graduation_id=UUID(int=0x142),
    assessment_id=UUID(int=0x143),
    version_seen=12,
    assessed_event_id=UUID(int=0x144),
    instrument_code="scorecard",
    instrument_version=1,
    verdicts=WELL_VERDICTS,
)


def assess(**changes):
    return AssessHalfYear(**ASSESSMENT | changes)


def replaced(**instrument):
    """The sample programme with another version of the scorecard."""
    other = SCORECARD.model_copy(update=instrument)
    return PROGRAMME.model_copy(update={"instruments": (other,)})


def test_the_server_computes_the_verdicts():
    given(*ACTIVE).when(assess()).then(half_year(), *MET_FIRST)
    given(*ACTIVE).when(assess(answers=POOR)).then(half_year(passed=False))


def test_the_verdicts_that_a_phone_showed_may_come_along():
    given(*ACTIVE).when(assess(verdicts=WELL_VERDICTS)).then(half_year(), *MET_FIRST)


def test_an_assessment_sent_twice_is_recorded_once():
    given(*ACTIVE, half_year()).when(assess()).then_nothing()
    given(*ACTIVE, half_year()).when(assess(verdicts=WELL_VERDICTS)).then_nothing()
    given(*ACTIVE, half_year()).when(assess(answers=POOR)).then_refused("V2")


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"instrument_version": 2}, "version"),
        ({"instrument_code": "verification"}, "version"),
        ({"answers": WELL[:2]}, "missing"),
        ({"answers": (*WELL, ("mood", 7))}, "invalid"),
        ({"answers": (*WELL[:2], ("meals", True))}, "invalid"),
        ({"verdicts": POOR_VERDICTS}, "differs"),
    ],
)
def test_an_assessment_that_does_not_compute_is_refused(changes, variant):
    given(*ACTIVE).when(assess(**changes)).then_refused("A1", variant)


@pytest.mark.parametrize(
    "instrument",
    [
        {"valid_from": date(2026, 6, 16)},
        {"valid_until": date(2026, 6, 14)},
        {"kind": "visit"},
    ],
)
def test_a_scorecard_holds_on_the_day_of_the_assessment(instrument):
    given(*ACTIVE).when(assess(), programme=replaced(**instrument)).then_refused("A1", "version")


def test_a_scorecard_of_yesterday_may_be_sent_today():
    valid = replaced(valid_until=date(2026, 6, 14))
    at = NOW - timedelta(days=1)
    given(*ACTIVE).when(assess(occurred_at=at), programme=valid).then(half_year(), *MET_FIRST)


def test_an_auditor_computes_the_same_verdicts_again():
    stored = half_year()
    scores = evaluate(SCORECARD, stored.answers, PROGRAMME, date(2026, 6, 15))

    assert dict(scores.verdicts) == dict(stored.verdicts)


def test_two_half_years_closer_than_the_limit_are_refused():
    close = said(half_year(2), on=NOW - timedelta(days=119))
    far = said(half_year(2), on=NOW - timedelta(days=120))
    known = (reached("indicator.food"), reached("indicator.savings"))
    given(*ACTIVE, close, *known).when(assess()).then_refused("A2")
    given(*ACTIVE, far, *known).when(assess()).then(half_year())


def test_a_half_year_that_comes_very_late_is_marked():
    then = NOW + timedelta(days=160)
    marked = half_year().model_copy(update={"warnings": ("A2.gap",)})
    given(*ACTIVE, *MET_FIRST).when(assess(), now=then).then(marked)


def test_an_assessment_without_a_baseline_is_refused():
    given(*IN_PROGRAMME).when(assess()).then_refused("A3")


def test_a_household_that_is_not_enrolled_is_not_assessed():
    given(*ELIGIBLE).when(assess()).then_refused("S1")


def test_a_mentor_assesses_only_their_own_household():
    given(*ACTIVE).when(assess(), by=MENTOR, role="mentor").then(half_year(), *MET_FIRST)
    given(*ACTIVE).when(assess(), by=OTHER_MENTOR, role="mentor").then_refused("N5", "mentor")


def test_what_was_met_at_the_baseline_is_not_met_for_the_first_time():
    better = BASELINE.model_copy(update={"verdicts": WELL_VERDICTS})
    given(*IN_PROGRAMME, better).when(assess()).then(half_year())


def test_somebody_of_the_household_answers():
    given(*ACTIVE).when(assess(respondent_id=STRANGER)).then_refused("S1", "missing")


def test_a_graduated_household_is_checked_again():
    checked = PostGraduationChecked(**half_year(passed=False).model_dump())
    asked = CheckAfterGraduation(**ASSESSMENT | {"answers": POOR})
    given(*ACTIVE, GRADUATED).when(asked).then(checked)
    given(*ACTIVE, GRADUATED, checked).when(asked).then_nothing()
    given(*ACTIVE).when(asked).then_refused("S1")
