"""The bank's word beside the books, as both were known at a position."""

from dataclasses import replace

import pytest

from domain.disbursement_order.events import OrderPaid
from domain.village_account.events import PaidOut
from projections import postings
from tests.accounts.treasuries import money_lives
from tests.projections.conftest import Office
from tests.projections.families import OTHER_VILLAGE, VILLAGE
from tests.store import fresh_store


def differences(office, position, villages=None):
    with office.reading() as connection:
        found = postings.compared(connection, position, villages)
    return {village: each.differences for village, each in found.items()}


def test_honest_books_differ_from_the_bank_at_no_position(office, log):
    assert differences(office, log[-1].position) == {VILLAGE: [], OTHER_VILLAGE: []}
    with office.reading() as connection:
        assert len(postings.statements(connection, log[-1].position)) >= 4
        assert postings.statements(connection, log[0].position) == []


@pytest.fixture
def falsified(admin_url):
    """Return an office in which one payment says more, on both sides alike, and where it is."""
    log = money_lives(7, (VILLAGE, OTHER_VILLAGE))
    first = next(place for place, one in enumerate(log) if isinstance(one.event, OrderPaid))
    payment = log[first].event.payment_id
    halves = [place for place, one in enumerate(log) if _is_half_of(payment, one.event)]
    assert len(halves) == 2
    for place in halves:
        event = log[place].event
        more = event.model_copy(update={"amount_rupiah": event.amount_rupiah + 500_000})
        log[place] = replace(log[place], event=more)
    with fresh_store(admin_url) as store:
        office = Office(store)
        office.tell(log)
        office.project()
        yield office, log[first], log[-1].position


def _is_half_of(payment, event):
    return isinstance(event, OrderPaid | PaidOut) and event.payment_id == payment


def test_a_payment_falsified_on_both_sides_alike_is_found_to_the_line(falsified):
    office, paid, last = falsified
    with office.reading() as connection:
        balances = postings.trial_balance(connection, last)
    found = differences(office, last)
    [village] = (code for code, each in found.items() if each)
    [difference] = found[village]

    assert sum(each.balance_rupiah for each in balances) == 0
    assert (difference.kind, difference.amount_rupiah) == ("amount", 500_000)
    assert difference.movement.position == paid.position
    assert difference.line.reference == paid.event.sp2d
    assert len(found) == 2


def test_it_is_found_only_once_the_bank_has_spoken(falsified):
    office, paid, _ = falsified

    assert set(map(len, differences(office, paid.position).values())) <= {0}
