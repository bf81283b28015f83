"""R2, R3, R5, R10, R11, R18 and R19 ask where money and goods went."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.household.events.assessment import HouseholdExited
from domain.household.events.people import MemberDied
from domain.village_account.events import FundsReceived, PaidOut, StatementImported
from tests.domain.flags.moneys import (
    MILLION,
    SHA,
    asset,
    cash,
    confirmed,
    delivery,
    goes_by,
    inspection,
    order,
    paid,
    paper,
    purchase,
    receipt,
    remitted,
)
from tests.domain.flags.telling import DAY, MONDAY, VILLAGE


@pytest.mark.parametrize(("days", "told_later"), [(1, False), (1, True), (20, True)])
def test_r2_asks_who_got_what_was_given_to_the_dead(log, days, told_later):
    person = uuid4()
    home = log.household(head=person)
    died = MemberDied(person_id=person, died_on=MONDAY.date())
    if not told_later:
        log.tell(died, home, at=MONDAY)
    cash(log, home, at=MONDAY + days * DAY, recipient=person)
    if told_later:
        log.tell(died, home, at=MONDAY + (days + 1) * DAY)

    [hit] = log.asked("R2")
    assert (hit.rupiah, hit.household) == (MILLION, str(home))


@pytest.mark.parametrize("days", [0, -1, -30])
def test_r2_asks_nothing_about_what_was_given_before_a_death(log, days):
    person = uuid4()
    home = log.household(head=person)
    cash(log, home, at=MONDAY + days * DAY, recipient=person)
    log.tell(MemberDied(person_id=person, died_on=MONDAY.date()), home, at=MONDAY + DAY)

    assert log.asked("R2") == []


@pytest.mark.parametrize(
    ("reason", "days", "asks"), [("moved", 1, 1), ("wish", 1, 0), ("moved", 0, 0)]
)
def test_r2_asks_about_what_was_given_after_a_family_moved_away(log, home, reason, days, asks):
    last = MONDAY.date()
    gone = HouseholdExited(exit_id=uuid4(), person_id=uuid4(), reason=reason, last_contact_on=last)
    log.tell(gone, home, at=MONDAY)
    cash(log, home, at=MONDAY + days * DAY)

    assert len(log.asked("R2")) == asks


@pytest.mark.parametrize(
    ("decile", "eligible", "asks"),
    [(3, True, 1), (10, True, 1), (1, False, 1), (1, True, 0), (2, True, 0), (None, True, 0)],
)
def test_r3_asks_on_which_ground_a_family_got_help(log, decile, eligible, asks):
    home = log.household(decile=decile, eligible=eligible)
    cash(log, home)

    assert len(log.asked("R3")) == asks


@pytest.mark.parametrize(
    ("received", "asks"), [(MILLION - 1, 1), (0, 1), (2 * MILLION, 1), (MILLION, 0)]
)
def test_r5_asks_about_a_receipt_over_another_sum(log, home, received, asks):
    transfer = asset(log, home)
    receipt(log, home, transfer, rupiah=received)

    assert len(log.asked("R5")) == asks


@pytest.mark.parametrize(
    ("total", "asks"), [(9 * MILLION, 1), (10 * MILLION, 0), (11 * MILLION, 0)]
)
def test_r5_asks_about_invoices_above_their_order(log, total, asks):
    purchase(log, order_id=order(log, total))

    assert len(log.asked("R5")) == asks


@pytest.mark.parametrize(
    ("arrived", "handed", "asks"), [(10, 10, 0), (9, 9, 1), (10, 9, 1), (0, 0, 1)]
)
def test_r5_asks_at_the_account_of_an_order_where_the_rest_went(log, home, arrived, handed, asks):
    stream = order(log)
    bought = purchase(log, order_id=stream)
    if arrived:
        delivery(log, bought, arrived)
    if handed:
        asset(log, home, quantity=handed, purchase_id=bought)
    confirmed(log, stream)

    assert len(log.asked("R5")) == asks


@pytest.mark.parametrize("days", [15, 30, 90])
def test_r10_asks_for_a_receipt_that_does_not_come(log, home, days):
    asset(log, home)
    goes_by(log, days)

    assert [hit.values for hit in log.asked("R10")] == [{"missing": "receipt"}]


@pytest.mark.parametrize("days", [0, 5, 13])
def test_r10_asks_nothing_where_the_receipt_comes_in_time(log, home, days):
    transfer = asset(log, home)
    receipt(log, home, transfer, at=MONDAY + days * DAY)
    goes_by(log, 60)

    assert log.asked("R10") == []


def test_r10_is_settled_by_a_late_receipt_and_a_late_photograph(log, home):
    transfer = asset(log, home, photo_sha256s=())
    goes_by(log, 20)
    assert {hit.values["missing"] for hit in log.asked("R10")} == {"receipt", "photo"}

    receipt(log, home, transfer, at=MONDAY + 21 * DAY)
    assert {hit.values["missing"] for hit in log.asked("R10")} == {"photo"}

    paper(log, home, transfer, at=MONDAY + 22 * DAY)
    assert log.asked("R10") == []


@pytest.mark.parametrize(("days", "asks"), [(15, 1), (60, 1), (14, 0), (0, 0)])
def test_r11_asks_about_money_recorded_weeks_later(log, home, days, asks):
    cash(log, home, later=timedelta(days=days))

    assert len(log.asked("R11")) == asks


@pytest.mark.parametrize(
    ("looks", "asks"),
    [
        (("absent", "dead"), 1),
        (("dead", "dead"), 1),
        (("absent",), 0),
        (("absent", "good", "absent"), 0),
    ],
)
def test_r18_asks_about_an_asset_that_is_not_there_twice(log, home, looks, asks):
    transfer = asset(log, home)
    for number, condition in enumerate(looks):
        at = MONDAY + number * DAY
        inspection(log, home, transfer, condition=condition, at=at)

    assert len(log.asked("R18")) == asks


@pytest.mark.parametrize(("days", "asks"), [(32, 1), (90, 1), (30, 0)])
def test_r19_asks_about_an_advance_that_is_not_accounted_for(log, days, asks):
    paid(log, order(log))
    goes_by(log, days)

    assert len(log.asked("R19")) == asks


def test_r19_asks_nothing_once_an_advance_is_accounted_for(log):
    stream = order(log)
    paid(log, stream)
    goes_by(log, 40)
    assert len(log.asked("R19")) == 1

    confirmed(log, stream, at=MONDAY + 41 * DAY)

    assert log.asked("R19") == []


@pytest.mark.parametrize(("remits", "asks"), [(0, 1), (99_999, 1), (100_000, 0)])
def test_r19_asks_for_tax_that_was_not_passed_on(log, remits, asks):
    stream = purchase(log)
    paid(log, order(log), method="supplier", tax=(100_000, stream))
    if remits:
        remitted(log, stream, remits)
    goes_by(log, 40)

    assert len(log.asked("R19")) == asks


@pytest.mark.parametrize(("bank", "asks"), [(60, 0), (59, 1), (100, 1), (0, 1)])
def test_r19_asks_where_the_bank_says_otherwise(log, bank, asks):
    account, day = uuid4(), MONDAY.date()
    received = FundsReceived(
        tranche_id=uuid4(), envelope_id=uuid4(), number=1, amount_rupiah=100, sp2d="S 1",
        received_on=day, document_sha256=SHA, fund_source="apbd", report_due_on=day,
    )  # fmt: skip
    out = PaidOut(
        payment_id=uuid4(), kind="order", source_id=uuid4(), village_code=VILLAGE,
        amount_rupiah=40, paid_on=day, reference="BKU 1",
    )  # fmt: skip
    statement = StatementImported(
        statement_id=uuid4(), from_on=day, until_on=day, opening_rupiah=0, closing_rupiah=bank,
        lines=(), document_sha256=SHA,
    )  # fmt: skip
    for fact in (received, out, statement):
        log.tell(fact, account, at=MONDAY)
    goes_by(log, 20)

    assert len(log.asked("R19")) == asks
