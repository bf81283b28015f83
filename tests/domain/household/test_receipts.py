"""What is known after the hand-over: receipts, papers, inspections, losses, and what came back."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.assets import (
    AcknowledgeReceipt,
    AttachEvidence,
    InspectAsset,
    NoteFinding,
    ReportAssetLost,
    ReportAssetSold,
    SettleFinding,
)
from domain.household.commands.money import ReverseTransfer, TransferAsset, TransferCash
from domain.household.commands.record import AnnulEvent, CorrectEvent
from domain.household.events.assets import (
    AssetInspected,
    AssetLost,
    AssetSold,
    EvidenceAttached,
    FindingOpened,
    FindingSettled,
    ReceiptAcknowledged,
)
from domain.household.events.money import AssetTransferred, GrantApproved, TransferReversed
from tests.domain.household.cases import HEAD
from tests.domain.household.moneys import (
    APPROVER,
    ASSET,
    CASH,
    CASH_GRANTED,
    CONFIRMER,
    ENVELOPE,
    EVIDENCE,
    GIVEN,
    GRANT,
    GRANTED,
    HANDOVER,
    INSPECTION,
    LOSS,
    OTHER_GRANT,
    OTHER_TRANSFER,
    PAPER,
    PAYER,
    PHOTO,
    PLANNED,
    PROPOSAL,
    PROPOSER,
    RECEIPT,
    REVERSAL,
    SALE,
    SENT,
    TRANSFER,
    order,
)
from tests.scenario import MENTOR, OTHER_HOUSEHOLD_ID, given, said

HANDED = (*PLANNED, *GRANTED, said(GIVEN, by=PAYER))
WIRED = (*PLANNED, *CASH_GRANTED, said(SENT, by=PAYER))
ACKNOWLEDGED = {
    "receipt_id": RECEIPT,
    "transfer_id": TRANSFER,
    "person_id": HEAD,
    "amount_rupiah": 4_000_000,
    "quantity": 2,
    "form": "signed",
    "handover_sha256": HANDOVER,
    "photo_sha256s": (PHOTO,),
    "tags": ("tag-1", "tag-2"),
}
GOT = {
    "receipt_id": RECEIPT,
    "transfer_id": OTHER_TRANSFER,
    "person_id": HEAD,
    "amount_rupiah": 1_000_000,
    "form": "thumbprint",
}
PACT = {
    "evidence_id": EVIDENCE,
    "transfer_id": OTHER_TRANSFER,
    "kind": "integrity_pact",
    "sha256": PAPER,
    "media": "pdf",
    "size_bytes": 2_048,
}
SEEN = {
    "inspection_id": INSPECTION,
    "asset_id": TRANSFER,
    "respondent_id": HEAD,
    "quantity": 2,
    "condition": "good",
}
BACK = {
    "reversal_id": REVERSAL,
    "transfer_id": OTHER_TRANSFER,
    "amount_rupiah": 400_000,
    "returned_on": date(2026, 6, 14),
    "reference": "STS-1",
    "reason": "unspent",
}


def acknowledge(history=HANDED, *, by=CONFIRMER, **changes):
    return given(*history).when(AcknowledgeReceipt(**ACKNOWLEDGED | changes), by=by)


def test_a_receipt_is_acknowledged_once_by_a_fourth_person():
    after = acknowledge().then(ReceiptAcknowledged(**ACKNOWLEDGED))

    after.when(AcknowledgeReceipt(**ACKNOWLEDGED), by=CONFIRMER).then_nothing()
    other = AcknowledgeReceipt(**ACKNOWLEDGED | {"receipt_id": UUID(int=7)})
    after.when(other, by=CONFIRMER).then_refused("F7", "again")
    assert given(*HANDED, stream=OTHER_HOUSEHOLD_ID).state.money.receipts == {}


@pytest.mark.parametrize("who", [PROPOSER, APPROVER, PAYER])
def test_nobody_confirms_what_they_proposed_approved_or_paid(who):
    acknowledge(by=who).then_refused("F4", "same")


def test_a_mentor_may_confirm_what_others_paid():
    acknowledge(by=MENTOR).then(ReceiptAcknowledged(**ACKNOWLEDGED))


def test_another_sum_or_number_needs_a_reason():
    acknowledge(amount_rupiah=3_999_999).then_refused("F7", "difference")
    acknowledge(amount_rupiah=4_000_001).then_refused("F7", "difference")
    acknowledge(quantity=1).then_refused("F7", "difference")
    acknowledge(quantity=1, difference="mood").then_refused("S1", "reason")
    less = {"quantity": 1, "difference": "less_received"}
    acknowledge(**less).then(ReceiptAcknowledged(**ACKNOWLEDGED | less))


def test_goods_need_hand_over_note_photograph_and_tag():
    bare = AssetTransferred(
        **ASSET | {"handover_sha256": None, "photo_sha256s": ()},
        envelope_id=ENVELOPE,
        kind="goats_given",
        pillar="livelihood",
        tranche=1,
    )
    history = (*PLANNED, *GRANTED, said(bare, by=PAYER))
    acknowledge(history, handover_sha256=None).then_refused("F7", "handover")
    acknowledge(history, photo_sha256s=()).then_refused("F7", "photo")
    acknowledge(history, tags=()).then_refused("F7", "tag")


def test_a_file_proves_a_transfer_of_this_household():
    attach = AttachEvidence(**PACT)
    after = given(*WIRED).when(attach).then(EvidenceAttached(**PACT))

    after.when(attach).then_nothing()
    given(*PLANNED).when(attach).then_refused("S1", "missing")
    given(*WIRED).when(AttachEvidence(**PACT | {"kind": "song"})).then_refused("S1", "reason")


def test_a_second_tranche_follows_receipt_and_papers():
    second = TransferCash(**CASH | {"transfer_id": UUID(int=9)})
    paid = order("cash", OTHER_GRANT, 2_000_000)
    got = said(ReceiptAcknowledged(**GOT), by=CONFIRMER)

    given(*WIRED, got).when(second, by=PAYER, order=paid).then_refused("F6", "evidence")
    [sent] = (
        given(*WIRED, got, EvidenceAttached(**PACT)).when(second, by=PAYER, order=paid).events()
    )
    assert sent.tranche == 2


def test_a_second_delivery_follows_an_inspection_of_the_first():
    granted = said(
        GrantApproved(**PROPOSAL | {"tranches": 2}, pillar="livelihood", basis="SK 7/2026"),
        by=APPROVER,
    )
    half = AssetTransferred(
        **ASSET | {"amount_rupiah": 2_000_000},
        envelope_id=ENVELOPE,
        kind="goats_given",
        pillar="livelihood",
        tranche=1,
    )
    got = ReceiptAcknowledged(**ACKNOWLEDGED | {"amount_rupiah": 2_000_000})
    history = (*PLANNED, granted, said(half, by=PAYER), got)
    second = TransferAsset(**ASSET | {"transfer_id": UUID(int=9), "amount_rupiah": 2_000_000})

    given(*history).when(second, by=PAYER, order=order()).then_refused("F6", "inspection")
    seen = (*history, AssetInspected(**SEEN))
    [given_again] = given(*seen).when(second, by=PAYER, order=order()).events()
    assert given_again.tranche == 2


def test_an_asset_is_looked_for_and_may_be_corrected():
    inspect = InspectAsset(**SEEN)
    after = given(*HANDED).when(inspect, by=MENTOR).then(AssetInspected(**SEEN))

    after.when(inspect, by=MENTOR).then_nothing()
    strange = InspectAsset(**SEEN | {"condition": "purple"})
    given(*HANDED).when(strange, by=MENTOR).then_refused("S1", "reason")
    given(*WIRED).when(InspectAsset(**SEEN | {"asset_id": OTHER_TRANSFER})).then_refused(
        "S1", "missing"
    )


def test_losses_and_sales_leave_no_more_than_there_was():
    lost = {"loss_id": LOSS, "asset_id": TRANSFER, "quantity": 1, "reason": "death"}
    sold = {
        "sale_id": SALE,
        "asset_id": TRANSFER,
        "quantity": 1,
        "amount_rupiah": 900_000,
        "reason": "growth",
    }
    after = given(*HANDED).when(ReportAssetLost(**lost), by=MENTOR).then(AssetLost(**lost))
    rest = after.when(ReportAssetSold(**sold), by=MENTOR).then(AssetSold(**sold))

    assert rest.state.money.left_of(TRANSFER) == 0
    again = ReportAssetLost(**lost | {"loss_id": UUID(int=4)})
    rest.when(again, by=MENTOR).then_refused("F7", "left")
    free = ReportAssetSold(**sold | {"amount_rupiah": 0})
    given(*HANDED).when(free, by=MENTOR).then_refused("F1", "amount")


def test_no_more_comes_back_than_was_given():
    back = ReverseTransfer(**BACK)
    reversed_ = TransferReversed(**BACK, form="cash", kind="capital", pillar="livelihood")
    after = given(*WIRED).when(back, by=PAYER).then(reversed_)

    after.when(back, by=PAYER).then_nothing()
    assert after.state.money.remainder(OTHER_GRANT) == 1_400_000
    more = ReverseTransfer(**BACK | {"reversal_id": UUID(int=3), "amount_rupiah": 600_001})
    after.when(more, by=PAYER).then_refused("F8")
    given(*PLANNED).when(back, by=PAYER).then_refused("S1", "missing")


def test_goods_come_back_by_number():
    goods = {"transfer_id": TRANSFER, "amount_rupiah": 2_000_000}
    given(*HANDED).when(ReverseTransfer(**BACK | goods), by=PAYER).then_refused("F8", "quantity")
    one = ReverseTransfer(**BACK | goods | {"quantity": 1})
    after = given(*HANDED).when(one, by=PAYER)
    [event] = after.events()
    assert event.form == "asset"
    many = ReverseTransfer(**BACK | goods | {"quantity": 3})
    given(*HANDED).when(many, by=PAYER).then_refused("F8", "quantity")
    assert given(*HANDED, event).state.money.remainder(GRANT) == 2_000_000


def test_money_is_neither_corrected_nor_annulled():
    wired = given(*WIRED)
    target = next(key for key, line in wired.state.record.facts.items() if line.event is SENT)
    amendment = {"target_id": target, "second_person_id": APPROVER}
    correct = CorrectEvent(
        **amendment,
        correction_id=UUID(int=1),
        reason="wrong_value",
        values=(("amount_rupiah", "900000"),),
    )
    annul = AnnulEvent(**amendment, annulment_id=UUID(int=2), reason="did_not_happen")

    wired.when(correct).then_refused("C1", "kind")
    wired.when(annul).then_refused("C1", "kind")


def test_a_finding_is_noted_and_settled_once():
    noted = {"finding_id": UUID(int=31), "engagement_id": UUID(int=32), "severity": "critical"}
    after = given(*PLANNED).when(NoteFinding(**noted)).then(FindingOpened(**noted))
    after.when(NoteFinding(**noted)).then_nothing()

    settle = SettleFinding(finding_id=UUID(int=31))
    settled = after.when(settle).then(FindingSettled(finding_id=UUID(int=31)))
    settled.when(settle).then_nothing()
