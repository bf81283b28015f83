"""What is handed over to a household: only what was approved, by a third person, to who may."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.household.commands.money import PaySupport, TransferAsset, TransferCash
from domain.household.events.assessment import HouseholdExited, ParticipationSuspended
from domain.household.events.money import (
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
    GrantCancelled,
)
from domain.household.events.people import MemberDied, MemberLeft
from tests.domain.household.cases import HEAD, SPOUSE, member
from tests.domain.household.families import ACTIVE, NEED_IDENTIFIED, PLAN_AGREED
from tests.domain.household.moneys import (
    ACCOUNT,
    APPROVER,
    ASSET,
    CASH,
    CASH_GRANTED,
    ENVELOPE,
    GIVEN,
    GRANT,
    GRANTED,
    ORDER,
    ORDER_APPROVER,
    ORDER_PROPOSER,
    OTHER_GRANT,
    PAID_ON,
    PAYER,
    PLANNED,
    PROPOSER,
    SENT,
    order,
)
from tests.domain.household.test_rights import MADE
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import MENTOR, NOW, OTHER_HOUSEHOLD_ID, given

READY = (*PLANNED, *GRANTED)
CASH_READY = (*PLANNED, *CASH_GRANTED)
GIVE, SEND = TransferAsset(**ASSET), TransferCash(**CASH)
CASH_ORDER = order("cash", OTHER_GRANT, 2_000_000)
MONTH = {
    "transfer_id": UUID(int=0x300),
    "order_id": ORDER,
    "recipient_id": HEAD,
    "amount_rupiah": 400_000,
    "month_on": date(2026, 6, 1),
    "account_id": ACCOUNT,
    "reference": "BANK-2",
}
SUPPORT_ORDER = order("support", None, 400_000)


def give(history=READY, *, by=PAYER, the_order=None, **changes):
    command = TransferAsset(**ASSET | changes)
    return given(*history).when(command, by=by, order=the_order or order())


def send(history=CASH_READY, *, by=PAYER, the_order=CASH_ORDER, **changes):
    return given(*history).when(TransferCash(**CASH | changes), by=by, order=the_order)


def pay(history=CASH_READY, *, by=PAYER, the_order=SUPPORT_ORDER, **changes):
    return given(*history).when(PaySupport(**MONTH | changes), by=by, order=the_order)


def test_goods_of_an_approved_grant_are_handed_over_once():
    after = give().then(GIVEN)

    after.when(GIVE, by=PAYER, order=order()).then_nothing()
    assert after.state.money.remainder(GRANT) == 0
    assert given(*READY, stream=OTHER_HOUSEHOLD_ID).state.money.transfers == {}


def test_money_goes_to_the_verified_account_tranche_by_tranche():
    after = send().then(SENT)

    after.when(SEND, by=PAYER, order=CASH_ORDER).then_nothing()
    assert after.state.money.remainder(OTHER_GRANT) == 1_000_000


def test_nothing_is_handed_over_without_an_approved_grant():
    give(PLANNED).then_refused("F3", "approval")
    give((*PLANNED, GRANTED[0])).then_refused("F3", "approval")
    cancelled = GrantCancelled(grant_id=GRANT, reason="not_suitable", released_rupiah=4_000_000)
    give((*READY, cancelled)).then_refused("F3", "approval")


def test_nothing_is_handed_over_beyond_the_approved_sum():
    give(amount_rupiah=4_000_001).then_refused("F3", "remainder")
    give(amount_rupiah=0).then_refused("F1", "amount")
    send((*CASH_READY, SENT), transfer_id=UUID(int=1), amount_rupiah=1_000_001).then_refused(
        "F3", "remainder"
    )


def test_nothing_is_handed_over_before_the_plan():
    give((*ACTIVE, *GRANTED)).then_refused("F3", "plan")


def test_a_suspended_household_and_one_that_left_get_nothing():
    suspended = ParticipationSuspended(
        suspension_id=UUID(int=5), reason="away", until_on=date(2026, 8, 1)
    )
    give((*READY, suspended)).then_refused("F3", "suspended")
    left = HouseholdExited(
        exit_id=UUID(int=6), reason="wish", last_contact_on=date(2026, 6, 1), person_id=HEAD
    )
    give((*READY, left)).then_refused("F3", "status")


def test_the_dead_and_those_who_left_receive_nothing():
    died = MemberDied(person_id=SPOUSE, died_on=date(2026, 6, 1))
    family = (*READY, member(SPOUSE))
    give((*family, died), recipient_id=SPOUSE).then_refused("F3", "deceased")
    gone = MemberLeft(person_id=SPOUSE, reason="work")
    give((*family, gone), recipient_id=SPOUSE).then_refused("F3", "recipient")
    give(recipient_id=UUID(int=99)).then_refused("F3", "recipient")
    give(family, recipient_id=SPOUSE).then(
        AssetTransferred(
            **ASSET | {"recipient_id": SPOUSE},
            envelope_id=ENVELOPE,
            kind="goats_given",
            pillar="livelihood",
            tranche=1,
        )
    )


def test_money_goes_to_no_account_but_the_households_own_verified_one():
    send(account_id=UUID(int=77)).then_refused("F3", "account")
    send((*PLANNED, *CASH_GRANTED[:-1])).then_refused("F3", "unverified")
    pay(account_id=UUID(int=77)).then_refused("F3", "account")


@pytest.mark.parametrize("who", [PROPOSER, APPROVER, ORDER_PROPOSER, ORDER_APPROVER])
def test_nobody_pays_what_they_proposed_or_approved(who):
    give(by=who).then_refused("F4", "same")


def test_a_mentor_never_pays():
    give(by=MENTOR).then_refused("F4", "mentor")
    as_mentor = given(*READY).when(GIVE, by=PAYER, role="mentor", order=order())
    as_mentor.then_refused("F4", "mentor")


def test_an_order_must_foresee_it():
    given(*READY).when(GIVE, by=PAYER).then_refused("F3", "order")
    give(the_order=order(approved_by=None)).then_refused("F3", "order")
    give(the_order=order(ended="cancelled")).then_refused("F3", "order")
    give(the_order=order(grant=OTHER_GRANT)).then_refused("F3", "line")
    give(the_order=order(amount=3_999_999)).then_refused("F3", "line")
    send(the_order=order("cash", OTHER_GRANT, 2_000_000, payments={})).then_refused("F3", "unpaid")


def test_an_order_of_another_village_or_envelope_is_not_used():
    elsewhere = order()
    wanted = elsewhere.wanted
    give(the_order=order(wanted=replaced(wanted, village_code=OTHER_VILLAGE))).then_refused(
        "F1", "elsewhere"
    )
    give(the_order=order(wanted=replaced(wanted, envelope_id=UUID(int=3)))).then_refused(
        "F1", "envelope"
    )


def replaced(wanted, **changes):
    fields = {name: getattr(wanted, name) for name in type(wanted).__dataclass_fields__}
    return type(wanted)(**fields | changes)


def test_goods_are_no_money_and_money_no_goods():
    give(CASH_READY, grant_id=OTHER_GRANT).then_refused("F1", "kind")
    send(READY, grant_id=GRANT).then_refused("F1", "kind")


def test_a_livelihood_beside_a_need_that_nobody_was_asked_for_is_a_warning():
    [transferred] = give((*READY, NEED_IDENTIFIED)).events()
    assert transferred.warnings == ("P3",)

    [referred] = give((*READY, NEED_IDENTIFIED, MADE)).events()
    assert referred.warnings == ()


def test_cash_that_stayed_in_hand_too_long_is_a_warning():
    [in_time] = send().events()
    assert in_time.warnings == ()

    later = NOW + timedelta(days=14)
    command = TransferCash(**CASH | {"occurred_at": later})
    asked = given(*CASH_READY).when(command, by=PAYER, order=CASH_ORDER, now=later)
    [late] = asked.events()
    assert date(2026, 6, 10) == PAID_ON
    assert late.warnings == ("F8b",)


def test_what_comes_late_on_record_is_a_warning():
    [late] = give(occurred_at=NOW - timedelta(days=8)).events()

    assert late.warnings == ("V1b",)


def test_support_is_paid_once_a_month_within_its_ceiling():
    paid = ConsumptionSupportPaid(
        **MONTH, envelope_id=ENVELOPE, kind="stipend", pillar="protection"
    )
    after = pay().then(paid)

    after.when(PaySupport(**MONTH), by=PAYER, order=SUPPORT_ORDER).then_nothing()
    again = PaySupport(**MONTH | {"transfer_id": UUID(int=8)})
    twice = order("support", None, 900_000)
    after.when(again, by=PAYER, order=twice).then_refused("F3", "month")
    pay(the_order=order("support", None, 900_000), amount_rupiah=500_001).then_refused(
        "F2", "kind"
    )
    pay(the_order=order("goods", None, 900_000)).then_refused("F1", "kind")


def test_a_second_tranche_waits_for_receipt_and_papers_of_the_first():
    second = {"transfer_id": UUID(int=9)}

    send((*CASH_READY, SENT), **second).then_refused("F6", "evidence")


def test_a_grant_has_as_many_tranches_as_were_approved():
    half = AssetTransferred(
        **ASSET | {"amount_rupiah": 1_000_000},
        envelope_id=ENVELOPE,
        kind="goats_given",
        pillar="livelihood",
        tranche=1,
    )
    give((*READY, half), transfer_id=UUID(int=9), amount_rupiah=1_000_000).then_refused(
        "F6", "tranches"
    )


def test_a_transfer_says_from_which_envelope_for_which_kind():
    [sent] = send().events()

    assert isinstance(sent, CashTransferred)
    assert (sent.envelope_id, sent.kind, sent.tranche) == (ENVELOPE, "capital", 1)
    assert PLAN_AGREED.livelihoods
