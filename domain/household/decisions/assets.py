"""What is put on record about what was given: rules F4 and F7, and findings on the household."""

from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known
from domain.household.commands.assets import (
    AcknowledgeReceipt,
    AttachEvidence,
    InspectAsset,
    NoteFinding,
    ReportAssetLost,
    ReportAssetSold,
    SettleFinding,
)
from domain.household.events.assets import (
    AssetInspected,
    AssetLost,
    AssetSold,
    EvidenceAttached,
    FindingOpened,
    FindingSettled,
    InspectionShape,
    LossShape,
    ReceiptAcknowledged,
    ReceiptShape,
    SaleShape,
)
from domain.household.folds.money import HANDOVER, PHOTO, proofs_of
from domain.household.keeping import checks, is_repeat
from domain.household.paying import kind_of
from domain.household.reporting import reported
from domain.household.state import Household
from domain.household.states.money import Transfer
from domain.money import check_amount
from domain.rules import Refused


@checks(ReceiptAcknowledged)
def check_receipt(state: Household, receipt: ReceiptShape, context: Context) -> dict[str, bool]:
    """Refuse a receipt of another sum without a reason, and of goods without their papers."""
    check_known(state, receipt.person_id)
    transfer = _transfer(state, receipt.transfer_id)
    check_amount(receipt.amount_rupiah)
    if receipt.difference is not None:
        check_code(context, "difference", receipt.difference)
    same = receipt.amount_rupiah == state.money.net_of(receipt.transfer_id)
    if transfer.form == "asset":
        same = same and receipt.quantity == transfer.quantity
        _check_goods(receipt, transfer, context)
    if not same and receipt.difference is None:
        raise Refused("F7", "difference")
    return {}


def _check_goods(receipt: ReceiptShape, transfer: Transfer, context: Context) -> None:
    proofs = transfer.proofs | proofs_of(receipt.handover_sha256, receipt.photo_sha256s)
    if HANDOVER not in proofs:
        raise Refused("F7", "handover")
    if PHOTO not in proofs:
        raise Refused("F7", "photo")
    if kind_of(context, transfer.kind).needs_tag and not receipt.tags:
        raise Refused("F7", "tag")


@HOUSEHOLD.decides(AcknowledgeReceipt)
def acknowledge(state: Household, command: AcknowledgeReceipt, context: Context) -> list[Event]:
    """Confirm once, by somebody who neither proposed, approved nor paid (rule F4)."""
    if is_repeat(state, command.receipt_id, ReceiptAcknowledged, command):
        return []
    transfer = _transfer(state, command.transfer_id)
    grant = state.money.grants.get(transfer.grant_id) if transfer.grant_id else None
    others = {transfer.paid_by, *((grant.proposed_by, grant.approved_by) if grant else ())}
    if context.actor.actor_id in others:
        raise Refused("F4", "same")
    if state.money.received(command.transfer_id):
        raise Refused("F7", "again")
    return reported(state, command, context, ReceiptAcknowledged, command.receipt_id)


@HOUSEHOLD.decides(AttachEvidence)
def attach_evidence(state: Household, command: AttachEvidence, context: Context) -> list[Event]:
    if is_repeat(state, command.evidence_id, EvidenceAttached, command):
        return []
    _transfer(state, command.transfer_id)
    check_code(context, "evidence", command.kind)
    return [EvidenceAttached(**command.facts())]


@checks(AssetInspected)
def check_inspection(
    state: Household, inspection: InspectionShape, context: Context
) -> dict[str, bool]:
    check_known(state, inspection.respondent_id)
    _asset(state, inspection.asset_id)
    check_code(context, "asset_condition", inspection.condition)
    return {}


@HOUSEHOLD.decides(InspectAsset)
def inspect(state: Household, command: InspectAsset, context: Context) -> list[Event]:
    return reported(state, command, context, AssetInspected, command.inspection_id)


@checks(AssetLost)
def check_loss(state: Household, loss: LossShape, context: Context) -> dict[str, bool]:
    _asset(state, loss.asset_id)
    check_code(context, "asset_loss", loss.reason)
    _check_left(state, loss.asset_id, loss.quantity)
    return {}


@HOUSEHOLD.decides(ReportAssetLost)
def report_lost(state: Household, command: ReportAssetLost, context: Context) -> list[Event]:
    return reported(state, command, context, AssetLost, command.loss_id)


@checks(AssetSold)
def check_sale(state: Household, sale: SaleShape, context: Context) -> dict[str, bool]:
    _asset(state, sale.asset_id)
    check_amount(sale.amount_rupiah)
    check_code(context, "asset_sale", sale.reason)
    _check_left(state, sale.asset_id, sale.quantity)
    return {}


@HOUSEHOLD.decides(ReportAssetSold)
def report_sold(state: Household, command: ReportAssetSold, context: Context) -> list[Event]:
    return reported(state, command, context, AssetSold, command.sale_id)


@HOUSEHOLD.decides(NoteFinding)
def note_finding(state: Household, command: NoteFinding, _: Context) -> list[Event]:
    """Keep it whatever the state: it follows from a finding that is kept elsewhere."""
    if command.finding_id in state.money.findings:
        return []
    return [FindingOpened(**command.facts())]


@HOUSEHOLD.decides(SettleFinding)
def settle_finding(state: Household, command: SettleFinding, _: Context) -> list[Event]:
    if command.finding_id not in state.money.findings:
        return []
    return [FindingSettled(**command.facts())]


def _transfer(state: Household, transfer_id: UUID) -> Transfer:
    transfer = state.money.transfers.get(transfer_id)
    if transfer is None:
        raise Refused("S1", "missing")
    return transfer


def _asset(state: Household, asset_id: UUID) -> Transfer:
    transfer = _transfer(state, asset_id)
    if transfer.form != "asset":
        raise Refused("S1", "missing")
    return transfer


def _check_left(state: Household, asset_id: UUID, quantity: int) -> None:
    """Refuse the loss or sale of more than there should be left (rule F7)."""
    left = state.money.left_of(asset_id)
    if quantity > left:
        raise Refused("F7", "left", quantity=quantity, limit=left)
