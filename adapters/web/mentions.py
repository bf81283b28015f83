"""What other streams say about a family: meetings, objections, its mentor's comings and goings."""

from collections.abc import Collection
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
    found: list[RecordedEvent] = []
    for position in timeline.of_household(connection, household_id, upto):
        if position not in own:
            found += ledger.between(position, position)
    return found
