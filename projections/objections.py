"""Who contests what, until when an answer is owed, and what was found."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.objection.events import (
    ObjectionAnswered,
    ObjectionDecided,
    ObjectionEscalated,
    ObjectionLodged,
)
from domain.objection.state import Objection
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans

TABLE = Spans("objections", key=("objection_id",))
OBJECTIONS = ReadModel("objections", __file__, (TABLE,))
SQL = OBJECTIONS.sql


@dataclass(frozen=True, slots=True)
class Contested:
    """One objection. Without an outcome it waits; `escalated_to` is the role it waits for then."""

    objection_id: UUID
    village_code: str
    kind: str
    household_id: UUID | None
    lodged_on: date
    due_on: date
    escalated_to: str
    outcome: str
    answered_on: date | None

    def is_late(self, day: date) -> bool:
        return not self.outcome and self.due_on < day


def told(_: Any, change: Change) -> Rows:
    """Tell the objection anew."""
    objection: Objection = change.state
    if objection.lodging is None or objection.lodged_at is None or objection.due_on is None:
        return []
    return [
        TABLE.becomes(
            (change.stream,),
            objection.village_code,
            objection.lodging.kind,
            objection.household_id,
            objection.lodged_at.date(),
            objection.due_on,
            objection.escalated_to,
            objection.outcome.outcome if objection.outcome else "",
            objection.answer.answered_on if objection.answer else None,
        )
    ]


OBJECTIONS.on(ObjectionLodged, ObjectionDecided, ObjectionAnswered, ObjectionEscalated)(told)


def listed(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> list[Contested]:
    """Return objections: those that wait first, by their day; then the latest of the others."""
    asked = {"as_of": as_of, "villages": None if villages is None else list(villages)}
    with connection.cursor(row_factory=class_row(Contested)) as cursor:
        return cursor.execute(SQL["listed"], asked).fetchall()
