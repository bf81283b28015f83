"""Puts a draft on record: families, what differs, the verdict on every row, and the closing.

Every command has the id that it had on an earlier run, so a run that was cut short is run again
and doubles nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.context import Actor
from domain.household.commands.people import AddMember
from domain.household.commands.targeting import NominateHousehold
from domain.nomination_batch.commands import CloseBatch, IssueFeedback, JudgeRows
from domain.nomination_batch.events import ROWS_PER_EVENT_MAX, RowVerdict
from domain.rules import Refused
from services.casework import Casework
from services.intake.bulk import Bulk
from services.intake.drafting import Draft
from services.intake.office import Office, Task
from services.intake.plan import RowPlan
from services.intake.reasons import REASONS, verdict_of
from services.requests import Answer

COMMANDS_PER_APPEND = 500
# A verdict without its reasons, at its longest, and what an entry of the log may hold of them.
ROW_BYTES = 160
STRETCH_BYTES = 60_000
Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Applying:
    """Carries a draft out, in the name of somebody who may."""

    casework: Casework

    def apply(
        self, draft: Draft, actor: Actor, progress: Progress = lambda _, __: None
    ) -> tuple[RowPlan, ...]:
        """Return the verdicts as they went on record: the log may know better than the draft."""
        bulk, office = Bulk.of(self.casework), self._office(draft, actor)
        _carry_out(bulk, [office.batch(draft.open, "open")])
        tasks = list(office.tasks())
        refused: dict[int, str] = {}
        for done, chunk in _chunks(tasks, COMMANDS_PER_APPEND):
            if draft.batch.origin is None:
                self._begin_keys(chunk)
            work = [(task.step, task.request) for task in chunk]
            begins = [step for step, _ in work if isinstance(step.command, NominateHousehold)]
            for task, answer in zip(chunk, bulk.execute_all(work, begins), strict=True):
                if isinstance(answer, Refused):
                    refused.setdefault(task.number, _fault(answer, task))
            progress(done, len(tasks))
        rows = tuple(_final(row, refused) for row in draft.plan.rows)
        judged = draft.batch.rows
        verdicts = [office.verdict(row) for row in rows if row.number not in judged]
        for some in _stretches(verdicts):
            _carry_out(bulk, [office.batch(JudgeRows(rows=some), f"judge/{some[0].number}")])
        _carry_out(bulk, [office.batch(CloseBatch(), "close")])
        return rows

    def issue_feedback(self, draft: Draft, actor: Actor, file_sha256: str, rows: int) -> None:
        """Put on record that the source agency is given the verdicts on its rows."""
        command = IssueFeedback(file_sha256=file_sha256, row_count=rows)
        task = self._office(draft, actor).batch(command, f"feedback/{file_sha256}")
        self.casework.execute(task.step, task.request)

    def _begin_keys(self, tasks: Sequence[Task]) -> None:
        """Spare the search for the keys of persons of whom nobody has heard."""
        for task in tasks:
            if isinstance(task.step.command, NominateHousehold | AddMember):
                self.casework.ledger.keyring.begin(task.step.command.person_id)

    def _office(self, draft: Draft, actor: Actor) -> Office:
        return Office(draft, actor, self.casework.claims.index.digest)


def _carry_out(bulk: Bulk, tasks: Sequence[Task]) -> None:
    """Carry out what must come true for the import to go on. Raises Refused."""
    for answer in bulk.execute_all([(task.step, task.request) for task in tasks]):
        if not isinstance(answer, Answer):
            raise answer


def _fault(refused: Refused, task: Task) -> str:
    """Return the reason of a row whose command was refused after all."""
    if refused.code == "S1" and isinstance(task.step.command, AddMember):
        return "family.head_rejected"
    code = refused.code.lower()
    full = f"{code}.{refused.variant}"
    return full if full in REASONS else code if code in REASONS else "refused"


def _final(row: RowPlan, refused: dict[int, str]) -> RowPlan:
    fault = refused.get(row.number)
    if fault is None or row.verdict != "nominated":
        return row
    return replace(row, verdict=verdict_of([fault]), reasons=(fault,), household_id=None)


def _stretches(verdicts: Sequence[RowVerdict]) -> Iterator[tuple[RowVerdict, ...]]:
    """Yield as many verdicts as fit into one entry of the log; many reasons take more room."""
    some: list[RowVerdict] = []
    room = STRETCH_BYTES
    for verdict in verdicts:
        needs = ROW_BYTES + sum(len(reason) + 3 for reason in verdict.reasons)
        if some and (needs > room or len(some) == ROWS_PER_EVENT_MAX):
            yield tuple(some)
            some, room = [], STRETCH_BYTES
        some.append(verdict)
        room -= needs
    if some:
        yield tuple(some)


def _chunks(items: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Yield stretches of the items, each with how many are done after it."""
    for first in range(0, len(items), size):
        some = items[first : first + size]
        yield first + len(some), some
