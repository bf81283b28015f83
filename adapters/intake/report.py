"""What a dry run found, as it is kept beside the list until somebody says yes or no."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Self
from uuid import UUID

from pydantic_core import to_json

from services.intake.drafting import Draft
from services.intake.plan import Plan, RowPlan


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list says otherwise than the record, to be flagged for a person to decide."""

    row: int
    household_id: UUID
    attribute: str
    listed: str


@dataclass(frozen=True, slots=True)
class Report:
    """A verdict per row with its reasons, the counts that add up, and what differs.

    `was_closed` says that this very list was on record already when it was brought.
    """

    title: str
    was_closed: bool
    batch_id: UUID
    file_sha256: str
    totals: dict[str, int]
    by_verdict: dict[str, int]
    by_reason: dict[str, int]
    by_village: dict[str, dict[str, int]]
    rows: tuple[RowPlan, ...]
    differences: tuple[Listed, ...]
    gone: tuple[UUID, ...]

    @classmethod
    def of(cls, draft: Draft, rows: tuple[RowPlan, ...] | None = None) -> Self:
        """Return the report on a draft; with rows, on what became of them."""
        plan: Plan = replace(draft.plan, rows=rows) if rows is not None else draft.plan
        row_of = {row.number: row.row for row in plan.rows}
        return cls(
            title=draft.title,
            was_closed=draft.batch.closed,
            batch_id=plan.batch_id,
            file_sha256=plan.file_sha256,
            totals=plan.totals(),
            by_verdict=plan.by_verdict(),
            by_reason=plan.by_reason(),
            by_village={code: dict(counted) for code, counted in plan.by_village().items()},
            rows=plan.rows,
            differences=tuple(
                Listed(row_of[flag.number], flag.household_id, flag.attribute, flag.listed)
                for flag in plan.flags
            ),
            gone=plan.gone,
        )

    def without_values(self) -> Self:
        """Return the report without what the list says of anybody."""
        bare = tuple(replace(each, listed="") for each in self.differences)
        return replace(self, differences=bare)

    def as_bytes(self) -> bytes:
        return to_json(asdict(self))

    @classmethod
    def read(cls, content: bytes) -> Self:
        said: dict[str, Any] = json.loads(content)
        said["batch_id"] = UUID(said["batch_id"])
        said["gone"] = tuple(map(UUID, said["gone"]))
        said["rows"] = tuple(RowPlan(**_row(each)) for each in said["rows"])
        said["differences"] = tuple(
            Listed(**each | {"household_id": UUID(each["household_id"])})
            for each in said["differences"]
        )
        return cls(**said)


def _row(said: dict[str, Any]) -> dict[str, Any]:
    household_id = said["household_id"]
    known = UUID(household_id) if household_id else None
    return said | {"reasons": tuple(said["reasons"]), "household_id": known}
