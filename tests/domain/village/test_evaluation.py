"""A half year is evaluated once; what is missing blocks the next action plan."""

from datetime import date, timedelta

import pytest

from domain.village_programme.commands import (
    ApproveActionPlan,
    EvaluateSemester,
)
from domain.village_programme.events import (
    ActionPlanApproved,
    Finding,
    SemesterEvaluated,
)
from domain.village_programme.semesters import missing_evaluations
from tests.definitions import agency, in_both_programmes
from tests.domain.village.plans import (
    PLAN,
    evaluation,
    first_semester,
    proposed,
)
from tests.domain.village.villages import SELECTED_ON, selected


@in_both_programmes
def test_a_missing_evaluation_blocks_the_next_plan_from_the_day_after_it_was_due(programme):
    approve = ApproveActionPlan(plan_id=PLAN, basis="Berita acara contoh 9")
    approved = ActionPlanApproved(plan_id=PLAN, basis="Berita acara contoh 9")
    due_on = first_semester(programme).due_on
    late = due_on + timedelta(days=1)
    given = proposed(programme)
    given.when(approve, now=due_on, programme=programme).then(approved)
    given.when(approve, now=late, programme=programme).then_refused("M1", "plan")
    evaluated = proposed(programme, SemesterEvaluated(**evaluation(programme)))
    evaluated.when(approve, now=late, programme=programme).then(approved)


@in_both_programmes
def test_a_semester_is_evaluated_once(programme):
    command = EvaluateSemester(**evaluation(programme))
    due_on = first_semester(programme).due_on
    then = selected(programme).when(command, now=due_on, programme=programme)
    then = then.then(SemesterEvaluated(**evaluation(programme)))
    then.when(command, now=due_on, programme=programme).then_nothing()
    other = EvaluateSemester(**evaluation(programme, document_sha256="d" * 64))
    then.when(other, now=due_on, programme=programme).then_refused("S3")


@in_both_programmes
def test_an_evaluation_that_comes_late_is_kept_with_a_warning(programme):
    late = first_semester(programme).due_on + timedelta(days=1)
    command = EvaluateSemester(**evaluation(programme))
    selected(programme).when(command, now=late, programme=programme).then(
        SemesterEvaluated(**evaluation(programme), warnings=("M1b",))
    )


@in_both_programmes
@pytest.mark.parametrize("semester", ["2025-1", "2025-2", "2029-1", "2026-9"])
def test_only_a_semester_that_has_begun_in_the_programme_is_evaluated(programme, semester):
    command = EvaluateSemester(
        **evaluation(programme, semester=semester, evaluated_on=date(2026, 5, 5))
    )
    selected(programme).when(command, programme=programme).then_refused("M6", "semester")


@in_both_programmes
def test_a_finding_is_one_that_the_programme_knows_and_somebody_follows_it_up(programme):
    due_on = first_semester(programme).due_on
    for finding, rule, variant in (
        (Finding("no-such-finding", agency(programme), due_on), "S1", "reason"),
        (Finding("on_track", "nobody", due_on), "M4", "party"),
    ):
        command = EvaluateSemester(**evaluation(programme, findings=(finding,)))
        given = selected(programme).when(command, now=due_on, programme=programme)
        given.then_refused(rule, variant)


@in_both_programmes
def test_what_is_due_follows_the_dates_of_the_definition(programme):
    year_end = date(2027, 1, 1)
    due = missing_evaluations(selected(programme).state, programme, year_end)
    days = programme.limits.evaluation_due.on(SELECTED_ON)
    assert [semester.due_on.strftime("%m-%d") for semester in due] == list(days)
    assert [semester.code for semester in due][:2] == ["2026-1", "2026-2"]
