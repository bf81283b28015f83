"""What became of the money of a village adds up at every level, and to what the books say."""

from datetime import date
from itertools import takewhile
from random import Random
from uuid import uuid4

import pytest

from adapters.web.funds.figures import level_rows
from domain.accounting.accounts import ADVANCES, BANK, GOODS, TAXES
from projections import fund_trail, postings
from projections.fund_figures import funds
from projections.fund_sources import of_fund
from tests.accounts.conftest import VILLAGES


def positions(log):
    rng = Random(19)  # noqa: S311 (chooses positions, keeps no secret)
    return sorted({-1, len(log) - 1, *(rng.randrange(len(log)) for _ in range(98))})


def balance(connection, position, village):
    found = postings.trial_balance(connection, position, [village])
    return {each.account: each.balance_rupiah for each in found}


LEVELS = ("village", "fund", "kind", "line", "order")
SUMS = ("paid", "with_receipt", "without_receipt", "unspent", "unexplained")


def check_levels(rows):
    """Every row is the sum of the rows one level below it, up to the next row of its own level."""
    for place, row in enumerate(rows):
        depth = LEVELS.index(row["level"])
        deeper = set(LEVELS[depth + 1 :])
        below = takewhile(lambda each, of=deeper: each["level"] in of, rows[place + 1 :])
        parts = [each for each in below if each["level"] == LEVELS[min(depth + 1, 4)]]
        if row["level"] != "order" and (parts or row["paid_rupiah"]):
            for name in SUMS:
                assert row[f"{name}_rupiah"] == sum(each[f"{name}_rupiah"] for each in parts)


def test_a_level_that_does_not_add_up_is_noticed():
    whole = {f"{name}_rupiah": 5 for name in SUMS} | {"level": "kind"}
    with pytest.raises(AssertionError):
        check_levels([whole, whole | {"level": "line", "paid_rupiah": 4}])


def test_at_every_level_the_parts_add_up_to_the_whole_and_to_the_books(office, log):
    with office.reading() as connection:
        for position in positions(log):
            for village in VILLAGES:
                found = funds(fund_trail.of_village(connection, village, position))
                books = balance(connection, position, village)
                paid = found.total("paid_rupiah")
                parts = ("with_receipt", "without_receipt", "unspent_rupiah", "unexplained_rupiah")

                assert paid == sum(map(found.total, parts))
                check_levels(list(level_rows(village, found)))
                assert found.free_rupiah == books.get(BANK, 0) + books.get(TAXES, 0)
                held = books.get(ADVANCES, 0) + books.get(GOODS, 0)
                assert found.total("unexplained_rupiah") == held
                check_funds(found)


def check_funds(found):
    """What each fund is by itself adds up to the money of the village, but for what has none."""
    codes = {fund.code for fund in found.sources.values()}
    apart = [funds(of_fund(found.steps, code)) for code in sorted(codes)]
    for name in ("allocated_rupiah", "disbursed_rupiah", "reversed_rupiah"):
        assert getattr(found, name) == sum(getattr(each, name) for each in apart)
    for name in ("paid_rupiah", "with_receipt", "without_receipt", "unexplained_rupiah"):
        assert found.total(name) == sum(each.total(name) for each in apart)
    free = sum(each.free_rupiah for each in apart)
    assert found.free_rupiah - found.repaid_rupiah == free
    for code, each in zip(sorted(codes), apart, strict=True):
        rows = list(level_rows("99", each))
        check_levels(rows)
        assert {row["name"] for row in rows if row["level"] == "fund"} <= {code}


def test_a_receipt_moves_money_from_without_to_with_and_changes_no_sum(office, log):
    with office.reading() as connection:
        for village in VILLAGES:
            steps = fund_trail.of_village(connection, village, len(log) - 1)
            receipt = next(each for each in steps if each.step == "acknowledged")
            at = receipt.position
            before = funds(fund_trail.of_village(connection, village, at - 1))
            after = funds(fund_trail.of_village(connection, village, at))
            rupiah = receipt.amount_rupiah

            assert after.total("with_receipt") - before.total("with_receipt") == rupiah
            assert before.total("without_receipt") - after.total("without_receipt") == rupiah
            assert after.total("paid_rupiah") == before.total("paid_rupiah")


def test_the_way_of_one_transfer_goes_from_the_envelope_to_the_later_look(office, log):
    with office.reading() as connection:
        steps = fund_trail.of_village(connection, VILLAGES[0], len(log) - 1)
        seen = next(each for each in steps if each.step == "seen")
        way = fund_trail.of_transfer(connection, seen.transfer_id, len(log) - 1)
        earlier = fund_trail.of_transfer(connection, seen.transfer_id, seen.position - 1)

    told = [each.step for each in way]
    for step in ("opened", "received", "proposed", "approved", "paid", "invoiced", "given"):
        assert step in told
    assert told.index("given") < told.index("acknowledged") < told.index("seen")
    assert "seen" not in [each.step for each in earlier]
    assert {each.order_id for each in way if each.order_id} == {seen.order_id}
    assert {each.transfer_id for each in way if each.transfer_id} == {seen.transfer_id}


def test_an_order_stands_under_the_budget_line_from_which_it_was_drawn():
    order, plain = uuid4(), uuid4()
    steps = [
        _step("proposed", order, flags=["cash"]),
        _step("drawn", order, code="usaha-1"),
        _step("proposed", plain, flags=["cash"]),
    ]
    found = funds(steps)

    assert {o.order_id: o.budget_line for o in found.orders.values()} == {
        order: "usaha-1",
        plain: "",
    }
    assert [row["name"] for row in level_rows("99", found) if row["level"] == "line"] == [
        "usaha-1",
        "",
    ]


def _step(name, order, code="", flags=()):
    where = (None, order, None, None, None, None)
    told = (name, "99", date(2026, 5, 1), 0, None, code, "", list(flags), *where)
    return fund_trail.Step(*told, uuid4(), 1)
