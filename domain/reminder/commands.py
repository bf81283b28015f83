"""What the clockwork asks."""

from domain.commands import Command
from domain.reminder.events import ReminderShape


class RaiseReminder(ReminderShape, Command, name="reminder.raise"):
    """Bring a passed deadline to somebody's attention, once."""
