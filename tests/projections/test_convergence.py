"""Every need has one who answers for it, a day, and an end that is said aloud."""

from uuid import UUID

import pytest

from domain.household.events.people import HouseholdMerged
from domain.household.events.plan import NeedClosed
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.events.rights import (
    ReferralAccepted,
    ReferralClosedUnmet,
    ReferralDeclined,
    ReferralMade,
    ServiceDelivered,
)
from projections import convergence
from projections.convergence import Wanted
from tests.projections.families import OTHER_VILLAGE, VILLAGE, join, need, on
from tests.projections.telling import HEAD, HOUSEHOLD, OFFICER, OTHER, Telling

REFERRAL = UUID(int=0x11)


@pytest.fixture
def telling(office):
    telling = Telling(office)
    join(telling, HOUSEHOLD)
    join(telling, OTHER, OTHER_VILLAGE)
    telling.tell(OTHER, need(2, owner="social", days=5))
    return telling


def board(office, as_of, **wanted):
    with office.reading() as connection:
        return convergence.board(connection, as_of, Wanted(**wanted))


def referred(owner="village_agency"):
    return ReferralMade(
        referral_id=REFERRAL,
        need_id=UUID(int=1),
        person_id=HEAD,
        owner=owner,
        service="card",
        due_on=on(20),
    )


def test_a_need_is_owed_by_its_owner_until_somebody_else_takes_it_on(office, telling):
    first = telling.tell(HOUSEHOLD, need(1))
    made = telling.tell(HOUSEHOLD, referred())
    accepted = telling.tell(HOUSEHOLD, ReferralAccepted(referral_id=REFERRAL, due_on=on(25)))

    def mine(line):
        [found] = board(office, line.position, household_id=HOUSEHOLD)
        return found.owner, found.due_on, found.status

    assert mine(first) == ("health", on(30), "open")
    assert mine(made) == ("village_agency", on(20), "referred")
    assert mine(accepted) == ("village_agency", on(25), "accepted")


def test_a_declined_referral_gives_the_need_back_to_its_owner(office, telling):
    telling.tell(HOUSEHOLD, need(1), referred())
    last = telling.tell(HOUSEHOLD, ReferralDeclined(referral_id=REFERRAL, reason="no_quota"))

    [found] = board(office, last.position, household_id=HOUSEHOLD)

    assert (found.owner, found.due_on, found.status) == ("health", on(30), "declined")


@pytest.mark.parametrize(
    ("end", "outcome", "status"),
    [
        (ServiceDelivered(referral_id=REFERRAL, person_id=HEAD), "served", "delivered"),
        (ReferralClosedUnmet(referral_id=REFERRAL, reason="none"), "unmet", "unmet_referral"),
    ],
)
def test_a_need_stays_open_until_it_is_closed_as_served_or_unmet(
    office, telling, end, outcome, status
):
    telling.tell(HOUSEHOLD, need(1), referred())
    ended = telling.tell(HOUSEHOLD, end)
    closed = telling.tell(HOUSEHOLD, NeedClosed(need_id=UUID(int=1), outcome=outcome))

    assert board(office, ended.position, household_id=HOUSEHOLD)[0].status == status
    assert board(office, closed.position, household_id=HOUSEHOLD)[0].status == outcome
    assert not board(office, closed.position, household_id=HOUSEHOLD)[0].is_overdue(on(99))


def test_the_board_is_narrowed_by_owner_village_and_status(office, telling):
    last = telling.tell(HOUSEHOLD, need(1))

    assert [n.need_id.int for n in board(office, last.position)] == [2, 1]
    assert [n.need_id.int for n in board(office, last.position, owner="social")] == [2]
    assert [n.need_id.int for n in board(office, last.position, village_code=VILLAGE)] == [1]
    assert board(office, last.position, statuses=["served"]) == []


def test_overdue_needs_are_counted_apart_as_of_a_day(office, telling):
    last = telling.tell(HOUSEHOLD, need(1))
    with office.reading() as connection:
        found = convergence.summary(connection, on(10), last.position)

    assert [(c.village_code, c.owner, c.overdue, c.needs) for c in found] == [
        (VILLAGE, "health", False, 1),
        (OTHER_VILLAGE, "social", True, 1),
    ]


def test_a_corrected_need_and_an_annulled_one_are_told_anew(office, telling):
    wrong = telling.tell(HOUSEHOLD, need(1))
    amends = {"target_id": wrong.event_id, "reason": "wrong", "second_person_id": OFFICER}
    values = (("owner", '"social"'),)
    right = telling.tell(
        HOUSEHOLD, EventCorrected(correction_id=UUID(int=8), values=values, **amends)
    )
    amends["target_id"] = right.event_id
    gone = telling.tell(HOUSEHOLD, EventAnnulled(annulment_id=UUID(int=9), **amends))

    assert [n.owner for n in board(office, wrong.position, household_id=HOUSEHOLD)] == ["health"]
    assert [n.owner for n in board(office, right.position, household_id=HOUSEHOLD)] == ["social"]
    assert board(office, gone.position, household_id=HOUSEHOLD) == []
    assert len(board(office, gone.position)) == 1


def test_the_needs_of_a_merged_duplicate_are_not_counted_twice(office, telling):
    telling.tell(HOUSEHOLD, need(1))
    last = telling.tell(HOUSEHOLD, HouseholdMerged(into_household_id=OTHER, reason="listed_twice"))

    assert {n.household_id for n in board(office, last.position)} == {OTHER}
    assert len(board(office, last.position - 1)) == 2
