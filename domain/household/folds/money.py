"""How grants, transfers and reversals change the state."""

from uuid import UUID

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.money import (
    AccountVerified,
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
    GrantApproved,
    GrantCancelled,
    GrantProposed,
    GrantRejected,
    TransferReversed,
)
from domain.household.keeping import keeps
from domain.household.state import Household
from domain.household.states.money import Grant, Reversal, Transfer
from domain.records import record

HANDOVER, PHOTO, SLIP = "handover", "photo", "transfer_slip"


@HOUSEHOLD.folds(GrantProposed)
@keeps(GrantProposed, "grant_id")
def proposal(state: Household, event: GrantProposed, at: RecordedEvent) -> None:
    state.money.grants[event.grant_id] = record(Grant, event, proposed_by=at.origin.actor_id)


@HOUSEHOLD.folds(GrantApproved)
def approval(state: Household, event: GrantApproved, at: RecordedEvent) -> None:
    proposed = state.money.grants.get(event.grant_id)
    state.money.grants[event.grant_id] = record(
        Grant,
        event,
        proposed_by=proposed.proposed_by if proposed else None,
        approved_by=at.origin.actor_id,
    )


@HOUSEHOLD.folds(GrantRejected)
def rejection(state: Household, event: GrantRejected, _: RecordedEvent) -> None:
    _end(state, event.grant_id, "rejected")


@HOUSEHOLD.folds(GrantCancelled)
def cancellation(state: Household, event: GrantCancelled, _: RecordedEvent) -> None:
    _end(state, event.grant_id, "cancelled")


def _end(state: Household, grant_id: UUID, how: str) -> None:
    grant = state.money.grants.get(grant_id)
    if grant is not None:
        grant.ended = how


@HOUSEHOLD.folds(AccountVerified)
@keeps(AccountVerified, "verification_id")
def verification(state: Household, event: AccountVerified, _: RecordedEvent) -> None:
    state.money.verified.add(event.account_id)


@HOUSEHOLD.folds(CashTransferred)
@keeps(CashTransferred, "transfer_id")
def cash(state: Household, event: CashTransferred, at: RecordedEvent) -> None:
    _transfer(state, event, at, "cash", frozenset({SLIP}))


@HOUSEHOLD.folds(AssetTransferred)
@keeps(AssetTransferred, "transfer_id")
def asset(state: Household, event: AssetTransferred, at: RecordedEvent) -> None:
    _transfer(state, event, at, "asset", proofs_of(event.handover_sha256, event.photo_sha256s))


@HOUSEHOLD.folds(ConsumptionSupportPaid)
@keeps(ConsumptionSupportPaid, "transfer_id")
def support(state: Household, event: ConsumptionSupportPaid, at: RecordedEvent) -> None:
    proofs = frozenset({SLIP}) if event.account_id else frozenset()
    _transfer(state, event, at, "support", proofs)


def _transfer(
    state: Household,
    event: CashTransferred | AssetTransferred | ConsumptionSupportPaid,
    at: RecordedEvent,
    form: str,
    proofs: frozenset[str],
) -> None:
    state.money.transfers[event.transfer_id] = record(
        Transfer,
        event,
        form=form,
        grant_id=getattr(event, "grant_id", None),
        paid_by=at.origin.actor_id,
        at=at.origin.occurred_at,
        proofs=proofs,
    )


def proofs_of(handover_sha256: str | None, photo_sha256s: tuple[str, ...]) -> frozenset[str]:
    """Return which kinds of evidence a report carries by itself."""
    handover = {HANDOVER} if handover_sha256 else set()
    return frozenset(handover | ({PHOTO} if photo_sha256s else set()))


@HOUSEHOLD.folds(TransferReversed)
@keeps(TransferReversed, "reversal_id")
def reversal(state: Household, event: TransferReversed, _: RecordedEvent) -> None:
    state.money.reversals[event.reversal_id] = record(
        Reversal, event, quantity=event.quantity or 0
    )
