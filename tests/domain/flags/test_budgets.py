"""R19 asks about what is taken from a budget line, or asked of it, beyond what it holds."""

from uuid import uuid4

import pytest

from domain.desk.events import RefusalRecorded
from domain.fund_envelope.events import BudgetLine, BudgetSet, OrderDrawn, OrderReleased
from tests.domain.flags.moneys import MILLION, SHA, order
from tests.domain.flags.telling import VILLAGE

LINE = "1"


@pytest.fixture
def envelope(log):
    """Tell of an envelope whose line holds ten millions."""
    stream = uuid4()
    lines = (BudgetLine(LINE, "livelihood", "goods", 10 * MILLION),)
    budget = BudgetSet(budget_id=uuid4(), lines=lines, basis="RAB 1", document_sha256=SHA)
    log.tell(budget, stream)
    return stream


def draws(log, envelope, millions, line=LINE):
    wanted = order(log, millions * MILLION)
    drawn = OrderDrawn(
        order_id=wanted, village_code=VILLAGE, amount_rupiah=millions * MILLION, budget_line=line
    )
    log.tell(drawn, envelope)
    return wanted


def refused(log, target, code="F2", variant="left", command="disbursement-order.approve"):
    note = RefusalRecorded(command=command, code=code, variant=variant, target=target)
    return log.tell(note, uuid4())


@pytest.mark.parametrize(("second", "asks"), [(4, 1), (3, 0), (1, 0)])
def test_r19_asks_about_a_line_from_which_more_is_taken_than_it_holds(log, envelope, second, asks):
    draws(log, envelope, 7)
    draws(log, envelope, second)

    assert [hit.rupiah for hit in log.asked("R19")] == [MILLION] * asks


def test_r19_asks_nothing_where_an_order_gave_back_what_it_did_not_spend(log, envelope):
    first = draws(log, envelope, 7)
    log.tell(OrderReleased(order_id=first, amount_rupiah=2 * MILLION), envelope)
    draws(log, envelope, 5)

    assert log.asked("R19") == []


def test_r19_asks_nothing_of_what_grants_reserved_before(log, envelope):
    draws(log, envelope, 11, line=None)

    assert log.asked("R19") == []


@pytest.mark.parametrize("variant", ["left", "envelope"])
def test_r19_asks_once_about_an_order_that_was_to_be_approved_beyond_what_is_left(log, variant):
    wanted = order(log, 12 * MILLION)
    at = refused(log, wanted, variant=variant)
    refused(log, wanted, variant=variant)

    [hit] = log.asked("R19")
    assert hit.positions == (at - 1, at)
    assert (hit.village, hit.values["asked"], hit.rupiah) == (VILLAGE, 12 * MILLION, 0)


@pytest.mark.parametrize(
    "told",
    [
        {"code": "F4", "variant": "same"},
        {"variant": "line"},
        {"command": "disbursement-order.pay"},
    ],
)
def test_r19_asks_nothing_where_another_thing_was_refused(log, told):
    refused(log, order(log), **told)
    refused(log, uuid4())

    assert log.asked("R19") == []
