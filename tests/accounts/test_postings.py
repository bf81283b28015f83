"""The books balance at every position, and say what the streams of money say."""

from collections import Counter, defaultdict
from random import Random

from domain.accounting.accounts import ADVANCES, BANK, GOODS, TAXES, help_given
from domain.disbursement_order.events import OrderPaid
from domain.household.events.money import AssetTransferred
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.events import PaidIn, PaidOut
from projections import postings
from tests.accounts.conftest import VILLAGES
from tests.projections.families import VILLAGE

# Their other half stands one position before, in the same command.
SECOND_HALVES = (PaidOut, PaidIn)


def balances(connection, position, villages=None):
    found = postings.trial_balance(connection, position, villages)
    return {(each.village_code, each.account): each.balance_rupiah for each in found}


def positions(log, count):
    rng = Random(11)  # noqa: S311 (chooses positions, keeps no secret)
    return sorted({0, len(log) - 1, *(rng.randrange(len(log)) for _ in range(count))})


def test_at_a_hundred_positions_every_level_adds_up_to_the_same_rupiah(office, log):
    with office.reading() as connection:
        legs = [leg for entry in postings.entries(connection, log[-1].position) for leg in entry]
        for position in positions(log, 100):
            whole = postings.trial_balance(connection, position)
            told = [leg for leg in legs if leg.position <= position]
            by_village = [
                each
                for village in VILLAGES
                for each in postings.trial_balance(connection, position, [village])
            ]

            assert sum(each.balance_rupiah for each in whole) == 0
            assert by_village == whole
            summed = Counter()
            for leg in told:
                summed[leg.village_code, leg.account] += leg.amount_rupiah
            assert summed == balances(connection, position)
            for village in VILLAGES:
                assert sum(rupiah for (code, _), rupiah in summed.items() if code == village) == 0


def test_every_entry_is_balanced_and_cites_an_event_of_the_log(office, log):
    named = {one.position: one.event.name for one in log}
    with office.reading() as connection:
        entries = list(postings.entries(connection, log[-1].position))

    assert len(entries) > 100
    for entry in entries:
        assert sum(leg.amount_rupiah for leg in entry) == 0
        assert {leg.village_code for leg in entry} == {entry[0].village_code}
        assert {leg.event for leg in entry} == {named[entry[0].position]}


def test_the_bank_in_the_books_is_the_account_in_its_own_stream(office, log):
    compared = 0
    with office.reading() as connection:
        for position in positions(log, 60):
            if position + 1 < len(log) and isinstance(log[position + 1].event, SECOND_HALVES):
                continue
            histories = defaultdict(list)
            for one in log[: position + 1]:
                if one.event.name.startswith("village-account."):
                    histories[one.originator_id].append(one)
            states = [VILLAGE_ACCOUNT.replay(lines) for lines in histories.values()]
            told = balances(connection, position)

            for state in states:
                assert told.get((state.village_code, BANK), 0) == state.balance_rupiah
                compared += bool(state.balance_rupiah)
    assert compared > 50


def test_tax_that_is_kept_back_stays_in_the_bank_until_it_is_passed_on(office, log):
    paid = next(one for one in log if getattr(one.event, "withheld_rupiah", 0))
    assert isinstance(paid.event, OrderPaid)
    with office.reading() as connection:
        entries = postings.entries(connection, paid.position)
        entry = next(each for each in entries if each[0].position == paid.position)
        before = balances(connection, paid.position)
        after = balances(connection, log[-1].position)

    total, tax = paid.event.amount_rupiah, paid.event.withheld_rupiah
    assert {leg.account: leg.amount_rupiah for leg in entry} == {
        GOODS: total,
        BANK: tax - total,
        TAXES: -tax,
    }
    village = entry[0].village_code
    assert before[village, TAXES] == -tax
    assert after[village, TAXES] == 0


def test_goods_become_an_expense_of_their_pillar_when_a_household_has_them(office, log):
    given = next(one for one in log if isinstance(one.event, AssetTransferred))
    expense = help_given("livelihood", "goats_given")
    with office.reading() as connection:
        before = balances(connection, given.position - 1)
        after = balances(connection, given.position)
        [entry] = (
            each
            for each in postings.entries(connection, given.position)
            if each[0].position == given.position
        )

    village = entry[0].village_code
    rupiah = given.event.amount_rupiah
    assert after[village, expense] - before.get((village, expense), 0) == rupiah
    assert after[village, GOODS] - before[village, GOODS] == -rupiah
    assert {leg.household_id for leg in entry} == {given.originator_id}


def test_an_advance_is_open_until_it_reached_households_or_came_back(office, log):
    with office.reading() as connection:
        told = balances(connection, log[-1].position)

    for village in VILLAGES:
        assert 0 <= told[village, ADVANCES] < 60_000_000


def test_a_report_against_the_rules_posts_nothing_and_is_listed(office, log):
    with office.reading() as connection:
        found = postings.irregular_money(connection, log[-1].position)
        of_one = postings.irregular_money(connection, log[-1].position, [VILLAGE])
        posted = {
            leg.position for e in postings.entries(connection, log[-1].position) for leg in e
        }
        nothing_yet = postings.irregular_money(connection, log[0].position)

    assert {(each.village_code, each.rule) for each in found} == {(v, "F3") for v in VILLAGES}
    assert [each.village_code for each in of_one] == [VILLAGE]
    assert posted.isdisjoint(each.position for each in found)
    assert nothing_yet == []


def test_books_made_again_are_the_same_rows(office, log):
    live = office.tables()

    office.projector(page_size=5_000).rebuild("postings")

    assert office.tables() == live
    assert len(live["postings"]) > 200
    assert len(log) > 200
