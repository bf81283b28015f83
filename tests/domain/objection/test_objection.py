"""An objection: lodged by anybody, decided in time by somebody who is not its target."""

from datetime import date, datetime

import pytest

from domain.objection.aggregate import OBJECTION
from domain.objection.commands import (
    AnswerObjection,
    DecideObjection,
    LodgeObjection,
)
from domain.objection.events import (
    ObjectionAnswered,
    ObjectionLodged,
)
from domain.periods import working_days_after
from tests.definitions import code, in_both_programmes
from tests.domain.objection.objections import (
    LODGED_ON,
    OBJECTION_ID,
    decided,
    due,
    lodged,
    lodging,
    outcome,
)
from tests.scenario import given_of


@in_both_programmes
def test_an_objection_is_lodged_once_and_gets_a_deadline_in_working_days(programme):
    given = given_of(OBJECTION, stream=OBJECTION_ID)
    command = LodgeObjection(**lodging(programme), words="Contoh Melati 17 tidak terdaftar.")
    then = given.when(command, now=LODGED_ON, programme=programme).then(
        ObjectionLodged(
            **lodging(programme), words="Contoh Melati 17 tidak terdaftar.", due_on=due(programme)
        )
    )
    then.when(command, now=LODGED_ON, programme=programme).then_nothing()


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "rule", "variant"),
    [
        ({"village_code": "99.99.99.2001"}, "M3", "unknown"),
        ({"kind": "no-such-kind"}, "S1", "reason"),
    ],
)
def test_an_objection_is_about_a_known_village_and_of_a_known_kind(
    programme, change, rule, variant
):
    command = LodgeObjection(**lodging(programme) | change)
    given = given_of(OBJECTION, stream=OBJECTION_ID)
    given.when(command, programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_an_objection_is_not_lodged_on_a_day_to_come(programme):
    tomorrow = datetime(2026, 6, 17, 3, tzinfo=programme.zone)
    command = LodgeObjection(**lodging(programme), occurred_at=tomorrow)
    given = given_of(OBJECTION, stream=OBJECTION_ID)
    given.when(command, programme=programme).then_refused("V1", "future")


@in_both_programmes
def test_an_objection_is_decided_once(programme):
    command = DecideObjection(**outcome(programme))
    then = lodged(programme).when(command, now=due(programme), programme=programme)
    then = then.then(decided(programme))
    then.when(command, now=due(programme), programme=programme).then_nothing()
    assert then.state.upheld
    other = DecideObjection(**outcome(programme, outcome="rejected"))
    then.when(other, now=due(programme), programme=programme).then_refused("O2", "decided")


@in_both_programmes
def test_a_rejected_objection_is_not_upheld(programme):
    assert not lodged(programme, decided(programme, outcome="rejected")).state.upheld


@in_both_programmes
def test_the_complainant_is_told_once_and_only_after_the_decision(programme):
    channel = code(programme, "answer_channel")
    command = AnswerObjection(answered_on=LODGED_ON, channel=channel)
    lodged(programme).when(command, programme=programme).then_refused("O2", "undecided")
    then = lodged(programme, decided(programme)).when(command, programme=programme)
    then = then.then(ObjectionAnswered(answered_on=LODGED_ON, channel=channel))
    then.when(command, programme=programme).then_nothing()


def test_a_term_of_working_days_leaves_the_weekend_out():
    friday = date(2026, 3, 6)
    assert working_days_after(friday, 1) == date(2026, 3, 9)
    assert working_days_after(friday, 5) == date(2026, 3, 13)
