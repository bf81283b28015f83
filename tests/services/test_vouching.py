"""Whoever is named as a second person must be somebody who may vouch."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.desk.events import RoleGranted, UserRegistered
from domain.household.commands.identity import RecordIdentityAnew
from domain.household.events.identity import IdentityRecordedAnew
from domain.rules import Refused
from services.streams import desk_stream
from tests.domain.household.cases import HEAD
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import MENTOR, NOW, OTHER_HOUSEHOLD_ID
from tests.services.work import OFFICE, SUPERVISOR, visit

AS_MENTOR = {"by": MENTOR, "role": "mentor"}


def employ(work, user, role, *villages, of="bappeda"):
    """Put somebody with a role on record."""
    work.tell(
        desk_stream(OFFICE.code, user),
        UserRegistered(user_id=user, organisation=of),
        RoleGranted(role=role, villages=villages),
    )


def anew(second):
    """Record a birth date anew, with a second person."""
    return RecordIdentityAnew(
        identity_id=uuid4(),
        person_id=HEAD,
        reason="completed",
        second_person_id=second,
        birth_date="1990-03-15",
    )


def variant_of_refusal(work, command, **asked):
    with pytest.raises(Refused) as refusal:
        work.ask(command, **asked)
    return refusal.value.code, refusal.value.variant


def test_an_identity_is_recorded_anew_with_a_supervisor_of_the_village_behind_it(work):
    employ(work, SUPERVISOR, "supervisor", VILLAGE)
    before = work.facts(OTHER_HOUSEHOLD_ID)

    work.ask(anew(SUPERVISOR), **AS_MENTOR)

    assert isinstance(work.facts()[-1], IdentityRecordedAnew)
    assert work.facts(OTHER_HOUSEHOLD_ID) == before


def test_nobody_is_not_a_second_person(work):
    before = work.facts()

    assert variant_of_refusal(work, anew(uuid4()), **AS_MENTOR) == ("S2", "voucher")
    assert work.facts() == before


def test_the_asker_is_not_a_second_person(work):
    employ(work, MENTOR, "mentor", VILLAGE)

    assert variant_of_refusal(work, anew(MENTOR), **AS_MENTOR) == ("S2", "voucher")


def test_a_supervisor_of_another_village_does_not_vouch_here(work):
    employ(work, SUPERVISOR, "supervisor", OTHER_VILLAGE)

    assert variant_of_refusal(work, anew(SUPERVISOR), **AS_MENTOR) == (
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
