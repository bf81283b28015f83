"""What is known after the hand-over: receipts, papers, inspections, losses, and what came back."""

from uuid import UUID

import pytest

from domain.household.commands.assets import (
    AcknowledgeReceipt,
    AttachEvidence,
    InspectAsset,
)
from domain.household.commands.money import TransferAsset, TransferCash
from domain.household.events.assets import (
    AssetInspected,
    EvidenceAttached,
    ReceiptAcknowledged,
)
from domain.household.events.money import AssetTransferred, GrantApproved
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
    GRANTED,
    HANDOVER,
    INSPECTION,
    OTHER_GRANT,
    OTHER_TRANSFER,
    PAPER,
    PAYER,
    PHOTO,
    PLANNED,
    PROPOSAL,
    PROPOSER,
    RECEIPT,
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
