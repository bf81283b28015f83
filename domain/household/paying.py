"""What every transfer to a household is checked for: rules F1 to F4, F6, F8b and P3."""

from domain.commands import moment
from domain.context import Context
from domain.disbursement_order.state import Wanted
from domain.funding import TransferKind
from domain.household.commands.money import PaySupport, TransferAsset, TransferCash
from domain.household.events.money import TransferShape
from domain.household.state import ACCOMPANIED, Household, Status
from domain.household.states.money import Grant
from domain.money import check_amount, check_no_mentor
from domain.periods import working_days_after
from domain.rules import Refused, warn

PAID = ACCOMPANIED - {Status.SUSPENDED}


def kind_of(context: Context, code: str) -> TransferKind:
    """Return a kind of transfer; refuse one that the programme does not know."""
    kind = context.programme.transfer_by_code.get(code)
    if kind is None:
        raise Refused("F1", "kind", kind=code)
    return kind


def check_grant(
    state: Household, command: TransferCash | TransferAsset, context: Context, form: str
) -> Grant:
    """Return the grant that allows the transfer. Refuse by rules F2 to F4 and F6."""
    check_recipient(state, command, context)
    if state.plan.plan_id is None:
        raise Refused("F3", "plan")
    grant = state.money.grants.get(command.grant_id)
    if grant is None or not grant.stands:
        raise Refused("F3", "approval")
    if kind_of(context, grant.kind).form != form:
        raise Refused("F1", "kind", kind=grant.kind)
    if context.actor.actor_id in (grant.proposed_by, grant.approved_by):
        raise Refused("F4", "same")
    left = state.money.remainder(command.grant_id)
    if command.amount_rupiah > left:
        raise Refused("F3", "remainder", rupiah=command.amount_rupiah, limit=left)
    check_order(state, command, context, grant)
    _check_earlier(state, command, context, grant)
    return grant


def check_recipient(state: Household, command: TransferShape, context: Context) -> None:
    """Refuse what is not for a living member of a household that takes part (rule F3)."""
    check_amount(command.amount_rupiah)
    check_no_mentor(context)
    if context.actor.actor_id in state.entry.mentors_ever:
        raise Refused("F4", "mentor")
    if state.status is Status.SUSPENDED:
        raise Refused("F3", "suspended")
    if command.recipient_id in state.people.deaths:
        raise Refused("F3", "deceased")
    if command.recipient_id not in state.people.here:
        raise Refused("F3", "recipient")
    if state.status not in PAID:
        raise Refused("F3", "status", status=state.status.value)


def check_order(
    state: Household,
    command: TransferCash | TransferAsset | PaySupport,
    context: Context,
    grant: Grant | None,
) -> Wanted:
    """Return what the order foresees. Refuse what none foresees, or money that none has paid."""
    order = context.order
    if order is None or order.wanted is None or order.approved_by is None or order.ended:
        raise Refused("F3", "order")
    if order.village_code != state.village_code:
        raise Refused("F1", "elsewhere", village=state.village_code)
    if context.actor.actor_id in (order.proposed_by, order.approved_by):
        raise Refused("F4", "same")
    if not order.payments and order.wanted.kind != "goods":
        raise Refused("F3", "unpaid")
    if grant is not None and order.envelope_id != grant.envelope_id:
        raise Refused("F1", "envelope")
    grant_id = None if isinstance(command, PaySupport) else command.grant_id
    taken = state.money.taken_from(command.order_id, grant_id)
    left = order.allowed(context.stream, grant_id) - taken
    if command.amount_rupiah > left:
        raise Refused("F3", "line", rupiah=command.amount_rupiah, limit=left)
    return order.wanted


def check_account(state: Household, command: TransferCash | PaySupport) -> None:
    """Refuse an account that is not the household's, or that no bank has confirmed."""
    if command.account_id not in state.livelihood.accounts:
        raise Refused("F3", "account")
    if command.account_id not in state.money.verified:
        raise Refused("F3", "unverified")


def _check_earlier(
    state: Household, command: TransferCash | TransferAsset, context: Context, grant: Grant
) -> None:
    """Refuse a second tranche before the first is proved and seen (rule F6)."""
    earlier = state.money.of_grant(command.grant_id)
    if len(earlier) >= grant.tranches:
        raise Refused("F6", "tranches", limit=grant.tranches)
    kind = kind_of(context, grant.kind)
    for transfer_id in earlier:
        if not state.money.received(transfer_id) or state.money.missing(
            transfer_id, kind.evidence
        ):
            raise Refused("F6", "evidence")
        if kind.form == "asset" and not state.money.inspected(transfer_id):
            raise Refused("F6", "inspection")


def oddities(
    state: Household,
    command: TransferCash | TransferAsset | PaySupport,
    context: Context,
    kind_code: str,
) -> tuple[str, ...]:
    """Return what is odd about a transfer: late, long in hand, beside an unreferred need."""
    limits = context.programme.limits
    happened = moment(command, context.now)
    kind = kind_of(context, kind_code)
    order = context.order
    paid_on = order.last_paid_on if order else None
    days = limits.unspent_working_days.on(context.today)
    return warn(
        V1b=(context.now - happened).days > limits.late_warn_days.on(context.today),
        F8b=paid_on is not None
        and context.day(happened) > working_days_after(paid_on, days)
        and not isinstance(command, TransferAsset),
        P3=kind.is_livelihood and _has_unreferred_need(state, context),
    )


def _has_unreferred_need(state: Household, context: Context) -> bool:
    """Say whether a mandatory need is open that was put before nobody (rule P3)."""
    referred = {referral.need_id for referral in state.rights.referrals.values()}
    return any(
        need_id not in referred and context.programme.need_by_code[need.kind].mandatory
        for need_id, need in state.plan.open_needs().items()
    )
