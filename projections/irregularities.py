"""What happened although a rule forbids it: the list that a supervisor looks into."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.household.events.assets import FindingSettled
from domain.household.events.record import IrregularityReported
from domain.household.irregular import ABOUT_MONEY
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log

LOG = Log("irregularities")
SETTLED = Log("irregularities_settled")
IRREGULARITIES = ReadModel("irregularities", __file__, (LOG, SETTLED))
SQL = IRREGULARITIES.sql
LAST = 2**62


@dataclass(frozen=True, slots=True)
class Irregularity:
    """A report that a rule does not allow. `village_code` is where the family lived then.

    One that is `about_money` is also a finding, and `settled` once an auditor settled that.
    """

    household_id: UUID
    irregularity_id: UUID
    village_code: str
    rule: str
    variant: str
    command: str
    actor_id: UUID
    role: str
    channel: str
    happened_at: datetime
    recorded_at: datetime
    about_money: bool
    settled: bool
    position: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which irregularities to show, the latest first. What is not given is not asked for."""

    villages: tuple[str, ...] | None = None
    household_id: UUID | None = None
    before: int = LAST
    limit: int = 100


ANY = Wanted()


@IRREGULARITIES.on(IrregularityReported)
def reported(event: IrregularityReported, change: Change) -> Rows:
    """Add what was reported, and by whom."""
    recorded, origin = change.recorded, change.recorded.origin
    return [
        LOG.says(
            change.stream,
            event.irregularity_id,
            change.household.village_code,
            event.rule,
            event.variant,
            event.command,
            origin.actor_id,
            origin.role,
            origin.channel,
            recorded.occurred_at,
            recorded.recorded_at,
            event.command in ABOUT_MONEY,
        )
    ]


@IRREGULARITIES.on(FindingSettled)
def settled(event: FindingSettled, change: Change) -> Rows:
    """Note that the finding of the same id was settled, if there is an irregularity of that id."""
    return [SETTLED.says(change.stream, event.finding_id)]


def page(connection: Connection[Any], as_of: int, wanted: Wanted = ANY) -> list[Irregularity]:
    """Return irregularities, the latest first."""
    with connection.cursor(row_factory=class_row(Irregularity)) as cursor:
        return cursor.execute(SQL["page"], _asked(as_of, wanted)).fetchall()


def by_rule(connection: Connection[Any], as_of: int, wanted: Wanted = ANY) -> dict[str, int]:
    """Return how many irregularities break each rule."""
    return dict(connection.execute(SQL["by_rule"], _asked(as_of, wanted)))


def _asked(as_of: int, wanted: Wanted) -> dict[str, Any]:
    villages = None if wanted.villages is None else list(wanted.villages)
    return {"as_of": as_of, **asdict(wanted), "villages": villages}
