"""How receipts, papers, inspections, losses and findings change the state."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.assets import (
    AssetInspected,
    AssetLost,
    AssetSold,
    EvidenceAttached,
    FindingOpened,
    FindingSettled,
    ReceiptAcknowledged,
)
from domain.household.folds.money import proofs_of
from domain.household.keeping import keeps
from domain.household.state import Household
from domain.household.states.money import Evidence, Inspection, Receipt
from domain.records import record


@HOUSEHOLD.folds(ReceiptAcknowledged)
@keeps(ReceiptAcknowledged, "receipt_id")
def receipt(state: Household, event: ReceiptAcknowledged, _: RecordedEvent) -> None:
    state.money.receipts[event.receipt_id] = record(
        Receipt, event, proofs=proofs_of(event.handover_sha256, event.photo_sha256s)
    )


@HOUSEHOLD.folds(EvidenceAttached)
@keeps(EvidenceAttached, "evidence_id")
def evidence(state: Household, event: EvidenceAttached, _: RecordedEvent) -> None:
    state.money.evidence[event.evidence_id] = record(Evidence, event)


@HOUSEHOLD.folds(AssetInspected)
@keeps(AssetInspected, "inspection_id", lambda state: state.money.inspections)
def inspection(state: Household, event: AssetInspected, at: RecordedEvent) -> None:
    state.money.inspections[event.inspection_id] = record(
        Inspection, event, by=at.origin.actor_id, at=at.origin.occurred_at
    )


@HOUSEHOLD.folds(AssetLost)
@keeps(AssetLost, "loss_id", lambda state: state.money.gone, correctable=False)
def loss(state: Household, event: AssetLost, _: RecordedEvent) -> None:
    state.money.gone[event.loss_id] = (event.asset_id, event.quantity)


@HOUSEHOLD.folds(AssetSold)
@keeps(AssetSold, "sale_id", lambda state: state.money.gone, correctable=False)
def sale(state: Household, event: AssetSold, _: RecordedEvent) -> None:
    state.money.gone[event.sale_id] = (event.asset_id, event.quantity)


@HOUSEHOLD.folds(FindingOpened)
def finding(state: Household, event: FindingOpened, _: RecordedEvent) -> None:
    state.money.findings[event.finding_id] = event.severity


@HOUSEHOLD.folds(FindingSettled)
def settled(state: Household, event: FindingSettled, _: RecordedEvent) -> None:
    state.money.findings.pop(event.finding_id, None)
