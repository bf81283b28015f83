"""What the red flags know of the programme so far: who lives where, what is due, what is usual."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from statistics import median
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from domain.flag_limits import FlagLimits
from domain.flags.facts import Fact, Hit, Said
from domain.limits import Limits
from domain.programme import Programme

ALWAYS = datetime.min.replace(tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)
Due = Callable[[int], Iterable[Said]]


@dataclass(slots=True)
class Agenda:
    """What is looked at when a moment has come: by the log's own clock, so always alike.

    `first` is the next such moment. Like all that is compared with the log's clock it is in UTC:
    moments of one zone are compared in a tenth of the time.
    """

    first: datetime = NEVER
    _heap: list[tuple[datetime, int, Due]] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)

    def at(self, moment: datetime, due: Due) -> None:
        """Look at something at the first fact that is recorded from this moment on."""
        heappush(self._heap, (moment.astimezone(UTC), next(self._number), due))
        self.first = self._heap[0][0]

    def due(self, fact: Fact) -> list[Said]:
        """Return what has come due."""
        found: list[Said] = []
        while self.first <= fact.recorded_at:
            due = heappop(self._heap)[2]
            self.first = self._heap[0][0] if self._heap else NEVER
            found += due(fact.position)
        return found


@dataclass
class Known:
    """`village_of` is where each household lives, `mentor_of` who was last there.

    `today` is the day on which the latest fact was recorded, `now` the thresholds of that day,
    `tomorrow` the moment at which it ends.
    """

    programme: Programme
    agenda: Agenda = field(default_factory=Agenda)
    village_of: dict[str, str] = field(default_factory=dict)
    mentor_of: dict[str, str] = field(default_factory=dict)
    today: date = date.min
    now: Any = None
    tomorrow: datetime = ALWAYS
    _terms: dict[date, Any] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.programme.zone

    @cached_property
    def mentor_roles(self) -> frozenset[str]:
        roles = self.programme.roles.items()
        return frozenset(code for code, role in roles if role.area == "caseload")

    def terms(self, day: date) -> Any:
        """Return every threshold as it held on a day."""
        known = self._terms.get(day)
        if known is None:
            flags, limits = self.programme.flags, self.programme.limits
            values = {name: getattr(flags, name).on(day) for name in FlagLimits.model_fields}
            values |= {
                name: dated.on(day)
                for name in Limits.model_fields
                if (dated := getattr(limits, name))
            }
            values["late"] = timedelta(hours=values["late_visit_hours"])
            known = self._terms[day] = SimpleNamespace(**values)
        return known

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.programme.zone)

    def turn(self, fact: Fact) -> None:
        """Move on to the day on which something was recorded, which is not before `tomorrow`."""
        self.today = self.local(fact.recorded_at).date()
        self.now = self.terms(self.today)
        midnight = datetime.combine(self.today, time(), self.programme.zone)
        self.tomorrow = (midnight + timedelta(days=1)).astimezone(UTC)

    def hit(  # noqa: PLR0913 (what a question is made of)
        self,
        rule: str,
        subject: object,
        fact: Fact,
        *,
        positions: Iterable[int] = (),
        rupiah: int = 0,
        village: str = "",
        household: str | None = None,
        **values: int | str,
    ) -> Hit:
        """Return the question of a rule about a fact and what lies beside it."""
        home = household or (fact.stream if fact.stream in self.village_of else None)
        where = village or (self.village_of.get(home, "") if home else "")
        cited = tuple(sorted({*positions, fact.position}))
        return Hit(
            rule, str(subject), fact.position, cited, values, where, home, fact.actor, rupiah
        )


def first_of_next_month(day: date) -> date:
    """Return the day on which the month is over."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def beyond_peers(value: float, peers: list[float], mads: int) -> bool:
    """Say whether a value lies more than so many median deviations above that of all."""
    middle = median(peers)
    spread = median(abs(each - middle) for each in peers)
    return value > middle + mads * spread
