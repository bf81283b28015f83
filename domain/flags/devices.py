"""R16: what a telephone says of itself: gaps in its count, its clock, its place, its owner."""

from collections.abc import Iterable, Iterator

from domain.flags.facts import Fact, Listeners, Said, Settled
from domain.flags.known import Known
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.record import IrregularityReported

# A telephone that skips more than this was set back to its beginning, or is another one.
SKIPPED_MAX = 1_000


class Devices:
    """Remembers the last number of each telephone, and the numbers that are still missing."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.last: dict[str, int] = {}
        self.owner: dict[str, tuple[str, int]] = {}
        self.missing: dict[tuple[str, int], str] = {}
        self.gaps: dict[str, int] = {}

    def listeners(self) -> Listeners:
        return {VisitRecorded.name: self.visit, IrregularityReported.name: self.irregular}

    def visit(self, fact: Fact) -> Iterable[Said]:
        """Ask about a place that was simulated, by the word of the append."""
        if "V3.mock" not in fact.said.get("warnings", ()):
            return ()
        return (self.known.hit("R16", f"mock {fact.said['visit_id']}", fact),)

    def irregular(self, fact: Fact) -> Iterator[Said]:
        """Ask about a clock that ran ahead of the server's."""
        if (fact.said["rule"], fact.said.get("variant")) == ("V1", "future"):
            subject = f"clock {fact.said['irregularity_id']}"
            yield self.known.hit("R16", subject, fact, channel=fact.by["channel"])

    def sent(self, fact: Fact) -> list[Said]:
        """Look at whatever a telephone sent."""
        by = fact.by
        device, actor, number = by["device_id"], by["actor_id"], by.get("device_seq")
        owner, first = self.owner.setdefault(device, (actor, fact.position))
        found: list[Said] = []
        if owner != actor and by["role"] in self.known.mentor_roles:
            subject = f"shared {device} {actor}"
            found.append(self.known.hit("R16", subject, fact, positions=(first,), device=device))
        if number is not None:
            if self.last.get(device) == number - 1:
                self.last[device] = number  # the next one, as nearly always
            else:
                found += self._counted(fact, device, number)
        return found

    def _counted(self, fact: Fact, device: str, number: int) -> Iterator[Said]:
        gap = self.missing.pop((device, number), None)
        if gap is not None:
            self.gaps[gap] -= 1
            if not self.gaps[gap]:
                del self.gaps[gap]
                yield Settled("R16", gap, fact.position)
        last = self.last.get(device)
        if last is None or number > last:
            self.last[device] = number
        if last is None or not 1 < number - last <= SKIPPED_MAX:
            return
        gap = f"gap {device} {last + 1}"
        self.missing |= {(device, each): gap for each in range(last + 1, number)}
        self.gaps[gap] = number - last - 1
        yield self.known.hit("R16", gap, fact, device=device, missing=number - last - 1)
