"""What was written in words in an audit, for who may read what people wrote."""

from collections.abc import Container
from uuid import UUID

from adapters.web.callers import Caller
from adapters.web.parts import Parts
from domain.personal import Group


def notes_at(
    parts: Parts, caller: Caller, engagement_id: UUID, positions: Container[int | None]
) -> dict[int, str]:
    """Return the words that were sealed at some positions of an audit's history."""
    if Group.NARRATIVE not in parts.programme.roles[caller.actor.role].opens:
        return {}
    lines = parts.casework.claims.opened(engagement_id)
    notes = {line.position: getattr(line.event, "note", None) for line in lines}
    return {at: note for at, note in notes.items() if at is not None and at in positions and note}
