"""Whose file has rested long enough is proposed for erasure, once, and erased by nobody alone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

import pytest

from domain.data_request.aggregate import DATA_REQUEST
from domain.rules import Refused
from services.erasure import Erasing
from services.retention import RetentionSchedule
from tests.domain.household.cases import HEAD, NOMINATED, REJECTED, SPOUSE, member
from tests.scenario import HOUSEHOLD_ID, NOW, OTHER_HOUSEHOLD_ID, said
from tests.services.work import OTHER_HEAD, Work, of_other

LONG_AGO, LATELY = date(2024, 6, 14), date(2024, 6, 16)


@dataclass
class Item:
    target: UUID
    since_on: date


def rejected(on):
    """Two families that were found not eligible, the first of them of two people."""
    work = Work()
    work.tell(HOUSEHOLD_ID, NOMINATED, member(SPOUSE, relation="spouse"), said(REJECTED, on=on))
    work.tell(OTHER_HOUSEHOLD_ID, of_other(NOMINATED), said(of_other(REJECTED), on=LATELY))
    waiting = [Item(HOUSEHOLD_ID, on), Item(OTHER_HOUSEHOLD_ID, LATELY)]
    return work, RetentionSchedule(work.casework, lambda: waiting)


def asked(work, person):
    return work.state(uuid5(person, "retention"), DATA_REQUEST).asked


def test_after_the_months_of_the_schedule_a_request_is_opened_for_each_member():
    work, schedule = rejected(LONG_AGO)

    assert schedule.open_requests() == 2

    assert asked(work, HEAD).household_id == asked(work, SPOUSE).household_id == HOUSEHOLD_ID
    assert (asked(work, HEAD).kind, asked(work, HEAD).applicant) == ("retention", "schedule")
    assert asked(work, OTHER_HEAD) is None


def test_it_is_opened_once_on_whatever_day_the_schedule_is_looked_at():
    work, schedule = rejected(LONG_AGO)
    schedule.open_requests()

    assert schedule.open_requests() == 0
    work.now = NOW.replace(day=30)
    assert schedule.open_requests() == 1  # the other family's time has come meanwhile
    assert schedule.open_requests() == 0


def test_a_family_that_goes_on_is_left_alone():
    work, _ = rejected(LONG_AGO)
    work.tell(third := UUID(int=0xA3), of_other(NOMINATED))
    schedule = RetentionSchedule(work.casework, lambda: [Item(third, LONG_AGO)])

    assert schedule.open_requests() == 0


def test_the_schedule_alone_erases_nothing():
    work, schedule = rejected(LONG_AGO)
    schedule.open_requests()

    with pytest.raises(Refused) as refused:
        Erasing(work.casework).carry_out(uuid5(HEAD, "retention"))

    assert refused.value.variant == "ungranted"
