"""Questions that a month or a half-year answers: R15 bursts, R17 who differs from all others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.flags.facts import Fact, Hit, Listeners, Said
from domain.flags.known import Known, beyond_peers, first_of_next_month
from domain.household.events.accompaniment import SupervisorSpotChecked, VisitRecorded
from domain.household.events.assessment import GraduationAssessed, HalfYearAssessed
from domain.household.events.entry import BaselineAssessed

# What was done on the last day of a month may be recorded some days later.
GRACE = timedelta(days=7)
LAST_DAYS = 2
PEERS_MIN = 5
POSITIONS_MAX = 50
# So many times the visits of an ordinary day: else the month only began late.
HEAPED = 3
ODD = frozenset({"R4", "R12", "R13", "R14"})


@dataclass(slots=True)
class Calendar:
    """One month: from which day on its end is near, and what each mentor did."""

    last_from: int
    mentors: dict[str, "Month"] = field(default_factory=dict)


@dataclass(slots=True)
class Month:
    """The visits of one mentor in one month."""

    half: "Half"
    village: str
    first: int
    visits: int = 0
    last: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Half:
    """What one mentor did in one half-year, and what was odd about it."""

    visits: int = 0
    odd: list[int] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    moved: int = 0
    village: str = ""


class Months:
    """Counts by mentor, judged when a month or a half-year is over."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.months: dict[tuple[int, int], Calendar] = {}
        self.halves: dict[tuple[int, int], dict[str, Half]] = {}
        self.verdicts: dict[str, Any] = {}

    def listeners(self) -> Listeners:
        return {
            VisitRecorded.name: self.visit,
            SupervisorSpotChecked.name: self.checked,
            BaselineAssessed.name: self.assessed,
            HalfYearAssessed.name: self.assessed,
            GraduationAssessed.name: self.assessed,
        }

    def visit(self, fact: Fact) -> Iterable[Said]:
        """Count a visit."""
        known = self.known
        if fact.by["role"] not in known.mentor_roles:
            return ()
        known.mentor_of[fact.stream] = fact.actor
        on = fact.local(known.programme.zone)
        key = on.year, on.month
        calendar = self.months.get(key)
        if calendar is None:
            over = first_of_next_month(on.date())
            last_from = (over - timedelta(days=LAST_DAYS)).day
            calendar = self.months[key] = Calendar(last_from)
            self._when_over(over, lambda at: self._close_month(key, at))
        month = calendar.mentors.get(fact.actor)
        if month is None:
            village = known.village_of.get(fact.stream, "")
            half = self._half(on.date(), fact.actor, village)
            month = calendar.mentors[fact.actor] = Month(half, village, on.day)
        month.visits += 1
        month.half.visits += 1
        if on.day >= calendar.last_from:
            month.last.append(fact.position)
        return ()

    def checked(self, fact: Fact) -> Iterable[Said]:
        """Count a spot check that did not find the visit."""
        mentor = self.known.mentor_of.get(fact.stream)
        if mentor is not None and not fact.said["confirmed"]:
            on = self.known.today
            self._half(on, mentor).odd.append(fact.position)
        return ()

    def odd(self, hit: Hit, fact: Fact) -> None:
        """Count a question about a mentor's visit."""
        if hit.rule in ODD and hit.actor is not None:
            on = self.known.today
            self._half(on, hit.actor).odd.append(fact.position)

    def assessed(self, fact: Fact) -> Iterable[Said]:
        """Count whether an assessment says anything else than the one before."""
        said = fact.said.get("verdicts"), fact.said.get("answers")
        before = self.verdicts.get(fact.stream)
        self.verdicts[fact.stream] = said
        if before is not None:
            on = self.known.today
            half = self._half(on, fact.actor)
            if before == said:
                half.same.append(fact.position)
            else:
                half.moved += 1
        return ()

    def _half(self, on: date, actor: str, village: str = "") -> Half:
        key = on.year, 1 if on.month <= 6 else 7  # noqa: PLR2004 (June)
        if key not in self.halves:
            self.halves[key] = {}
            over = date(on.year, 7, 1) if key[1] == 1 else date(on.year + 1, 1, 1)
            self._when_over(over, lambda at: self._close_half(key, at))
        half = self.halves[key].setdefault(actor, Half())
        half.village = village or half.village
        return half

    def _when_over(self, day: date, due: Callable[[int], Iterable[Said]]) -> None:
        midnight = datetime.combine(day, time(), self.known.programme.zone)
        self.known.agenda.at(midnight + GRACE, due)

    def _close_month(self, key: tuple[int, int], at: int) -> Iterator[Said]:
        """Ask why so many visits of a month lie in its last days (R15)."""
        terms = self.known.terms(date(*key, 28))
        for actor, month in self.months[key].mentors.items():
            share = 100 * len(month.last) // month.visits
            if len(month.last) < terms.burst_visits_min or share <= terms.burst_percent:
                continue
            if is_heaped(month, self.months[key].last_from):
                values = {"visits": len(month.last), "of": month.visits, "percent": share}
                subject = f"{actor} {key[0]}-{key[1]:02}"
                cited = tuple(month.last)
                yield Hit("R15", subject, at, cited, {**values}, month.village, None, actor)
        # What comes later still is a late report (R11), not part of a month that was judged.
        self.months[key].mentors = {}

    def _close_half(self, key: tuple[int, int], at: int) -> Iterator[Said]:
        """Ask why one mentor differs from all the others (R17)."""
        terms, halves = self.known.terms(date(*key, 28)), self.halves[key]
        working = {actor: half for actor, half in halves.items() if half.visits}
        rates = [1_000 * len(half.odd) / half.visits for half in working.values()]
        for actor, half in halves.items():
            subject = f"{actor} {key[0]}-{key[1]:02}"
            if actor in working and len(rates) >= PEERS_MIN and len(half.odd) >= terms.odd_min:
                rate = 1_000 * len(half.odd) / half.visits
                if beyond_peers(rate, rates, terms.peer_mads):
                    values: dict[str, int | str] = {"odd": len(half.odd), "visits": half.visits}
                    cited = tuple(half.odd[:POSITIONS_MAX])
                    odd = f"odd {subject}"
                    yield Hit("R17", odd, at, cited, values, half.village, None, actor)
            if len(half.same) >= terms.unmoved_min and not half.moved:
                values = {"assessments": len(half.same)}
                cited = tuple(half.same[:POSITIONS_MAX])
                unmoved = f"unmoved {subject}"
                yield Hit("R17", unmoved, at, cited, values, half.village, None, actor)
        self.halves[key] = {}


def is_heaped(month: Month, last_from: int) -> bool:
    """Say whether far more was done in the last days than on an ordinary day of the month."""
    days = max(last_from - month.first, 1)
    before = month.visits - len(month.last)
    return len(month.last) * days > HEAPED * LAST_DAYS * before
