"""What may be handed over to a household, by whom, and what comes back: rules F1 to F8 and P3."""

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.money import (
    PaySupport,
    ReverseTransfer,
    TransferAsset,
    TransferCash,
)
from domain.household.events.money import (
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
    TransferReversed,
)
from domain.household.keeping import is_repeat
from domain.household.paying import (
    check_account,
    check_grant,
    check_order,
    check_recipient,
    kind_of,
    oddities,
)
from domain.household.state import Household
from domain.money import check_amount, check_no_mentor
from domain.rules import Refused


@HOUSEHOLD.decides(TransferCash)
def transfer_cash(state: Household, command: TransferCash, context: Context) -> list[Event]:
    if is_repeat(state, command.transfer_id, CashTransferred, command):
        return []
    grant = check_grant(state, command, context, "cash")
    check_account(state, command)
    return [
        CashTransferred(
            **command.facts(),
            envelope_id=grant.envelope_id,
            kind=grant.kind,
            pillar=grant.pillar,
            tranche=len(state.money.of_grant(command.grant_id)) + 1,
            warnings=oddities(state, command, context, grant.kind),
        )
    ]


@HOUSEHOLD.decides(TransferAsset)
def transfer_asset(state: Household, command: TransferAsset, context: Context) -> list[Event]:
    if is_repeat(state, command.transfer_id, AssetTransferred, command):
        return []
    grant = check_grant(state, command, context, "asset")
    check_code(context, "unit", command.unit)
    if command.item not in kind_of(context, grant.kind).items:
        raise Refused("F1", "kind", kind=command.item)
    return [
        AssetTransferred(
            **command.facts(),
            envelope_id=grant.envelope_id,
            kind=grant.kind,
            pillar=grant.pillar,
            tranche=len(state.money.of_grant(command.grant_id)) + 1,
            warnings=oddities(state, command, context, grant.kind),
        )
    ]


@HOUSEHOLD.decides(PaySupport)
def pay_support(state: Household, command: PaySupport, context: Context) -> list[Event]:
    """Pay a month once, out of an order that foresees it for this household."""
    if is_repeat(state, command.transfer_id, ConsumptionSupportPaid, command):
        return []
    check_recipient(state, command, context)
    order = check_order(state, command, context, None)
    kind = kind_of(context, order.transfer)
    if kind.form != "support":
        raise Refused("F1", "kind", kind=kind.code)
    if command.account_id is not None:
        check_account(state, command)
    if any(
        transfer.month_on == command.month_on and state.money.net_of(key) > 0
        for key, transfer in state.money.transfers.items()
    ):
        raise Refused("F3", "month", month=command.month_on)
    limit = kind.ceiling.on(context.today)
    if command.amount_rupiah > limit:
        raise Refused("F2", "kind", rupiah=command.amount_rupiah, limit=limit)
    odd = oddities(state, command, context, kind.code)
    return [
        ConsumptionSupportPaid(
            **command.facts(),
            envelope_id=order.envelope_id,
            kind=kind.code,
            pillar=kind.pillar,
            warnings=odd,
        )
    ]


@HOUSEHOLD.decides(ReverseTransfer)
def reverse_transfer(state: Household, command: ReverseTransfer, context: Context) -> list[Event]:
    """Take back no more than was given (rule F8); the only correction that money knows."""
    if is_repeat(state, command.reversal_id, TransferReversed, command):
        return []
    transfer = state.money.transfers.get(command.transfer_id)
    if transfer is None:
        raise Refused("S1", "missing")
    check_amount(command.amount_rupiah)
    check_no_mentor(context)
    check_code(context, "return", command.reason)
    check_happened(context, command.returned_on)
    net = state.money.net_of(command.transfer_id)
    if command.amount_rupiah > net:
        raise Refused("F8", rupiah=command.amount_rupiah, limit=net)
    left = state.money.left_of(command.transfer_id)
    if transfer.form == "asset" and not 1 <= (command.quantity or 0) <= left:
        raise Refused("F8", "quantity", quantity=command.quantity or 0, limit=left)
    return [
        TransferReversed(
            **command.facts(), form=transfer.form, kind=transfer.kind, pillar=transfer.pillar
        )
    ]
