"""The way of each rupiah as steps: envelope, order, payment, hand-over, receipt, later look.

One row per fact, with all that it belongs to, so that the way can be walked in both directions.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection

from domain.events import Event
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log

TRAIL = Log("fund_trail")
FUND_TRAIL = ReadModel("fund_trail", __file__, (TRAIL,))
SQL = FUND_TRAIL.sql
BASED_ON = (FUND_TRAIL.name,)


class Step(NamedTuple):
    """A fact about money. `code` is its kind, item or reason, `flags` what is odd about it."""

    step: str
    village_code: str
    happened_on: date
    amount_rupiah: int
    quantity: int | None
    code: str
    reference: str
    flags: list[str]
    envelope_id: UUID | None
    order_id: UUID | None
    grant_id: UUID | None
    household_id: UUID | None
    transfer_id: UUID | None
    purchase_id: UUID | None
    actor_id: UUID
    position: int


class Told(NamedTuple):
    """What a fact says, in the order of the columns."""

    step: str
    village_code: str
    happened_on: date
    amount_rupiah: int = 0
    quantity: int | None = None
    code: str = ""
    reference: str = ""
    flags: tuple[str, ...] = ()
    envelope_id: UUID | None = None
    order_id: UUID | None = None
    grant_id: UUID | None = None
    household_id: UUID | None = None
    transfer_id: UUID | None = None
    purchase_id: UUID | None = None


def tells(*events: type[Event]) -> Callable[[Callable[..., Told]], Callable[..., Told]]:
    """Register what some kinds of event tell; their warnings go along as flags."""

    def register(function: Callable[..., Told]) -> Callable[..., Told]:
        def rows(event: Any, change: Change) -> Rows:
            told = function(event, change)
            flags = [*told.flags, *event.warnings]
            values = told._replace(flags=flags)  # type: ignore[arg-type]
            return [TRAIL.says(*values, change.recorded.origin.actor_id)]

        FUND_TRAIL.on(*events)(rows)
        return function

    return register


def of_village(connection: Connection[Any], village: str, as_of: int) -> list[Step]:
    """Return every step of the money of a village, in the order of the log."""
    return _steps(connection, "of_village", village=village, as_of=as_of)


def of_transfer(connection: Connection[Any], transfer_id: UUID, as_of: int) -> list[Step]:
    """Return the way of one transfer from the envelope to the last look at what was given."""
    return _steps(connection, "of_transfer", transfer=transfer_id, as_of=as_of)


def allocated(connection: Connection[Any], as_of: int) -> dict[str, int]:
    """Return how much each village may spend."""
    return dict(connection.execute(SQL["allocated"], {"as_of": as_of}).fetchall())


def given_in(
    connection: Connection[Any], villages: Iterable[str], from_on: date, until_on: date, as_of: int
) -> list[tuple[UUID, str, int]]:
    """Return the transfers of some villages and days: id, village, rupiah."""
    asked = {"villages": list(villages), "from_on": from_on, "until_on": until_on}
    return connection.execute(SQL["given"], asked | {"as_of": as_of}).fetchall()


def told_of(connection: Connection[Any], transfers: Iterable[UUID], as_of: int) -> list[Step]:
    """Return what is on record about handing over some transfers."""
    return _steps(connection, "told_of", transfers=list(transfers), as_of=as_of)


def of_orders(
    connection: Connection[Any], villages: Collection[str] | None, as_of: int
) -> list[Step]:
    """Return the steps that orders took, of some villages or of all."""
    return _steps(connection, "of_orders", villages=_listed(villages), as_of=as_of)


def of_ended(
    connection: Connection[Any], villages: Collection[str] | None, as_of: int
) -> list[Step]:
    """Return what is on record about families in which somebody died, or who moved away."""
    return _steps(connection, "of_ended", villages=_listed(villages), as_of=as_of)


def invoices_of(connection: Connection[Any], order_id: UUID, as_of: int) -> list[Step]:
    """Return what was invoiced for an order."""
    return _steps(connection, "invoices_of", order=order_id, as_of=as_of)


def _listed(villages: Collection[str] | None) -> list[str] | None:
    return None if villages is None else list(villages)


def recorded_at(connection: Connection[Any], positions: Iterable[int]) -> dict[int, datetime]:
    """Return when some positions were recorded."""
    asked = {"positions": sorted(positions)}
    return dict(connection.execute(SQL["recorded"], asked).fetchall())


def _steps(connection: Connection[Any], query: str, **asked: Any) -> list[Step]:
    with connection.cursor(binary=True) as cursor:
        return list(map(Step._make, cursor.execute(SQL[query], asked).fetchall()))
