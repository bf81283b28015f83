"""How proposals wait and are closed; only the amendment itself changes what it is about."""

from uuid import UUID

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.proposals import (
    AmendmentConfirmed,
    AmendmentDeclined,
    AmendmentProposed,
    ProposalWithdrawn,
)
from domain.household.state import Household
from domain.household.states.record import CONFIRMED, DECLINED, WITHDRAWN, Proposal


@HOUSEHOLD.folds(AmendmentProposed)
def proposed(state: Household, event: AmendmentProposed, at: RecordedEvent) -> None:
    state.record.proposals[event.proposal_id] = Proposal(
        target_id=event.target_id,
        amendment=event.amendment,
        reason=event.reason,
        values=event.values,
        happened_at=event.happened_at,
        person_id=event.person_id,
        by=at.origin.actor_id,
        at=at.origin.occurred_at,
    )


@HOUSEHOLD.folds(AmendmentConfirmed)
def confirmed(state: Household, event: AmendmentConfirmed, at: RecordedEvent) -> None:
    _close(state, event.proposal_id, CONFIRMED, at)


@HOUSEHOLD.folds(AmendmentDeclined)
def declined(state: Household, event: AmendmentDeclined, at: RecordedEvent) -> None:
    _close(state, event.proposal_id, DECLINED, at)


@HOUSEHOLD.folds(ProposalWithdrawn)
def withdrawn(state: Household, event: ProposalWithdrawn, at: RecordedEvent) -> None:
    _close(state, event.proposal_id, WITHDRAWN, at)


def _close(state: Household, proposal_id: UUID, outcome: str, at: RecordedEvent) -> None:
    proposal = state.record.proposals.get(proposal_id)
    if proposal is not None:
        proposal.outcome, proposal.closed_by = outcome, at.origin.actor_id
