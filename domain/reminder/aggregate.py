"""A day of the clockwork: which deadlines it has already brought to attention."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.aggregate import Aggregate
from domain.context import Context
from domain.events import Event
from domain.history import RecordedEvent
from domain.reminder.commands import RaiseReminder
from domain.reminder.events import ReminderRaised


@dataclass(slots=True)
class Reminders:
    """What was raised on the day, by kind, target and due day."""

    raised: set[tuple[str, UUID, date]] = field(default_factory=set)


REMINDER: Aggregate[Reminders] = Aggregate("reminder", Reminders)


@REMINDER.decides(RaiseReminder)
def raise_reminder(reminders: Reminders, command: RaiseReminder, context: Context) -> list[Event]:
    """Return nothing for a deadline that was raised already."""
    if (command.kind, command.target, command.due_on) in reminders.raised:
        return []
    return [ReminderRaised(**command.facts())]


@REMINDER.folds(ReminderRaised)
def note_reminder(reminders: Reminders, event: ReminderRaised, at: RecordedEvent) -> None:
    reminders.raised.add((event.kind, event.target, event.due_on))
