"""The start of the accompaniment: a mentor, and the baseline."""

from datetime import date, timedelta
from uuid import UUID

from domain.household.commands.entry import AssessBaseline, AssignMentor
from domain.household.events.entry import BaselineAssessed, MentorChanged
from tests.domain.household.cases import (
    ASSIGNED,
    BASELINE,
    CONSENTED,
    ELIGIBLE,
    ENROLLED,
    HEAD,
    IN_PROGRAMME,
)
from tests.scenario import MENTOR, NOW, OTHER_MENTOR, given

READY = (*ELIGIBLE, CONSENTED)
ANSWERS = (("children", 0), ("deposits", 0), ("meals", 3))
ASSESS = AssessBaseline(
    assessment_id=BASELINE,
    respondent_id=HEAD,
    instrument_code="scorecard",
    instrument_version=1,
    answers=ANSWERS,
)
ASSESSED = BaselineAssessed(
    assessment_id=BASELINE,
    respondent_id=HEAD,
    instrument_code="scorecard",
    instrument_version=1,
    answers=ANSWERS,
    verdicts=(("food", "met"), ("savings", "not_met"), ("school", "not_applicable")),
    passed=False,
    phase="stabilise",
)


def assign(mentor_id=MENTOR, on=date(2026, 3, 2), **changes):
    return AssignMentor(mentor_id=mentor_id, from_on=on, **changes)


def test_an_enrolled_household_gets_a_mentor():
    after = given(*READY, ENROLLED).when(assign()).then(ASSIGNED).state

    assert after.entry.mentor_id == MENTOR


def test_the_same_mentor_is_assigned_once():
    given(*IN_PROGRAMME).when(assign()).then_nothing()


def test_another_mentor_takes_over_from_a_day_on():
    wish = assign(OTHER_MENTOR, date(2026, 5, 1), reason="leave")

    entry = (
        given(*IN_PROGRAMME)
        .when(wish)
        .then(
            MentorChanged(
                mentor_id=OTHER_MENTOR,
                from_on=date(2026, 5, 1),
                previous_mentor_id=MENTOR,
                reason="leave",
            )
        )
        .state.entry
    )
    assert entry.mentor_on(date(2026, 3, 1)) is None
    assert entry.mentor_on(date(2026, 4, 30)) == MENTOR
    assert entry.mentor_on(date(2026, 5, 1)) == OTHER_MENTOR
    assert entry.mentors_ever == {MENTOR, OTHER_MENTOR}


def test_a_change_of_mentor_needs_a_known_reason():
    given(*IN_PROGRAMME).when(assign(OTHER_MENTOR)).then_refused("S1", "reason")


def test_a_household_outside_the_programme_gets_no_mentor():
    given(*READY).when(assign()).then_refused("S1")


def test_the_baseline_begins_the_accompaniment():
    after = given(*IN_PROGRAMME).when(ASSESS, by=MENTOR, role="mentor").then(ASSESSED).state

    assert after.status == "active"
    assert dict(after.entry.baseline_verdicts)["food"] == "met"


def test_a_baseline_that_is_sent_twice_is_recorded_once():
    given(*IN_PROGRAMME, ASSESSED).when(ASSESS, by=MENTOR, role="mentor").then_nothing()


def test_a_household_has_one_baseline():
    again = ASSESS.model_copy(update={"assessment_id": UUID(int=7)})

    given(*IN_PROGRAMME, ASSESSED).when(again, by=MENTOR, role="mentor").then_refused("S1")


def test_there_is_no_baseline_before_enrolment():
    given(*READY).when(ASSESS).then_refused("S1")


def test_a_baseline_by_another_mentor_is_refused():
    baseline = given(*IN_PROGRAMME).when(ASSESS, by=OTHER_MENTOR, role="mentor")

    baseline.then_refused("N5", "mentor")


def test_a_baseline_of_a_day_that_was_the_mentors_is_kept_with_a_warning():
    changed = MentorChanged(
        mentor_id=OTHER_MENTOR,
        from_on=date(2026, 6, 15),
        previous_mentor_id=MENTOR,
        reason="leave",
    )
    wish = ASSESS.model_copy(update={"occurred_at": NOW - timedelta(days=1)})

    late = given(*IN_PROGRAMME, changed).when(wish, by=MENTOR, role="mentor")
    late.then(ASSESSED.model_copy(update={"warnings": ("N5.late",)}))


def test_a_baseline_with_gaps_is_refused():
    wish = ASSESS.model_copy(update={"answers": ANSWERS[:2]})

    given(*IN_PROGRAMME).when(wish).then_refused("A1", "missing")


def test_a_baseline_about_a_stranger_is_refused():
    wish = ASSESS.model_copy(update={"respondent_id": UUID(int=7)})

    given(*IN_PROGRAMME).when(wish).then_refused("S1", "missing")
