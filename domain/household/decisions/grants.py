"""Which grants are proposed, approved and ended: rules F1, F2 and F4."""

from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.funding import TransferKind
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_status
from domain.household.commands.money import (
    ApproveGrant,
    CancelGrant,
    ProposeGrant,
    RejectGrant,
    VerifyAccount,
)
from domain.household.events.money import (
    AccountVerified,
    GrantApproved,
    GrantCancelled,
    GrantProposed,
    GrantRejected,
    GrantShape,
)
from domain.household.keeping import is_repeat
from domain.household.paying import kind_of
from domain.household.state import Household, Status
from domain.household.states.money import Grant
from domain.money import check_amount, check_no_mentor
from domain.rules import Refused

GRANTED = (Status.ENROLLED, Status.ACTIVE, Status.GRADUATION_REVIEW)


@HOUSEHOLD.decides(ProposeGrant)
def propose_grant(state: Household, command: ProposeGrant, context: Context) -> list[Event]:
    if is_repeat(state, command.grant_id, GrantProposed, command):
        return []
    check_status(state, *GRANTED)
    check_amount(command.amount_rupiah)
    kind = kind_of(context, command.kind)
    if kind.form == "support":
        raise Refused("F1", "kind", kind=command.kind)
    livelihood = command.livelihood_id
    if livelihood is not None and livelihood not in state.plan.livelihoods:
        raise Refused("S1", "missing")
    _check_ceilings(state, command, kind, context)
    return [GrantProposed(**command.facts())]


def _check_ceilings(
    state: Household, grant: GrantShape | Grant, kind: TransferKind, context: Context
) -> None:
    """Refuse a grant beyond the ceiling of its kind or of the household (rule F2)."""
    limit = kind.ceiling.on(context.today)
    if grant.amount_rupiah > limit:
        raise Refused("F2", "kind", rupiah=grant.amount_rupiah, limit=limit)
    most = context.programme.limits.household_grants_max.on(context.today)
    total = state.money.granted_rupiah() + grant.amount_rupiah
    if total > most:
        raise Refused("F2", "household", rupiah=total, limit=most)


@HOUSEHOLD.decides(ApproveGrant)
def approve_grant(state: Household, command: ApproveGrant, context: Context) -> list[Event]:
    """Whether the envelope has the money is for the envelope to say, in the same append."""
    grant = _grant(state, command.grant_id)
    if grant.approved_by is not None:
        return []
    check_status(state, *GRANTED)
    if grant.ended:
        raise Refused("F3", "ended", state=grant.ended)
    check_no_mentor(context)
    actor = context.actor.actor_id
    if actor in state.entry.mentors_ever:
        raise Refused("F4", "mentor")
    if actor == grant.proposed_by:
        raise Refused("F4", "same")
    kind = kind_of(context, grant.kind)
    _check_ceilings(state, grant, kind, context)
    return [
        GrantApproved(
            **command.facts(),
            kind=grant.kind,
            amount_rupiah=grant.amount_rupiah,
            envelope_id=grant.envelope_id,
            budget_line=grant.budget_line,
            tranches=grant.tranches,
            livelihood_id=grant.livelihood_id,
            pillar=kind.pillar,
        )
    ]


@HOUSEHOLD.decides(RejectGrant)
def reject_grant(state: Household, command: RejectGrant, context: Context) -> list[Event]:
    grant = _grant(state, command.grant_id)
    if grant.ended == "rejected":
        return []
    if grant.approved_by is not None:
        raise Refused("F3", "ended", state="approved")
    check_code(context, "grant_refusal", command.reason)
    return [GrantRejected(**command.facts())]


@HOUSEHOLD.decides(CancelGrant)
def cancel_grant(state: Household, command: CancelGrant, context: Context) -> list[Event]:
    """End a grant, of a household in any state: what was not given is free for others."""
    grant = _grant(state, command.grant_id)
    if grant.ended == "cancelled":
        return []
    if not grant.stands:
        raise Refused("F3", "approval")
    check_code(context, "grant_refusal", command.reason)
    left = state.money.remainder(command.grant_id)
    if left <= 0:
        raise Refused("F3", "given")
    return [GrantCancelled(**command.facts(), released_rupiah=left)]


def _grant(state: Household, grant_id: UUID) -> Grant:
    grant = state.money.grants.get(grant_id)
    if grant is None:
        raise Refused("S1", "missing")
    return grant


@HOUSEHOLD.decides(VerifyAccount)
def verify_account(state: Household, command: VerifyAccount, _: Context) -> list[Event]:
    """Verify an account of the household's own; the ledger sees to it that it is nobody else's."""
    if is_repeat(state, command.verification_id, AccountVerified, command):
        return []
    if command.account_id not in state.livelihood.accounts:
        raise Refused("F3", "account")
    return [AccountVerified(**command.facts())]
