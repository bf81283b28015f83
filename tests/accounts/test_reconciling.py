"""Books and bank are compared line by line: what is left over is named with its day and sum."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.accounting.reconciling import BankLine, Movement, compare

DAY = date(2026, 6, 10)
END = date(2026, 6, 30)


def moved(rupiah, reference="SP2D-1", days=0, position=7):
    return Movement(position, DAY + timedelta(days=days), rupiah, reference)


def printed(rupiah, reference="SP2D-1", days=0, line=1):
    return BankLine(99, DAY + timedelta(days=days), rupiah, reference, UUID(int=line))


def test_the_same_sum_under_the_same_number_is_the_same_thing_even_weeks_later():
    found = compare([printed(-5_000, days=18)], [moved(-5_000)], END)

    assert found.differences == []
    assert found.booked_on == {7: DAY + timedelta(days=18)}


def test_another_sum_under_the_same_number_is_named_with_both():
    line, movement = printed(-5_500), moved(-5_000)

    [found] = compare([line], [movement], END).differences

    assert (found.kind, found.line, found.movement) == ("amount", line, movement)
    assert found.amount_rupiah == -500


def test_a_line_without_our_number_is_known_by_its_sum_if_it_is_near():
    near, far = printed(-5_000, "TRX9", days=5), printed(-5_000, "TRX9", days=6)

    assert compare([near], [moved(-5_000)], END).differences == []
    kinds = [each.kind for each in compare([far], [moved(-5_000)], END).differences]
    assert kinds == ["only_books", "only_bank"]


def test_what_only_one_side_knows_is_told_to_the_line():
    fee = printed(-10_000, "", line=2)
    found = compare([printed(-5_000), fee], [moved(-5_000), moved(-7_000, "X", position=8)], END)

    assert [(each.kind, each.amount_rupiah) for each in found.differences] == [
        ("only_books", 7_000),
        ("only_bank", -10_000),
    ]
    assert found.differences[1].line is fee


def test_two_alike_are_two():
    found = compare([printed(-5_000)], [moved(-5_000), moved(-5_000, position=8)], END)

    assert [(each.kind, each.movement.position) for each in found.differences] == [
        ("only_books", 8)
    ]


@pytest.mark.parametrize(("days", "different"), [(15, 1), (16, 0), (21, 0)])
def test_what_no_statement_has_reached_yet_is_no_difference(days, different):
    assert len(compare([], [moved(-5_000, days=days)], END).differences) == different


def test_what_left_in_the_last_days_is_expected_on_the_next_statement():
    found = compare([], [moved(-5_000, days=20)], END)

    assert found.in_transit == {7: END + timedelta(days=1)}


def test_without_any_statement_nothing_differs_and_nothing_is_known():
    assert compare([], [moved(-5_000)], None) == ({}, {}, [])
