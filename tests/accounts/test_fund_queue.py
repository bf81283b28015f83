"""Work queues: which step an order waits for, how much it is about, and since when."""

from datetime import date
from uuid import UUID

import pytest

from projections.fund_queue import pending
from projections.fund_trail import Step

ORDER, OTHER = UUID(int=1), UUID(int=2)
PROPOSER, APPROVER, PAYER, CONFIRMER = (UUID(int=0x10 + n) for n in range(4))


def step(name, day, rupiah=0, by=PROPOSER, order=ORDER):
    on = date(2026, 5, day)
    where = (None, order, None, None, None, None)
    return Step(name, "52.01.01.2001", on, rupiah, None, "cash", "", [], *where, by, day)


ASKED = step("proposed", 1, 900)
APPROVED = step("approved", 2, 900, APPROVER)
HALF = step("paid", 3, 400, PAYER)
REST = step("paid", 4, 500, PAYER)
DONE = step("confirmed", 5, 0, CONFIRMER)


@pytest.mark.parametrize(
    ("steps", "waits_for", "rupiah", "day"),
    [
        ([ASKED], "approve", 900, 1),
        ([ASKED, APPROVED], "pay", 900, 2),
        ([ASKED, APPROVED, HALF], "pay", 500, 2),
        ([ASKED, APPROVED, HALF, REST], "confirm", 900, 4),
    ],
)
def test_an_order_waits_for_its_next_step_with_the_amount_of_that_step(
    steps, waits_for, rupiah, day
):
    [found] = pending(steps)

    assert (found.waits_for, found.amount_rupiah) == (waits_for, rupiah)
    assert found.since_on == date(2026, 5, day)
    assert found.taken_by == {each.actor_id for each in steps}


def test_what_is_over_waits_for_nobody():
    assert pending([ASKED, APPROVED, HALF, REST, DONE]) == []
    assert pending([ASKED, step("rejected", 2)]) == []
    assert pending([ASKED, APPROVED, step("cancelled", 3)]) == []
    assert pending([HALF]) == []  # a prefix that begins later tells of no order


def test_the_oldest_comes_first():
    younger = step("proposed", 2, 100, order=OTHER)

    assert [each.order_id for each in pending([ASKED, younger])] == [ORDER, OTHER]
    assert [each.order_id for each in pending([ASKED, younger, step("approved", 3)])] == [
        OTHER,
        ORDER,
    ]
