"""Periods of calendar days: what lies in one, and when a term of working days ends."""

from calendar import monthrange
from datetime import date, timedelta

SATURDAY = 5


def within(day: date, from_on: date, until_on: date | None) -> bool:
    """Say whether a day lies in a period; both ends belong to it, no end means for ever."""
    return from_on <= day and (until_on is None or day <= until_on)


def working_days_after(day: date, count: int) -> date:
    """Return the last day of a term that counts Mondays to Fridays; public holidays count too."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
