"""Questions about who decided what: R1 double claims, R20 controls that were passed by."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from math import sqrt

from domain.desk.events import RefusalRecorded
from domain.flags.facts import Fact, Hit, Listeners, Said
from domain.flags.known import Known, beyond_peers
from domain.flags.months import GRACE, PEERS_MIN
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assessment import GraduationApproved
from domain.household.events.assets import FindingOpened, FindingSettled
from domain.household.events.record import (
    DataErased,
    EventAnnulled,
    EventCorrected,
    IrregularityReported,
)

# The rules by which two households cannot claim the same person, number or account.
CLAIMED_TWICE = frozenset({("T3", ""), ("F3", "shared")})
# The rules by which nobody takes two steps that check each other.
SAME_PERSON = frozenset({"S2", "F4", "G3", "T8"})
S2_APART = frozenset({"duties", "role"})
DECIDING = (
    ".approve",
    ".confirm",
    ".pay",
    ".transfer",
    ".assess-graduation",
    ".close-finding",
    ".accept-finding",
)
VISITS_KEPT = 40
# How many deviations a count must lie above the expected one (a count by chance deviates by its
# root): so many hundred villages and quarters are compared that three would often be passed.
CHANCE = 4


class Control:
    """Remembers who tried and decided what."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.visits: dict[str, deque[datetime]] = {}
        self._day, self._count = date.min, Counter[str]()
        self.findings: dict[str, set[str]] = {}
        self.graduated: dict[tuple[str, date], list[int]] = {}
        self.quarters: dict[tuple[int, int], Counter[str]] = {}
        self.amended: dict[tuple[int, int], dict[str, list[int]]] = {}

    def listeners(self) -> Listeners:
        return {
            RefusalRecorded.name: self.refused,
            IrregularityReported.name: self.irregular,
            VisitRecorded.name: self.visited,
            GraduationApproved.name: self.graduation,
            FindingOpened.name: self.finding,
            FindingSettled.name: self.finding,
            DataErased.name: self.erased,
            EventCorrected.name: self.amendment,
            EventAnnulled.name: self.amendment,
        }

    def refused(self, fact: Fact) -> Iterator[Said]:
        """Ask about somebody who tried what only another person may do, or to claim twice."""
        said = fact.said
        yield from self._tried(fact, said["code"], said.get("variant", ""), said.get("target"))

    def irregular(self, fact: Fact) -> Iterator[Said]:
        """Ask about what was done in the field although a rule forbids it."""
        yield from self._tried(fact, fact.said["rule"], fact.said.get("variant", ""), fact.stream)

    def _tried(self, fact: Fact, code: str, variant: str, target: str | None) -> Iterator[Said]:
        command, household = fact.said["command"], target
        subject = f"{code} {fact.position}"
        values = {"command": command, "code": code}
        if code == "T3" or (code, variant) in CLAIMED_TWICE:
            yield self.known.hit("R1", subject, fact, household=household, **values)
        elif (code, variant) == ("F3", "deceased"):
            yield self.known.hit("R2", subject, fact, household=household, **values)
        elif is_apart(code, variant) and any(deciding in command for deciding in DECIDING):
            yield self.known.hit("R20", subject, fact, household=household, **values)

    def visited(self, fact: Fact) -> Iterable[Said]:
        visits = self.visits.get(fact.stream)
        if visits is None:
            visits = self.visits[fact.stream] = deque(maxlen=VISITS_KEPT)
        visits.append(fact.at)
        if self._day != self.known.today:
            self._day, self._count = self.known.today, self._quarter()
        self._count[self.known.village_of.get(fact.stream, "")] += 1
        return ()

    def graduation(self, fact: Fact) -> Iterator[Said]:
        """Ask about a graduation without visits before it, and about many on one day."""
        known, terms = self.known, self.known.now
        since = fact.at - timedelta(days=terms.graduation_visit_days)
        seen = sum(at >= since for at in self.visits.get(fact.stream, ()))
        if seen < terms.graduation_visits_min:
            subject = f"unvisited {fact.said['graduation_id']}"
            yield known.hit("R20", subject, fact, visits=seen)
        day = known.today
        village = known.village_of.get(fact.stream, "")
        same = self.graduated.setdefault((village, day), [])
        same.append(fact.position)
        if len(same) > terms.graduations_a_day:
            subject = f"mass {village} {day}"
            yield known.hit("R20", subject, fact, positions=same, graduations=len(same))

    def finding(self, fact: Fact) -> Iterable[Said]:
        opened = self.findings.setdefault(fact.stream, set())
        if fact.name == FindingOpened.name:
            opened.add(fact.said["finding_id"])
        else:
            opened.discard(fact.said["finding_id"])
        return ()

    def erased(self, fact: Fact) -> Iterator[Said]:
        """Ask about an erasure while a finding is open."""
        if opened := self.findings.get(fact.stream):
            subject = f"erased {fact.said['request_id']} {fact.stream}"
            yield self.known.hit("R20", subject, fact, findings=len(opened))

    def amendment(self, fact: Fact) -> Iterable[Said]:
        if village := self.known.village_of.get(fact.stream):
            self._quarter()
            quarter = quarter_of(self.known.today)
            self.amended[quarter].setdefault(village, []).append(fact.position)
        return ()

    def _quarter(self) -> Counter[str]:
        key = quarter_of(self.known.today)
        if key not in self.quarters:
            self.quarters[key], self.amended[key] = Counter(), {}
            year, month = key
            over = date(year + (month == 10), month % 12 + 3 if month < 10 else 1, 1)  # noqa: PLR2004
            midnight = datetime.combine(over, time(), self.known.programme.zone)
            self.known.agenda.at(midnight + GRACE, lambda at: self._close(key, at))
        return self.quarters[key]

    def _close(self, key: tuple[int, int], at: int) -> Iterator[Said]:
        """Ask about a village where far more is corrected than elsewhere."""
        terms, visits, amended = self.known.terms(date(*key, 28)), self.quarters[key], self.amended
        rates = {
            village: 1_000 * len(amended[key].get(village, ())) / count
            for village, count in visits.items()
        }
        for village, positions in amended[key].items():
            if len(positions) < terms.corrections_min or len(rates) < PEERS_MIN:
                continue
            # Beyond chance as well: where all are alike, any difference is many deviations.
            usual = sorted(rates.values())[len(rates) // 2]
            expected = usual * visits[village] / 1_000
            rate = rates.get(village, 0)
            if is_beyond_chance(len(positions), expected) and beyond_peers(
                rate, list(rates.values()), terms.peer_mads
            ):
                values: dict[str, int | str] = {
                    "corrections": len(positions),
                    "visits": visits[village],
                }
                subject = f"corrected {village} {key[0]}-{key[1]:02}"
                yield Hit("R20", subject, at, tuple(positions), values, village)
        self.quarters[key], self.amended[key] = Counter(), {}


def is_beyond_chance(count: int, expected: float) -> bool:
    """Say whether so many are more than chance makes of the expected number."""
    return count > expected + CHANCE * sqrt(expected)


def is_apart(code: str, variant: str) -> bool:
    """Say whether a rule keeps two steps in the hands of two people."""
    return code in SAME_PERSON and (code != "S2" or variant in S2_APART)


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the first month of a quarter."""
    return day.year, (day.month - 1) // 3 * 3 + 1
