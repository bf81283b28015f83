"""Who opened whose file, or took a copy along in a bundle: that is on record too."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.desk.events import BundleReleased, FileRead
from projections.read_model import Change, ReadModel, Rows
from projections.refusals import ANY, Wanted
from projections.tables import Log

LOG = Log("reads")
READINGS = ReadModel("reads", __file__, (LOG,))
SQL = READINGS.sql
BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was opened; `as_of` is the position that was asked for, if one was."""

    actor_id: UUID
    role: str
    target: UUID
    page: str
    as_of: int | None
    recorded_at: datetime
    position: int


@READINGS.on(FileRead)
def opened(event: FileRead, change: Change) -> Rows:
    """Add the reading."""
    at, origin = change.recorded.recorded_at, change.recorded.origin
    return [LOG.says(origin.actor_id, origin.role, event.target, event.page, event.as_of, at)]


@READINGS.on(BundleReleased)
def taken_along(event: BundleReleased, change: Change) -> Rows:
    """Add a reading of each family that is in the bundle."""
    at, origin = change.recorded.recorded_at, change.recorded.origin
    return [
        LOG.says(origin.actor_id, origin.role, household, BUNDLE, event.upto, at)
        for household in event.household_ids
    ]


def page(connection: Connection[Any], as_of: int, wanted: Wanted = ANY) -> list[Read]:
    """Return readings of a file or by somebody, the latest first."""
    with connection.cursor(row_factory=class_row(Read)) as cursor:
        return cursor.execute(SQL["page"], {"as_of": as_of, **asdict(wanted)}).fetchall()
