"""Which amendments wait for a second person, the longest first, and what became of the others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.household.events.proposals import (
    AmendmentConfirmed,
    AmendmentDeclined,
    AmendmentProposed,
    ProposalWithdrawn,
)
from domain.household.states.record import Proposal
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans, Write

TABLE = Spans("amendments", ("household_id", "proposal_id"))
AMENDMENTS = ReadModel("amendments", __file__, (TABLE,))
SQL = AMENDMENTS.sql


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal. Without an outcome it waits; `village_code` is where the family lives."""

    household_id: UUID
    proposal_id: UUID
    village_code: str
    amendment: str
    reason: str
    target_id: UUID
    proposed_by: UUID
    proposed_at: datetime
    outcome: str
    closed_by: UUID | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which proposals to show. What is not given is not asked for."""

    villages: tuple[str, ...] | None = None
    proposed_by: UUID | None = None
    only_open: bool = True
    limit: int = 1_000


@AMENDMENTS.on(AmendmentProposed, AmendmentConfirmed, AmendmentDeclined, ProposalWithdrawn)
def told(event: Any, change: Change) -> Rows:
    """Tell the proposal anew."""
    proposal = change.household.record.proposals.get(event.proposal_id)
    return [] if proposal is None else [_row(change, event.proposal_id, proposal)]


@AMENDMENTS.on_standing
def moved(change: Change) -> Rows:
    """Let what waits go along with a family that moves: who decides there decides on it."""
    if change.before.village_code == change.after.village_code:
        return []
    proposals = change.household.record.proposals
    return [_row(change, key, each) for key, each in proposals.items() if not each.outcome]


def _row(change: Change, proposal_id: UUID, proposal: Proposal) -> Write:
    return TABLE.becomes(
        (change.stream, proposal_id),
        change.household.village_code,
        proposal.amendment,
        proposal.reason,
        proposal.target_id,
        proposal.by,
        proposal.at,
        proposal.outcome,
        proposal.closed_by,
    )


def listed(connection: Connection[Any], as_of: int, wanted: Wanted) -> list[Waiting]:
    """Return proposals: those that wait first, the oldest of them before the others."""
    asked = {
        "as_of": as_of,
        "villages": None if wanted.villages is None else list(wanted.villages),
        "proposed_by": wanted.proposed_by,
        "open": wanted.only_open,
        "limit": wanted.limit,
    }
    with connection.cursor(row_factory=class_row(Waiting)) as cursor:
        return cursor.execute(SQL["listed"], asked).fetchall()
