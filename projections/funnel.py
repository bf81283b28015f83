"""The way of households from a list to standing on their own, as steps that add up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from domain.household.state import Status

STAGES = ("nominated", "verified", "eligible", "enrolled", "active", "graduated")
# Who is no longer on the way, or not on this one.
LEFT = frozenset(
    status.value
    for status in (
        Status.NOT_ELIGIBLE,
        Status.SOCIAL_PROTECTION_ONLY,
        Status.EXITED,
        Status.CLOSED,
    )
)
MERGED = Status.MERGED.value


@dataclass(frozen=True, slots=True)
class Alike:
    """How many households stand alike. One that was merged is counted with the one it went to."""

    stage: str
    status: str
    reason: str
    households: int


@dataclass(frozen=True, slots=True)
class Step:
    """How many households came this far, how many went on, waited, or left, and why."""

    stage: str
    reached: int
    went_on: int
    waiting: int
    left: dict[str, int]

    @property
    def adds_up(self) -> bool:
        return self.reached == self.went_on + self.waiting + sum(self.left.values())


@dataclass(frozen=True, slots=True)
class Funnel:
    """All steps. `merged` are the duplicates that are counted nowhere else."""

    steps: tuple[Step, ...]
    merged: int

    @property
    def adds_up(self) -> bool:
        """Say whether every step adds up, and each begins with who went on from the one before."""
        joined = all(one.went_on == after.reached for one, after in pairwise(self.steps))
        return joined and all(step.adds_up for step in self.steps)


def funnel(counts: Iterable[Alike]) -> Funnel:
    """Return the funnel of some households."""
    reached: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    left: dict[str, Counter[str]] = {stage: Counter() for stage in STAGES}
    merged = 0
    for one in counts:
        if one.status == MERGED:
            merged += one.households
            continue
        for stage in STAGES[: STAGES.index(one.stage) + 1]:
            reached[stage] += one.households
        if one.status in LEFT:
            left[one.stage][one.reason or one.status] += one.households
        else:
            waiting[one.stage] += one.households
    steps = tuple(
        Step(
            stage,
            reached[stage],
            reached[after],
            waiting[stage],
            dict(sorted(left[stage].items())),
        )
        for stage, after in zip(STAGES, (*STAGES[1:], ""), strict=True)
    )
    return Funnel(steps, merged)
