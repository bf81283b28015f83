"""Whose objection is decided too late, or by the wrong person, goes to a higher office."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.household.state import Household
from domain.objection.aggregate import OBJECTION
from domain.objection.commands import (
    DecideObjection,
    LodgeObjection,
)
from domain.objection.events import (
    ObjectionEscalated,
    ObjectionLodged,
)
from tests.definitions import in_both_programmes
from tests.domain.objection.objections import (
    CONTESTED,
    LODGED_ON,
    OBJECTION_ID,
    deadline,
    decided,
    due,
    lodged,
    lodging,
    outcome,
)
from tests.scenario import OFFICER, OTHER_MENTOR, given_of


@in_both_programmes
def test_whoever_took_a_verdict_on_the_household_is_contested_without_being_named(programme):
    household = Household()
    household.targeting.officers.add(OFFICER)
    command = LodgeObjection(**lodging(programme, contested_by=()))
    given = given_of(OBJECTION, stream=OBJECTION_ID)
    then = given.when(command, now=LODGED_ON, programme=programme, other=household).then(
        ObjectionLodged(**lodging(programme, contested_by=(OFFICER,)), due_on=due(programme))
    )
    then.when(command, now=LODGED_ON, programme=programme, other=household).then_nothing()
    decide = DecideObjection(**outcome(programme))
    then.when(decide, by=OFFICER, now=LODGED_ON, programme=programme).then_refused("O1", "officer")


@in_both_programmes
def test_whoever_took_a_verdict_after_the_lodging_does_not_decide_either(programme):
    household, other = Household(), Household()
    household.targeting.officers.add(OFFICER)
    other.targeting.officers.add(OTHER_MENTOR)
    command = DecideObjection(**outcome(programme, outcome="rejected"))
    given = lodged(programme)
    given.when(
        command, by=OFFICER, now=LODGED_ON, programme=programme, other=household
    ).then_refused("O1", "officer")
    given.when(command, by=OFFICER, now=LODGED_ON, programme=programme, other=other).then(
        decided(programme, outcome="rejected")
    )


@in_both_programmes
def test_a_household_that_is_on_no_list_can_be_spoken_for(programme):
    given = given_of(OBJECTION, stream=OBJECTION_ID)
    unlisted = lodging(programme, household_id=None, contested_by=())
    then = given.when(LodgeObjection(**unlisted), now=LODGED_ON, programme=programme).then(
        ObjectionLodged(**unlisted, due_on=due(programme))
    )
    assert then.state.household_id is None


@in_both_programmes
def test_the_officer_whose_decision_is_contested_does_not_decide(programme):
    command = DecideObjection(**outcome(programme))
    given = lodged(programme).when(command, by=CONTESTED, now=LODGED_ON, programme=programme)
    given.then_refused("O1", "officer")


@in_both_programmes
def test_after_the_deadline_an_objection_must_be_escalated_before_it_is_decided(programme):
    late = due(programme) + timedelta(days=1)
    command = DecideObjection(**outcome(programme))
    lodged(programme).when(command, now=late, programme=programme).then_refused("O1", "deadline")
    escalated = ObjectionEscalated(to_role="programme_lead", reason="deadline")
    then = lodged(programme).when(deadline(), now=late, programme=programme)
    then = then.then(escalated)
    then.when(deadline(), now=late, programme=programme).then_nothing()
    then.when(command, now=late, role="agency_companion", programme=programme).then_refused(
        "O1", "role"
    )
    then.when(command, now=late, role="programme_lead", programme=programme).then(
        decided(programme)
    )


@in_both_programmes
def test_an_escalated_objection_is_still_not_for_the_contested_officer(programme):
    escalated = ObjectionEscalated(to_role="programme_lead", reason="conflict")
    command = DecideObjection(**outcome(programme))
    given = lodged(programme, escalated)
    given.when(
        command, by=CONTESTED, role="programme_lead", now=LODGED_ON, programme=programme
    ).then_refused("O1", "officer")


@in_both_programmes
def test_the_deadline_is_no_reason_on_its_last_day_but_a_conflict_is_at_once(programme):
    given = lodged(programme)
    given.when(deadline(), now=due(programme), programme=programme).then_refused("O2", "early")
    conflict = deadline(reason="conflict")
    given.when(conflict, now=LODGED_ON, programme=programme).then(
        ObjectionEscalated(to_role="programme_lead", reason="conflict")
    )


@in_both_programmes
@pytest.mark.parametrize("role", ["mentor", "no_such_role"])
def test_an_objection_goes_to_a_role_that_may_decide(programme, role):
    command = deadline(to_role=role, reason="conflict")
    lodged(programme).when(command, programme=programme).then_refused("O2", "role")


@in_both_programmes
def test_a_decided_objection_is_not_escalated(programme):
    given = lodged(programme, decided(programme))
    given.when(deadline(), programme=programme).then_refused("O2", "decided")


@in_both_programmes
def test_what_was_never_lodged_is_neither_decided_nor_escalated(programme):
    nothing = given_of(OBJECTION, stream=OBJECTION_ID)
    for command in (DecideObjection(**outcome(programme)), deadline()):
        nothing.when(command, by=OFFICER, programme=programme).then_refused("O2", "unknown")


@in_both_programmes
def test_two_objections_do_not_know_each_other(programme):
    one = lodged(programme, decided(programme)).state
    other = given_of(
        OBJECTION,
        ObjectionLodged(**lodging(programme, contested_by=(OTHER_MENTOR,)), due_on=due(programme)),
        stream=UUID(int=0xE9),
    ).state
    assert (one.upheld, other.upheld) == (True, False)
