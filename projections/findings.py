"""Findings on their way: raised, answered, judged, money returned, closed by another person."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Json

from domain.audit_engagement.events import (
    FindingAccepted,
    FindingAnswered,
    FindingClosed,
    FindingMoneyReturned,
    FindingRaised,
    QuestionCited,
)
from domain.audit_engagement.questions import Question
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log

TABLE = Log("findings")
FINDINGS = ReadModel("findings", __file__, (TABLE,))
SQL = FINDINGS.sql
BASED_ON = (FINDINGS.name,)
STAGES = ("raised", "answered", "stands", "repaid", "explained", "closed")


class Step(NamedTuple):
    """One step. `code` is the kind of the finding, the position of an answer, or a reason.

    `question` is what a red flag asked: its subject, version, position and values.
    """

    finding_id: UUID
    engagement_id: UUID
    step: str
    village_code: str
    code: str
    severity: str
    amount_rupiah: int
    rule: str
    household_id: UUID | None
    due_on: date | None
    reference: str
    document: str
    cites: list[int]
    question: dict[str, Any] | None
    actor_id: UUID
    role: str
    happened_on: date
    position: int


@dataclass(slots=True)
class Finding:
    """A finding with its steps; the first one is always that it was raised."""

    steps: list[Step] = field(default_factory=list)

    @property
    def raised(self) -> Step:
        return self.steps[0]

    @property
    def question(self) -> dict[str, Any] | None:
        """Return what a red flag asked, if the finding began with one."""
        cited = self._last("cited")
        return cited.question if cited else None

    @property
    def stage(self) -> str:
        """Return how far it is; money counts as repaid once all of it is back."""
        done = {step.step for step in self.steps}
        if "closed" in done:
            return "closed"
        judged = self._last("accepted")
        if judged is not None:
            is_paid = judged.code == "stands" and self.return_rupiah and not self.owed_rupiah
            return "repaid" if is_paid else judged.code
        return "answered" if "answered" in done else "raised"

    @property
    def return_rupiah(self) -> int:
        judged = self._last("accepted")
        return judged.amount_rupiah if judged else 0

    @property
    def returned_rupiah(self) -> int:
        return sum(step.amount_rupiah for step in self.steps if step.step == "returned")

    @property
    def owed_rupiah(self) -> int:
        return self.return_rupiah - self.returned_rupiah

    def age_days(self, day: date) -> int:
        """Return for how many days it has been open, or was."""
        ended = self._last("closed")
        return max(0, ((ended.happened_on if ended else day) - self.raised.happened_on).days)

    def is_late(self, day: date) -> bool:
        """Say whether the answer is overdue."""
        due_on = self.raised.due_on
        return self.stage == "raised" and due_on is not None and day > due_on

    def _last(self, name: str) -> Step | None:
        return next((step for step in reversed(self.steps) if step.step == name), None)


@FINDINGS.on(FindingRaised)
def raised(event: FindingRaised, change: Change) -> Rows:
    """Add what is out of order, and until when it is to be answered."""
    step = _step("raised", event, change)._replace(
        village_code=event.village_code,
        code=event.kind,
        severity=event.severity,
        amount_rupiah=event.amount_rupiah,
        rule=event.rule or "",
        household_id=event.household_id,
        due_on=event.due_on,
        cites=list(event.cites),
    )
    return [TABLE.says(*step[:-1])]


@FINDINGS.on(QuestionCited)
def cited(event: QuestionCited, change: Change) -> Rows:
    """Add what the red flag asked from which the finding began."""
    step = _step("cited", event, change)
    return [TABLE.says(*step._replace(rule=event.rule, question=_told(event.question))[:-1])]


@FINDINGS.on(FindingAnswered)
def answered(event: FindingAnswered, change: Change) -> Rows:
    """Add what the auditee says."""
    step = _step("answered", event, change)._replace(
        village_code=event.village_code,
        code=event.position,
        document=event.document_sha256 or "",
    )
    return [TABLE.says(*step[:-1])]


@FINDINGS.on(FindingAccepted)
def accepted(event: FindingAccepted, change: Change) -> Rows:
    """Add what the auditor made of the answer, and how much is to come back."""
    step = _step("accepted", event, change)
    return [TABLE.says(*step._replace(code=event.outcome, amount_rupiah=event.return_rupiah)[:-1])]


@FINDINGS.on(FindingMoneyReturned)
def returned(event: FindingMoneyReturned, change: Change) -> Rows:
    """Add what came back."""
    step = _step("returned", event, change)._replace(
        village_code=event.village_code,
        amount_rupiah=event.amount_rupiah,
        reference=event.reference,
        document=event.document_sha256,
        happened_on=event.returned_on,
    )
    return [TABLE.says(*step[:-1])]


@FINDINGS.on(FindingClosed)
def closed(event: FindingClosed, change: Change) -> Rows:
    """Add how it ended."""
    step = _step("closed", event, change)
    return [
        TABLE.says(*step._replace(code=event.reason, document=event.document_sha256 or "")[:-1])
    ]


def _step(name: str, event: Any, change: Change) -> Step:
    origin, on = change.recorded.origin, change.recorded.occurred_at.date()
    return Step(
        event.finding_id,
        change.stream,
        name,
        "",
        "",
        "",
        0,
        "",
        None,
        None,
        "",
        "",
        [],
        None,
        origin.actor_id,
        origin.role,
        on,
        change.recorded.position,
    )


def _told(question: Question) -> Any:
    """Return what a red flag asked, as the table keeps it."""
    return Json(
        {
            "subject": question.subject,
            "version": question.version,
            "at": question.at,
            "values": {each.name: each.value for each in question.values},
        }
    )


def listed(
    connection: Connection[Any],
    as_of: int,
    villages: Collection[str] | None = None,
    finding_id: UUID | None = None,
) -> list[Finding]:
    """Return the findings of some villages, or of all, in the order in which they were raised."""
    asked = {"as_of": as_of, "villages": None if villages is None else list(villages)}
    found: dict[UUID, Finding] = {}
    with connection.cursor(binary=True) as cursor:
        for row in cursor.execute(SQL["steps"], asked | {"finding": finding_id}):
            step = Step._make(row)
            if step.step == "raised" or step.finding_id in found:
                found.setdefault(step.finding_id, Finding()).steps.append(step)
    return list(found.values())
