"""The money of a simulated programme adds up, and went through the hands of four people."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.events import OrderProposed
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.events import EnvelopeOpened
from domain.household.events.assets import FindingOpened, ReceiptAcknowledged
from domain.household.events.entry import HouseholdEnrolled
from domain.household.events.money import (
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
    GrantApproved,
)
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.events import AccountOpened, PaidOut

TRANSFERS = (AssetTransferred, CashTransferred, ConsumptionSupportPaid)
LATE = timedelta(days=14)


def streams(play, kind):
    return {line.originator_id for line in play.said(kind)}


def test_every_family_gets_support_and_most_get_a_grant(play):
    enrolled = len(play.said(HouseholdEnrolled))
    paid = Counter(line.originator_id for line in play.said(ConsumptionSupportPaid))

    assert 5 <= sum(paid.values()) / enrolled <= 6
    assert max(paid.values()) == 6
    assert 0.8 * enrolled <= len(play.said(GrantApproved)) <= 1.6 * enrolled


def test_no_envelope_gives_more_than_it_holds(play):
    envelopes = [play.state(each, FUND_ENVELOPE) for each in streams(play, EnvelopeOpened)]

    assert all(0 <= each.free_rupiah < each.ceiling_rupiah for each in envelopes)
    for envelope in envelopes:
        for code, line in envelope.lines.items():
            assert envelope.used_of(code) <= line.amount_rupiah


def test_the_bank_says_what_the_books_say(play):
    for stream in streams(play, AccountOpened):
        account = play.state(stream, VILLAGE_ACCOUNT)
        assert account.last_statement().closing_rupiah == account.balance_rupiah >= 0
        assert account.handlers.isdisjoint(
            line.origin.actor_id
            for line in play.log
            if line.originator_id == stream and line.event.name.endswith("statement-imported.v1")
        )


def test_what_left_the_account_reached_families_suppliers_or_the_state(play):
    handed = Counter()
    for line in play.said(*TRANSFERS):
        handed[line.event.order_id] += line.event.amount_rupiah
    for stream in streams(play, OrderProposed):
        order = play.state(stream, DISBURSEMENT_ORDER)
        back = sum(share.amount_rupiah for each in order.returned.values() for share in each.lines)
        assert handed[stream] <= order.paid_rupiah
        if order.wanted.kind in {"cash", "support"}:
            assert handed[stream] == order.paid_rupiah - back
    assert play.said(PaidOut)


def test_four_people_stand_behind_every_order_and_every_grant(play):
    for stream in streams(play, OrderProposed):
        order = play.state(stream, DISBURSEMENT_ORDER)
        people = [order.proposed_by, order.approved_by, *order.payers, order.confirmed_by]
        known = [each for each in people if each is not None]
        assert len(set(known)) == len(known)
    for stream in streams(play, GrantApproved):
        money = play.state(stream).money
        for transfer in money.transfers.values():
            grant = money.grants.get(transfer.grant_id)
            if grant is not None:
                three = {grant.proposed_by, grant.approved_by, transfer.paid_by}
                assert len(three) == 3


def test_a_late_receipt_is_late_and_the_others_are_not(play):
    given = {line.event.transfer_id: line for line in play.said(AssetTransferred, CashTransferred)}
    late = {
        str(line.event.transfer_id)
        for line in play.said(ReceiptAcknowledged)
        if line.occurred_at - given[line.event.transfer_id].occurred_at > LATE
    }

    assert late == {
        each["transfer"] for each in play.world.truth if each["kind"] == "late_receipt"
    }


def test_goods_without_approval_changed_no_balance_and_opened_a_finding_that_was_closed(play):
    planted = [each for each in play.world.truth if each["kind"] == "unapproved_transfer"]
    streams = {each["stream"] for each in planted}
    opened = [line for line in play.said(FindingOpened) if str(line.originator_id) in streams]

    assert {str(line.originator_id) for line in opened} == streams
    for line in opened:
        audit = play.state(line.event.engagement_id, AUDIT_ENGAGEMENT)
        finding = audit.findings[line.event.finding_id]
        assert finding.closed_by not in {None, *finding.auditees}
    for each in planted:
        assert not play.state(UUID(each["stream"])).money.findings
