"""What the clock brings to somebody's attention: every passed deadline, once, on the record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID, uuid5

from domain.context import Actor
from domain.history import NAMESPACE, stream_id
from domain.objection.aggregate import OBJECTION
from domain.objection.commands import DecideObjection, EscalateObjection
from domain.objection.decisions import DEADLINE
from domain.periods import months_after
from domain.programme import Programme
from domain.reminder.aggregate import REMINDER
from domain.reminder.commands import RaiseReminder
from domain.reminder.events import DeadlineKind
from domain.rules import Refused
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.semesters import missing_evaluations
from services.casework import Casework
from services.requests import Request
from services.steps import Step
from services.streams import village_stream

ROLE = "system"
# An hour that the law sets is told on its day, while there is still time; a day once it is over.
ON_ITS_DAY = frozenset({"data_request"})


class Waiting(Protocol):
    """Something not done yet, since a day; `due_on` where the event itself named the day.

    `done` counts how often it was done already, of what is due more than once.
    """

    @property
    def target(self) -> UUID: ...
    @property
    def village_code(self) -> str: ...
    @property
    def responsible_id(self) -> UUID | None: ...
    @property
    def since_on(self) -> date: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def done(self) -> int: ...


WaitingOf = Callable[[str], Sequence[Waiting]]


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The jobs that run by the clock. Running one twice, or in two processes, changes nothing."""

    casework: Casework
    waiting: WaitingOf

    def remind(self, kind: DeadlineKind) -> int:
        """Raise a reminder for everything of a kind that is late; return how many are new."""
        today = self._programme.local(self.casework.clock()).date()
        due = self._evaluations(today) if kind == "evaluation" else self._late(kind, today)
        return sum(self._raise(reminder, today) for reminder in due)

    def escalate_objections(self) -> int:
        """Take every objection whose day of decision has passed to the next office (rule O1)."""
        today = self._programme.local(self.casework.clock()).date()
        escalate = EscalateObjection(to_role=self._last_office(), reason=DEADLINE)
        return sum(
            self._execute(Step(OBJECTION, late.target, escalate), f"{late.due_on}")
            for late in self._late("objection", today)
        )

    def _last_office(self) -> str:
        """Return the role that decides on objections of the whole programme."""
        return next(
            code
            for code, role in self._programme.roles.items()
            if role.area == "programme" and DecideObjection.name in role.commands
        )

    @property
    def _programme(self) -> Programme:
        return self.casework.programme

    def _late(self, kind: DeadlineKind, today: date) -> Iterator[RaiseReminder]:
        for waiting in self.waiting(kind):
            due_on = waiting.due_on or self._due(kind, waiting, today)
            if due_on is None:
                continue
            if due_on < today or (due_on == today and kind in ON_ITS_DAY):
                yield RaiseReminder(
                    kind=kind,
                    target=waiting.target,
                    due_on=due_on,
                    village_code=waiting.village_code or None,
                    responsible_id=waiting.responsible_id,
                )

    def _due(self, kind: DeadlineKind, waiting: Waiting, today: date) -> date | None:
        """Return the last day on which what waits is in time; None where nothing more is due."""
        limits, since_on = self._programme.limits, waiting.since_on
        if kind == "post_graduation_check":
            months = limits.post_graduation_checks_months.on(today)[waiting.done :]
            return months_after(since_on, months[0]) if months else None
        if kind == "list_refresh":
            return months_after(since_on, 12 // len(limits.list_refresh_months.on(today)))
        days = {
            "visit": limits.overdue_days.on(today)[0],
            "verification": limits.verification_days.on(today),
            "suspension": limits.suspension_days_max.on(today),
        }
        return since_on + timedelta(days=days[kind])

    def _evaluations(self, today: date) -> Iterator[RaiseReminder]:
        for village in self._programme.villages:
            stream = village_stream(self._programme.code, village.code)
            state = self.casework.load(VILLAGE_PROGRAMME, stream).state
            for semester in missing_evaluations(state, self._programme, today):
                yield RaiseReminder(
                    kind="evaluation",
                    target=stream,
                    due_on=semester.due_on,
                    village_code=village.code,
                )

    def _raise(self, reminder: RaiseReminder, today: date) -> bool:
        stream = stream_id(self._programme.code, "reminders", today.isoformat())
        name = f"{reminder.kind}/{reminder.target}/{reminder.due_on}"
        return self._execute(Step(REMINDER, stream, reminder), name)

    def _execute(self, step: Step, name: str) -> bool:
        """Return whether the command was carried out now, and not before."""
        command_id = uuid5(step.stream if step.aggregate is OBJECTION else NAMESPACE, name)
        if self.casework.ledger.receipt_of(command_id) is not None:
            return False
        actor = Actor(actor_id=uuid5(NAMESPACE, ROLE), role=ROLE)
        request = Request(command_id=command_id, actor=actor, channel="clockwork")
        try:
            return not self.casework.execute(step, request).repeated
        except Refused:
            return False
