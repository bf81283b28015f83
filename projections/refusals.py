"""What was tried and refused, by whom and by which rule."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.desk.events import RefusalRecorded, SubmissionQuarantined, SubmissionSettled
from projections.household_file import HOUSEHOLD_FILE
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log, Spans

LOG = Log("refusals")
BOX = Spans("refusals_box", key=("submission_id",))
REFUSALS = ReadModel("refusals", __file__, (LOG, BOX))
BASED_ON = (REFUSALS.name, HOUSEHOLD_FILE.name)
SQL = REFUSALS.sql
LAST = 2**62


@dataclass(frozen=True, slots=True)
class Refusal:
    """A wish that a rule refused."""

    actor_id: UUID
    role: str
    channel: str
    command: str
    code: str
    variant: str
    target: UUID | None
    recorded_at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class Boxed:
    """A refused submission of a device that waits for somebody."""

    submission_id: UUID
    actor_id: UUID
    command: str
    code: str
    variant: str
    target: UUID | None
    recorded_at: datetime
    from_position: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which refusals to show, the latest first. What is not given is not asked for.

    With `target_last` every target from `target` on to that one is asked for.
    """

    target: UUID | None = None
    target_last: UUID | None = None
    actor_id: UUID | None = None
    before: int = LAST
    limit: int = 100


ANY = Wanted()


@REFUSALS.on(RefusalRecorded)
def refused(event: RefusalRecorded, change: Change) -> Rows:
    """Add what was tried."""
    at, origin = change.recorded.recorded_at, change.recorded.origin
    who = origin.actor_id, origin.role, origin.channel
    return [LOG.says(*who, event.command, event.code, event.variant, event.target, at)]


@REFUSALS.on(SubmissionQuarantined)
def boxed(event: SubmissionQuarantined, change: Change) -> Rows:
    """Put the submission into the box."""
    at, actor_id = change.recorded.recorded_at, change.recorded.origin.actor_id
    what = event.command, event.code, event.variant, event.target
    return [BOX.becomes((event.submission_id,), actor_id, *what, at)]


@REFUSALS.on(SubmissionSettled)
def settled(event: SubmissionSettled, _: Change) -> Rows:
    """Take the submission out of the box."""
    return [BOX.ends((event.submission_id,))]


def page(connection: Connection[Any], as_of: int, wanted: Wanted = ANY) -> list[Refusal]:
    """Return refusals, the latest first."""
    with connection.cursor(row_factory=class_row(Refusal)) as cursor:
        return cursor.execute(SQL["page"], {"as_of": as_of, **asdict(wanted)}).fetchall()


def by_code(connection: Connection[Any], as_of: int) -> dict[str, int]:
    """Return how often each rule refused something."""
    return dict(connection.execute(SQL["by_code"], {"as_of": as_of}))


def box(connection: Connection[Any], as_of: int, actor_id: UUID | None = None) -> list[Boxed]:
    """Return what waits in the box of somebody, or of anybody."""
    with connection.cursor(row_factory=class_row(Boxed)) as cursor:
        return cursor.execute(SQL["box"], {"as_of": as_of, "actor_id": actor_id}).fetchall()


def box_of_villages(
    connection: Connection[Any], as_of: int, villages: Sequence[str]
) -> list[Boxed]:
    """Return what waits in anybody's box about the families of some villages."""
    asked = {"as_of": as_of, "villages": list(villages)}
    with connection.cursor(row_factory=class_row(Boxed)) as cursor:
        return cursor.execute(SQL["box_of_villages"], asked).fetchall()
