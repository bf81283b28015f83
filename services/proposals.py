"""The words that are sealed in a proposal, for the confirmation that puts them on record anew."""

from domain.household.commands.proposals import ConfirmAmendment
from domain.household.events.proposals import AmendmentProposed
from services.claims import Claims
from services.steps import Step


def new_note(step: Step, claims: Claims) -> str | None:
    """Return the note that a confirmed proposal would put in place, opened: folds never see it."""
    if not isinstance(step.command, ConfirmAmendment):
        return None
    for line in claims.opened(step.stream):
        event = line.event
        if not isinstance(event, AmendmentProposed):
            continue
        if event.proposal_id == step.command.proposal_id:
            return event.note
    return None
