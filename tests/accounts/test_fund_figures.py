"""What became of the money of a village adds up at every level, and to what the books say."""

from random import Random

from domain.accounting.accounts import ADVANCES, BANK, GOODS, TAXES
from projections import fund_trail, postings
from projections.fund_figures import funds
from tests.accounts.conftest import VILLAGES


def positions(log):
    rng = Random(19)  # noqa: S311 (chooses positions, keeps no secret)
    return sorted({-1, len(log) - 1, *(rng.randrange(len(log)) for _ in range(50))})


def balance(connection, position, village):
    found = postings.trial_balance(connection, position, [village])
    return {each.account: each.balance_rupiah for each in found}


def test_at_every_level_the_parts_add_up_to_the_whole_and_to_the_books(office, log):
    with office.reading() as connection:
        for position in positions(log):
            for village in VILLAGES:
                found = funds(fund_trail.of_village(connection, village, position))
                books = balance(connection, position, village)
                paid = found.total("paid_rupiah")
                parts = ("with_receipt", "without_receipt", "unspent_rupiah", "unexplained_rupiah")

                assert paid == sum(map(found.total, parts))
                kinds = [order for orders in found.by_kind().values() for order in orders]
                assert sum(order.paid_rupiah for order in kinds) == paid
                assert found.free_rupiah == books.get(BANK, 0) + books.get(TAXES, 0)
                held = books.get(ADVANCES, 0) + books.get(GOODS, 0)
                assert found.total("unexplained_rupiah") == held


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
