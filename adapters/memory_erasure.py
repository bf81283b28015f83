"""What the ledger in memory knows of erasure: grant and hold, read from the log's bytes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from pydantic_core import from_json

from domain.privacy import ALL_GROUPS, ERASING
from services.entries import LedgerRow
from services.ports import ErasureRefused

HELD, LIFTED = "household.legal-hold-placed.v1", "household.legal-hold-lifted.v1"
RECEIVED, PROPOSED, DECIDED = (
    f"data-request.{fact}.v1" for fact in ("received", "decision-proposed", "decided")
)


def granted(rows: Sequence[LedgerRow]) -> tuple[UUID, tuple[str, ...]]:
    """Return whose data a request lets go, and which groups. Raises ErasureRefused."""
    said: dict[str, tuple[dict[str, Any], str]] = {}
    for row in rows:
        if row.topic == DECIDED or (row.topic in {RECEIVED, PROPOSED} and DECIDED not in said):
            said[row.topic] = from_json(row.state), from_json(row.metadata)["actor_id"]
    if not {RECEIVED, PROPOSED, DECIDED} <= said.keys():
        raise ErasureRefused(is_held=False)
    (received, _), (proposed, proposer), (decided, decider) = (
        said[RECEIVED],
        said[PROPOSED],
        said[DECIDED],
    )
    same = all(proposed.get(field) == decided.get(field) for field in ("outcome", "groups"))
    by_two = decider != proposer == decided["proposed_by"]
    erases = received["kind"] in ERASING and decided["outcome"] in {"granted", "partial"}
    if not (same and by_two and erases and received["person_id"] == decided["person_id"]):
        raise ErasureRefused(is_held=False)
    whole = decided["outcome"] == "granted"
    groups = ALL_GROUPS if whole else tuple(decided["groups"])
    return UUID(decided["person_id"]), groups


def check_hold(rows: Iterable[LedgerRow]) -> None:
    """Refuse when one of the files in which a person stands is on hold. Raises ErasureRefused."""
    held: set[tuple[object, str]] = set()
    for row in rows:
        if row.topic in {HELD, LIFTED}:
            hold = (row.originator_id, from_json(row.state)["hold_id"])
            (held.add if row.topic == HELD else held.discard)(hold)
    if held:
        raise ErasureRefused(is_held=True)
