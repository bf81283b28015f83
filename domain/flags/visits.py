"""Questions about one visit and the day of its mentor: R4, R11, R12, R13."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.flags.facts import Fact, Listeners, Said
from domain.flags.known import Known
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assets import AssetInspected, ReceiptAcknowledged
from domain.rounds import are_too_many

# Reports that come later than this are not compared with their day any more.
DAYS_KEPT = 60


@dataclass(slots=True)
class Call:
    """A visit as far as rules compare it with others."""

    position: int
    visit_id: str
    household: str
    at: float
    minutes: int


def too_far(fact: Fact, known: Known) -> Iterator[Said]:
    """Ask whether this is the house that was verified (R4)."""
    metres = fact.said.get("distance_m") or 0
    if metres > known.now.far_metres:
        yield known.hit("R4", fact.position, fact, metres=metres)


def late(fact: Fact, known: Known) -> Iterator[Said]:
    """Ask why a visit was written down so much later (R11)."""
    past = fact.recorded_at - fact.at
    if past >= known.now.late:
        hours = int(past / timedelta(hours=1))
        yield known.hit("R11", fact.position, fact, hours=hours)


class Days:
    """R12 and R13: what one person did on one day."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.days: dict[tuple[str, date], list[Call]] = {}
        self.order: deque[tuple[date, tuple[str, date]]] = deque()

    def listeners(self) -> Listeners:
        return {
            VisitRecorded.name: self.see,
            ReceiptAcknowledged.name: lambda fact: too_far(fact, self.known),
            AssetInspected.name: lambda fact: too_far(fact, self.known),
        }

    def see(self, fact: Fact) -> Iterable[Said]:
        """Ask about a visit by itself, and beside the others of its day."""
        known, said = self.known, fact.said
        terms, local, found = known.now, fact.local(known.programme.zone), list[Said]()
        if (said.get("distance_m") or 0) > terms.far_metres:
            found += too_far(fact, known)
        if fact.recorded_at - fact.at >= terms.late:
            found += late(fact, known)
        minutes, visit_id = said["minutes"], said["visit_id"]
        if minutes < terms.short_visit_minutes:
            found.append(known.hit("R13", f"short {visit_id}", fact, minutes=minutes))
        evening, morning = terms.night_hours
        if local.hour >= evening or local.hour < morning:
            found.append(known.hit("R13", f"night {visit_id}", fact, hour=local.hour))
        if "V3.speed" in said.get("warnings", ()):
            kmh = terms.travel_kmh_max
            found.append(known.hit("R12", f"speed {visit_id}", fact, kmh=kmh))
        if fact.by["role"] in known.mentor_roles:
            found += self._beside(fact, local.date(), terms)
        return found

    def _beside(self, fact: Fact, day: date, terms: Any) -> Iterator[Said]:
        said, known = fact.said, self.known
        at, minutes = fact.at.timestamp(), said["minutes"]
        visit = Call(fact.position, said["visit_id"], fact.stream, at, minutes)
        calls = self._day(fact.actor, day)
        for other in calls:
            if overlap(visit, other) and other.household != visit.household:
                gap = int(abs(at - other.at) / 60)
                beside = f"overlap {visit.visit_id}"
                cited = (other.position,)
                yield known.hit("R12", beside, fact, positions=cited, minutes_apart=gap)
                break
        calls.append(visit)
        if are_too_many(len(calls), terms.visits_per_day_max):
            day_long = [call.position for call in calls]
            subject = f"crowded {fact.actor} {day}"
            yield known.hit("R13", subject, fact, positions=day_long, visits=len(calls))

    def _day(self, actor: str, day: date) -> list[Call]:
        """Return the visits of a day so far; days long gone are forgotten."""
        calls = self.days.get((actor, day))
        if calls is None:
            calls = self.days[actor, day] = []
            self.order.append((day, (actor, day)))
            while (day - self.order[0][0]).days > DAYS_KEPT:
                self.days.pop(self.order.popleft()[1], None)
        return calls


def overlap(one: Call, other: Call) -> bool:
    """Say whether one person was in two houses at once, whether times are beginnings or ends."""
    return abs(one.at - other.at) < 60 * min(one.minutes, other.minutes)
