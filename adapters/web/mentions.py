"""What other streams say about a family: meetings, objections, its mentor's comings and goings."""

from collections.abc import Collection
from typing import cast
from uuid import UUID

from psycopg import Connection

from adapters.web.parts import Parts
from domain.history import RecordedEvent
from projections import timeline


def mentions(
    parts: Parts,
    connection: Connection[tuple[object, ...]],
    household_id: UUID,
    own: Collection[int],
    upto: int,
) -> list[RecordedEvent]:
    """Return the facts of other streams that belong to the story, up to a position.

    `own` are the positions of the family's own facts. Personal fields stay sealed.
    """
    ledger = parts.casework.ledger
    found = []
    for position in timeline.of_household(connection, household_id, upto):
        if position not in own:
            rows = ledger.recorder.select_notifications(position, 1, position)
            found += [cast("RecordedEvent", ledger.mapper.to_domain_event(row)) for row in rows]
    return found
