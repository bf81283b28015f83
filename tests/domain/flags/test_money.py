"""R2, R3, R5 to R11, R18 and R19 ask where money and goods went."""

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
    sha,
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


@pytest.mark.parametrize(
    ("price", "asks"), [(2_000_000, 1), (1_500_000, 1), (1_000_100, 0), (900_000, 0)]
)
def test_r6_asks_at_the_end_of_a_quarter_what_was_far_dearer(log, price, asks):
    for number in range(10):
        purchase(log, lines=(("goat", 1, MILLION + 100 * (number % 5)),))
    purchase(log, lines=(("goat", 1, price),))
    assert log.asked("R6") == []

    goes_by(log, 60)

    assert len(log.asked("R6")) == asks


def test_r6_asks_about_a_price_that_was_marked_when_it_was_stored(log):
    purchase(log, warnings=("F10",))

    assert [hit.rupiah for hit in log.asked("R6")] == [10 * MILLION]


@pytest.mark.parametrize(
    ("sums", "apart", "asks"),
    [
        ((30, 30), 1, 1),
        ((20, 20, 20), 3, 1),
        ((49, 49), 7, 1),
        ((25, 25), 1, 0),
        ((30, 30), 8, 0),
        ((60, 30), 1, 0),
    ],
)
def test_r7_asks_about_a_purchase_in_pieces(log, sums, apart, asks):
    supplier = uuid4()
    for number, millions in enumerate(sums):
        at = MONDAY + number * apart * DAY
        purchase(log, lines=(("goat", millions, MILLION),), supplier_id=supplier, at=at)

    assert len(log.asked("R7")) == asks


def test_r7_asks_nothing_of_two_suppliers(log):
    for _ in range(2):
        purchase(log, lines=(("goat", 30, MILLION),))

    assert log.asked("R7") == []


@pytest.mark.parametrize(
    ("alike", "count", "asks"), [(7, 20, 1), (20, 20, 1), (6, 20, 0), (19, 19, 0)]
)
def test_r8_asks_about_sums_that_are_the_same(log, alike, count, asks):
    for number in range(count):
        price = 1_234_567 if number < alike else 1_000_001 + number
        purchase(log, lines=(("goat", 1, price),), at=MONDAY)

    assert len(log.asked("R8")) == asks


@pytest.mark.parametrize(("even", "asks"), [(11, 1), (20, 1), (10, 0)])
def test_r8_asks_about_round_sums(log, even, asks):
    for number in range(20):
        price = (number + 1) * MILLION if number < even else MILLION + number
        purchase(log, lines=(("goat", 1, price),))

    assert len([hit for hit in log.asked("R8") if hit.subject.startswith("round")]) == asks


@pytest.mark.parametrize(("own", "asks"), [(6, 1), (8, 1), (5, 1), (4, 0)])
def test_r9_asks_about_a_supplier_of_most_of_a_village(log, own, asks):
    supplier = uuid4()
    for number in range(8):
        price = MILLION + 7 * number
        who = supplier if number < own else uuid4()
        purchase(log, lines=(("goat", 1, price),), supplier_id=who)

    assert len([hit for hit in log.asked("R9") if hit.subject.startswith("share")]) == asks


@pytest.mark.parametrize(("numbers", "asks"), [((7, 8, 9), 1), ((7, 8, 10), 0), ((7, 8), 0)])
def test_r9_asks_about_invoices_in_a_row(log, numbers, asks):
    supplier = uuid4()
    for number in numbers:
        purchase(log, supplier_id=supplier, invoice=f"INV {number}")

    assert len([hit for hit in log.asked("R9") if hit.subject.startswith("row")]) == asks


@pytest.mark.parametrize(("millions", "asks"), [(21, 1), (20, 0)])
def test_r9_asks_about_a_large_first_invoice(log, millions, asks):
    purchase(log, lines=(("goat", millions, MILLION),))

    assert len(log.asked("R9")) == asks


def test_r9_asks_about_one_paper_for_two_things_and_not_for_one(log, home, other_home):
    transfer, used = asset(log, home), sha()
    paper(log, home, transfer, sha256=used)
    paper(log, home, transfer, sha256=used)
    assert log.asked("R9") == []

    paper(log, other_home, asset(log, other_home), sha256=used)

    assert len(log.asked("R9")) == 1


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
    stream = purchase(log, tax_rupiah=100_000)
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
