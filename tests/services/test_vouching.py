"""Whoever is named as a second person must be somebody who may vouch."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.desk.events import RoleGranted, UserRegistered
from domain.household.commands.record import CorrectEvent
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.record import EventCorrected
from domain.rules import Refused
from services.streams import desk_stream
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OTHER_HOUSEHOLD_ID
from tests.services.work import OFFICE, SUPERVISOR, visit

AS_MENTOR = {"by": MENTOR, "role": "mentor"}


def employ(work, user, role, *villages, of="bappeda"):
    """Put somebody with a role on record."""
    work.tell(
        desk_stream(OFFICE.code, user),
        UserRegistered(user_id=user, organisation=of),
        RoleGranted(role=role, villages=villages),
    )


def correction(target, second):
    return CorrectEvent(
        correction_id=uuid4(),
        target_id=target,
        reason="wrong_value",
        second_person_id=second,
        values=(("minutes", "55"),),
    )


def recorded_visit(work):
    work.ask(visit(), **AS_MENTOR)
    [line] = [e for e in work.ledger.history(HOUSEHOLD_ID) if isinstance(e.event, VisitRecorded)]
    return line.event_id


def variant_of_refusal(work, command, **asked):
    with pytest.raises(Refused) as refusal:
        work.ask(command, **asked)
    return refusal.value.code, refusal.value.variant


def test_a_correction_stands_when_a_supervisor_of_the_village_is_the_second_person(work):
    employ(work, SUPERVISOR, "supervisor", VILLAGE)
    before = work.facts(OTHER_HOUSEHOLD_ID)
    target = recorded_visit(work)

    work.ask(correction(target, SUPERVISOR), **AS_MENTOR)

    assert isinstance(work.facts()[-1], EventCorrected)
    assert work.facts(OTHER_HOUSEHOLD_ID) == before


def test_nobody_is_not_a_second_person(work):
    target = recorded_visit(work)
    before = work.facts()

    assert variant_of_refusal(work, correction(target, uuid4()), **AS_MENTOR) == ("S2", "voucher")
    assert work.facts() == before


def test_the_asker_is_not_a_second_person(work):
    employ(work, MENTOR, "mentor", VILLAGE)
    target = recorded_visit(work)

    assert variant_of_refusal(work, correction(target, MENTOR), **AS_MENTOR) == ("S2", "voucher")


def test_a_supervisor_of_another_village_does_not_vouch_here(work):
    employ(work, SUPERVISOR, "supervisor", OTHER_VILLAGE)
    target = recorded_visit(work)

    assert variant_of_refusal(work, correction(target, SUPERVISOR), **AS_MENTOR) == (
        "S2",
        "voucher",
    )


def test_a_very_late_report_counts_only_with_somebody_who_may_countersign(work):
    late = NOW - timedelta(days=60)
    unknown = visit(at=late, countersigned_by=uuid4())
    assert variant_of_refusal(work, unknown, **AS_MENTOR) == ("S2", "voucher")

    employ(work, SUPERVISOR, "supervisor", VILLAGE)
    work.ask(visit(at=late, countersigned_by=SUPERVISOR), **AS_MENTOR)

    assert work.facts()[-1].countersigned_by == SUPERVISOR
