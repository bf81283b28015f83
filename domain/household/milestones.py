"""What a household reaches on its way; each is put on record once, by whatever reached it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.events import Event
from domain.household.events.assessment import MilestoneReached
from domain.household.state import Household
from domain.household.states.livelihood import Trading
from domain.programme import Programme
from domain.scorecard import MET

DEPOSITS = 6
MONTHS_ALIVE = 3


def reached(state: Household, **milestones: bool) -> list[Event]:
    """Return the milestones that are reached now and never were before."""
    known = state.assessment.milestones
    return [
        MilestoneReached(milestone=name)
        for name, is_reached in milestones.items()
        if is_reached and name not in known
    ]


def indicators_reached(state: Household, verdicts: tuple[tuple[str, str], ...]) -> list[Event]:
    """Return a milestone per indicator that is met for the first time, the baseline included."""
    before = dict(state.entry.baseline_verdicts)
    return [
        event
        for code, verdict in verdicts
        if verdict == MET and before.get(code) != MET
        for event in reached(state, **{f"indicator.{code}": True})
    ]


def are_basic_needs_covered(state: Household, programme: Programme, served: UUID) -> bool:
    """Say whether the last of the needs that have to be served is served by this."""
    plan = state.plan
    return all(
        need_id == served or plan.closed.get(need_id) == "served"
        for need_id, need in plan.needs.items()
        if programme.need_by_code[need.kind].mandatory
    )


def alive_long_enough(reports: Iterable[Trading]) -> int:
    """Return how many livelihoods were alive in three months in a row."""
    latest: dict[UUID, dict[int, bool]] = {}
    for report in reports:
        latest.setdefault(report.livelihood_id, {})[_index(report.month_on)] = report.alive
    return sum(
        any(all(months.get(first + n) for n in range(MONTHS_ALIVE)) for first in months)
        for months in latest.values()
    )


def _index(month_on: date) -> int:
    return month_on.year * 12 + month_on.month
