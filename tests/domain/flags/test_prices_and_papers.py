"""R6 to R9 ask about prices, pieces, sums, suppliers and papers."""

from uuid import uuid4

import pytest

from tests.domain.flags.moneys import (
    MILLION,
    asset,
    goes_by,
    paper,
    purchase,
    sha,
)
from tests.domain.flags.telling import DAY, MONDAY


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
