"""When a simulated village is going to buy what out of its own money, half-year by half-year."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Work:
    """One purchase of a village; `number` counts those that may go wrong.

    `alike` is the way in which its sum is like those of the others.
    """

    day: date
    rupiah: int
    seller: int
    number: int | None = None
    alike: str = ""


@dataclass(slots=True)
class Half:
    """Half a year of a village's own money."""

    first: date
    last: date
    rupiah: int
    works: list[Work] = field(default_factory=list)

    @property
    def spent_rupiah(self) -> int:
        """Return what the purchases of the half come to, with a little room."""
        return sum(work.rupiah for work in self.works) * 106 // 100

    def spent_after(self, day: date) -> int:
        """Return what is going to be bought in this half from a day in it on."""
        is_now = self.first <= day <= self.last
        return sum(work.rupiah for work in self.works if work.day >= day) if is_now else 0


def halves(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the half-years between two days; the first and the last may be shorter."""
    while first <= last:
        over = date(first.year, 7, 1) if first.month <= 6 else date(first.year + 1, 1, 1)
        yield first, min(over - ONE_DAY, last)
        first = over


def days_between(first: date, last: date, number: int) -> list[date]:
    """Return days that lie evenly between two others."""
    step = max((last - first).days, number) / number
    return [first + timedelta(days=round(step * each)) for each in range(number)]
