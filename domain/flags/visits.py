"""Questions about one visit and the day of its mentor: R4, R11, R12, R13."""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from domain.flags.facts import Fact, Listeners, Said
from domain.flags.known import Known
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assets import AssetInspected, ReceiptAcknowledged
from domain.rounds import are_too_many

# Reports that come later than this are not compared with their day any more.
DAYS_KEPT = 60
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Call(NamedTuple):
    """A visit as far as rules compare it with others of its day."""

    at: float
    seconds: int
    household: str
    position: int


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

    def see(self, fact: Fact) -> list[Said]:
        """Ask about a visit by itself, and beside the others of its day."""
        known, said = self.known, fact.said
        found: list[Said] = []
        terms, local = known.now, fact.local(known.zone)
        if (said.get("distance_m") or 0) > terms.far_metres:
            found += too_far(fact, known)
        if fact.recorded_at - fact.at >= terms.late:
            found += late(fact, known)
        minutes, (evening, morning) = said["minutes"], terms.night_hours
        if minutes < terms.short_visit_minutes:
            subject = f"short {said['visit_id']}"
            found.append(known.hit("R13", subject, fact, minutes=minutes))
        if not morning <= local.hour < evening:
            subject = f"night {said['visit_id']}"
            found.append(known.hit("R13", subject, fact, hour=local.hour))
        if "V3.speed" in said.get("warnings", ()):
            subject, kmh = f"speed {said['visit_id']}", terms.travel_kmh_max
            found.append(known.hit("R12", subject, fact, kmh=kmh))
        if fact.by["role"] in known.mentor_roles:
            self._beside(fact, local.date(), found)
        return found

    def _beside(self, fact: Fact, day: date, found: list[Said]) -> None:
        known, home, at = self.known, fact.stream, (fact.at - EPOCH).total_seconds()
        calls, seconds = self._day(fact.actor, day), 60 * fact.said["minutes"]
        for began, took, household, position in calls:
            # In two houses at once, whether the moments are beginnings or ends.
            apart = abs(at - began)
            if apart < seconds and apart < took and household != home:
                beside, cited = f"overlap {fact.said['visit_id']}", (position,)
                gap = int(apart / 60)
                found.append(known.hit("R12", beside, fact, positions=cited, minutes_apart=gap))
                break
        calls.append(Call(at, seconds, home, fact.position))
        if are_too_many(len(calls), known.now.visits_per_day_max):
            day_long = [call.position for call in calls]
            subject, visits = f"crowded {fact.actor} {day}", len(calls)
            found.append(known.hit("R13", subject, fact, positions=day_long, visits=visits))

    def _day(self, actor: str, day: date) -> list[Call]:
        """Return the visits of a day so far; days long gone are forgotten."""
        calls = self.days.get((actor, day))
        if calls is None:
            calls = self.days[actor, day] = []
            self.order.append((day, (actor, day)))
            while (day - self.order[0][0]).days > DAYS_KEPT:
                self.days.pop(self.order.popleft()[1], None)
        return calls
