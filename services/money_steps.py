"""What is stored together with a step about money: reserved with approved, paid with paid out.

Each is quiet where the first step is quiet, because it looks at the state from which it starts.
"""

from collections.abc import Iterator

from domain.disbursement_order.commands import (
    ApproveOrder,
    CancelOrder,
    PayOrder,
    ReturnUnspent,
)
from domain.disbursement_order.state import DisbursementOrder
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.commands import (
    CloseEnvelope,
    DrawOrder,
    OpenEnvelope,
    ReleaseOrder,
    ReleaseReservation,
    ReserveGrant,
)
from domain.fund_envelope.events import Share
from domain.fund_envelope.state import FundEnvelope
from domain.household.commands.money import ApproveGrant, CancelGrant, ReverseTransfer
from domain.household.state import Household
from domain.purchase.commands import RemitTax
from domain.purchase.state import Purchase
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.commands import PayIn, PayOut
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import ListEnvelope, StrikeEnvelope
from services.follow_ups import follows
from services.step import Step, Terms
from services.streams import village_stream


@follows(OpenEnvelope, brings=(ListEnvelope,))
def _opened(command: OpenEnvelope, envelope: FundEnvelope, terms: Terms) -> Iterator[Step]:
    if envelope.opening is None:
        listing = ListEnvelope(
            envelope_id=terms.stream, scheme=command.scheme, fiscal_year=command.fiscal_year
        )
        stream = village_stream(terms.programme.code, command.village_code)
        yield Step(VILLAGE_PROGRAMME, stream, listing)


@follows(CloseEnvelope, brings=(StrikeEnvelope,))
def _closed(_command: CloseEnvelope, envelope: FundEnvelope, terms: Terms) -> Iterator[Step]:
    if envelope.closed_on is None and envelope.opening is not None:
        stream = village_stream(terms.programme.code, envelope.village_code)
        yield Step(VILLAGE_PROGRAMME, stream, StrikeEnvelope(envelope_id=terms.stream))


@follows(ApproveGrant, brings=(ReserveGrant,))
def _reserve(command: ApproveGrant, household: Household, terms: Terms) -> Iterator[Step]:
    grant = household.money.grants.get(command.grant_id)
    if grant is not None and grant.approved_by is None:
        reserve = ReserveGrant(
            grant_id=command.grant_id,
            household_id=terms.stream,
            village_code=household.village_code,
            budget_line=grant.budget_line,
            amount_rupiah=grant.amount_rupiah,
        )
        yield Step(FUND_ENVELOPE, grant.envelope_id, reserve)


@follows(CancelGrant, brings=(ReleaseReservation,))
def _release(command: CancelGrant, household: Household, _terms: Terms) -> Iterator[Step]:
    grant = household.money.grants.get(command.grant_id)
    if grant is not None and grant.stands:
        release = ReleaseReservation(
            grant_id=command.grant_id,
            amount_rupiah=household.money.remainder(command.grant_id),
            reason=command.reason,
        )
        yield Step(FUND_ENVELOPE, grant.envelope_id, release)


@follows(ApproveOrder, brings=(DrawOrder,))
def _draw(_command: ApproveOrder, order: DisbursementOrder, terms: Terms) -> Iterator[Step]:
    wanted = order.wanted
    if wanted is None or order.approved_by is not None or order.ended:
        return
    draw = DrawOrder(
        order_id=terms.stream,
        village_code=wanted.village_code,
        amount_rupiah=order.total_rupiah,
        budget_line=wanted.budget_line,
        grants=order.shares(),
    )
    yield Step(FUND_ENVELOPE, wanted.envelope_id, draw)


@follows(CancelOrder, brings=(ReleaseOrder,))
def _undraw(_command: CancelOrder, order: DisbursementOrder, terms: Terms) -> Iterator[Step]:
    if order.wanted is None or order.approved_by is None or order.ended or order.payments:
        return
    release = ReleaseOrder(
        order_id=terms.stream, amount_rupiah=order.total_rupiah, grants=order.shares()
    )
    yield Step(FUND_ENVELOPE, order.wanted.envelope_id, release)


@follows(PayOrder, brings=(PayOut,))
def _pay(command: PayOrder, order: DisbursementOrder, terms: Terms) -> Iterator[Step]:
    if command.payment_id in order.payments:
        return
    out = PayOut(
        payment_id=command.payment_id,
        kind="order",
        source_id=terms.stream,
        village_code=order.village_code,
        amount_rupiah=command.amount_rupiah - command.withheld_rupiah,
        paid_on=command.paid_on,
        reference=command.sp2d,
    )
    yield Step(VILLAGE_ACCOUNT, terms.account(order.village_code), out)


@follows(ReturnUnspent, brings=(PayIn, ReleaseOrder))
def _return(command: ReturnUnspent, order: DisbursementOrder, terms: Terms) -> Iterator[Step]:
    if command.return_id in order.returned or order.wanted is None:
        return
    total = sum(rupiah for _, rupiah in command.lines)
    back = PayIn(
        payment_id=command.return_id,
        kind="unspent",
        source_id=terms.stream,
        village_code=order.village_code,
        amount_rupiah=total,
        paid_on=command.returned_on,
        reference=command.reference,
    )
    yield Step(VILLAGE_ACCOUNT, terms.account(order.village_code), back)
    release = ReleaseOrder(
        order_id=terms.stream, amount_rupiah=total, grants=order.shares(dict(command.lines))
    )
    yield Step(FUND_ENVELOPE, order.wanted.envelope_id, release)


@follows(RemitTax, brings=(PayOut,))
def _remit(command: RemitTax, purchase: Purchase, terms: Terms) -> Iterator[Step]:
    if command.remittance_id in purchase.remittances or purchase.invoice is None:
        return
    out = PayOut(
        payment_id=command.remittance_id,
        kind="tax",
        source_id=terms.stream,
        village_code=purchase.village_code,
        amount_rupiah=command.amount_rupiah,
        paid_on=command.remitted_on,
        reference=command.ntpn,
    )
    yield Step(VILLAGE_ACCOUNT, terms.account(purchase.village_code), out)


@follows(ReverseTransfer, brings=(PayIn, ReleaseOrder))
def _reverse(command: ReverseTransfer, household: Household, terms: Terms) -> Iterator[Step]:
    """Put money back into account and envelope; goods that come back wait for the next hand."""
    transfer = household.money.transfers.get(command.transfer_id)
    if transfer is None or transfer.form == "asset":
        return
    if command.reversal_id in household.money.reversals:
        return
    back = PayIn(
        payment_id=command.reversal_id,
        kind="reversal",
        source_id=terms.stream,
        village_code=household.village_code,
        amount_rupiah=command.amount_rupiah,
        paid_on=command.returned_on,
        reference=command.reference,
    )
    yield Step(VILLAGE_ACCOUNT, terms.account(household.village_code), back)
    shares = (Share(transfer.grant_id, command.amount_rupiah),) if transfer.grant_id else ()
    release = ReleaseOrder(
        order_id=transfer.order_id, amount_rupiah=command.amount_rupiah, grants=shares
    )
    yield Step(FUND_ENVELOPE, transfer.envelope_id, release)
