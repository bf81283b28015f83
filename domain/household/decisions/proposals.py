"""Which amendments may be proposed, and who confirms, declines or withdraws them: C1, C2."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.proposals import (
    ConfirmAmendment,
    DeclineAmendment,
    ProposeAmendment,
    WithdrawProposal,
)
from domain.household.commands.record import AnnulEvent, CorrectEvent
from domain.household.decisions.record import annul_event, correct_event, correction_of
from domain.household.events.proposals import (
    AmendmentConfirmed,
    AmendmentDeclined,
    AmendmentProposed,
    ProposalWithdrawn,
)
from domain.household.keeping import is_correctable
from domain.household.state import Household
from domain.household.states.record import CONFIRMED, DECLINED, WITHDRAWN, Proposal
from domain.rules import Refused

# Who will confirm is not known yet; whoever it is, it is somebody else.
SOMEBODY_ELSE = UUID(int=0)


@HOUSEHOLD.decides(ProposeAmendment)
def propose(state: Household, command: ProposeAmendment, context: Context) -> list[Event]:
    """Refuse at once what could not be confirmed as things stand."""
    record, proposed = state.record, _in_one_form(state, command)
    asked = _proposal(proposed, context)
    known = record.proposals.get(command.proposal_id)
    if known is not None and known.form == asked.form:
        return []
    if known is not None or command.proposal_id in record.said:
        raise Refused("V2")
    open_ones = (each for each in record.proposals.values() if not each.outcome)
    if any(each.target_id == command.target_id for each in open_ones):
        raise Refused("C2", "open")
    if command.person_id is not None and command.person_id not in state.people.members:
        raise Refused("S1", "missing")
    by_another = replace(asked, by=SOMEBODY_ELSE)
    _amendment(state, by_another, replace(context, new_note=command.note))
    return [proposed]


def _in_one_form(state: Household, command: ProposeAmendment) -> AmendmentProposed:
    """Return the proposal with what differs in the one form that is kept."""
    proposed = AmendmentProposed(**command.facts())
    wrong = state.record.facts.get(command.target_id)
    if wrong is None or command.amendment != "correction" or not is_correctable(wrong.event):
        return proposed
    asked = CorrectEvent(
        correction_id=command.proposal_id,
        target_id=command.target_id,
        reason=command.reason,
        second_person_id=SOMEBODY_ELSE,
        values=command.values,
        happened_at=command.happened_at,
    )
    _, right = correction_of(wrong, asked)
    said = {"values": right.values, "happened_at": right.happened_at}
    return proposed.model_copy(update=said)


def _proposal(proposed: AmendmentProposed, context: Context) -> Proposal:
    return Proposal(
        target_id=proposed.target_id,
        amendment=proposed.amendment,
        reason=proposed.reason,
        values=proposed.values,
        happened_at=proposed.happened_at,
        person_id=proposed.person_id,
        by=context.actor.actor_id,
        at=context.now,
    )


@HOUSEHOLD.decides(ConfirmAmendment)
def confirm(state: Household, command: ConfirmAmendment, context: Context) -> list[Event]:
    """Amend as proposed, if that can still be: the latest version, by the rules of today."""
    proposal = _waiting(state, command.proposal_id, CONFIRMED, context)
    if proposal is None:
        return []
    amendment = _amendment(state, proposal, context, command.proposal_id)
    return [AmendmentConfirmed(**command.facts()), *amendment]


@HOUSEHOLD.decides(DeclineAmendment)
def decline(state: Household, command: DeclineAmendment, context: Context) -> list[Event]:
    proposal = _waiting(state, command.proposal_id, DECLINED, context)
    if proposal is None:
        return []
    if proposal.by == context.actor.actor_id:
        raise Refused("C1", "same")
    check_code(context, "amendment_declined", command.reason)
    return [AmendmentDeclined(**command.facts())]


@HOUSEHOLD.decides(WithdrawProposal)
def withdraw(state: Household, command: WithdrawProposal, context: Context) -> list[Event]:
    proposal = _waiting(state, command.proposal_id, WITHDRAWN, context)
    if proposal is None:
        return []
    if proposal.by != context.actor.actor_id:
        raise Refused("C2", "proposer")
    return [ProposalWithdrawn(**command.facts())]


def _waiting(
    state: Household, proposal_id: UUID, outcome: str, context: Context
) -> Proposal | None:
    """Return a proposal that waits; None where this very person closed it in this very way."""
    proposal = state.record.proposals.get(proposal_id)
    if proposal is None:
        raise Refused("S1", "missing")
    if not proposal.outcome:
        return proposal
    if (proposal.outcome, proposal.closed_by) == (outcome, context.actor.actor_id):
        return None
    raise Refused("C2", "closed")


def _amendment(
    state: Household, proposal: Proposal, context: Context, proposal_id: UUID = SOMEBODY_ELSE
) -> list[Event]:
    """Return what a confirmation by whoever asks brings about; both people stand behind it.

    On hold it rests on the leave that the inspector has given in person.
    """
    amending: dict[str, Any] = {
        "target_id": proposal.target_id,
        "reason": proposal.reason,
        "second_person_id": proposal.by,
        "leave_by": state.record.leaves.get(proposal.target_id) if state.record.holds else None,
    }
    if proposal.amendment == "annulment":
        return annul_event(state, AnnulEvent(annulment_id=proposal_id, **amending), context)
    note = context.new_note
    correct = CorrectEvent(
        correction_id=proposal_id,
        values=proposal.values,
        happened_at=proposal.happened_at,
        person_id=proposal.person_id if note else None,
        note=note,
        **amending,
    )
    return correct_event(state, correct, context)
