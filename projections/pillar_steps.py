"""Which steps a household took: services that arrived, sessions, trainings, savings, business.

A mark names what happened and, where the fact says it, of which kind. Which pillar a mark belongs
to is said by the programme definition when somebody asks, never when it is written.
"""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from domain.events import Event
from domain.household.events.accompaniment import GroupSessionAttended, TrainingCompleted
from domain.household.events.livelihood import EnterpriseReported, SavingsRecorded
from domain.household.events.rights import ServiceDelivered
from domain.household.state import Household
from domain.programme import Programme
from projections.household_file import HOUSEHOLD_FILE
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans

STEPS = Spans("pillar_steps", key=("household_id", "event_id"))
PILLAR_STEPS = ReadModel("pillar_steps", __file__, (STEPS,))
SQL = PILLAR_STEPS.sql
BASED_ON = (PILLAR_STEPS.name, HOUSEHOLD_FILE.name)
LISTENED = (
    ServiceDelivered,
    GroupSessionAttended,
    TrainingCompleted,
    SavingsRecorded,
    EnterpriseReported,
)


@dataclass(frozen=True, slots=True)
class Covered:
    """Of the households of a village that were ever accompanied, how many took a step."""

    households: int
    by_pillar: dict[str, int]


@PILLAR_STEPS.on(*LISTENED)
def stepped(event: Event, change: Change) -> Rows:
    """Add the step."""
    key = change.stream, change.recorded.event_id
    return [STEPS.begins(key, mark_of(event, change.household))]


@PILLAR_STEPS.on_amended(*LISTENED)
def amended(change: Change) -> Rows:
    """Take the step away, or mark it anew as it was in truth."""
    assert change.wrong is not None  # noqa: S101 (there is one, or nobody would have asked)
    key = change.stream, change.wrong.event_id
    if change.right is None:
        return [STEPS.ends(key)]
    return [STEPS.becomes(key, mark_of(change.right.event, change.household))]


def mark_of(event: Event, household: Household) -> str:
    """Return what a step is called in the table."""
    if isinstance(event, GroupSessionAttended | TrainingCompleted):
        return f"pillar:{event.pillar}"
    if isinstance(event, ServiceDelivered):
        referral = household.rights.referrals.get(event.referral_id)
        need = household.plan.needs.get(referral.need_id) if referral else None
        return f"need:{need.kind}" if need else "need:"
    return "savings" if isinstance(event, SavingsRecorded) else "enterprise"


def marks_of(programme: Programme, pillar: str) -> list[str]:
    """Return the marks that count for a pillar."""
    steps = next(each.steps for each in programme.pillars if each.code == pillar)
    needs = [f"need:{need.code}" for need in programme.needs if need.pillar == pillar]
    return [f"pillar:{pillar}", *needs, *steps]


def coverage(connection: Connection[Any], programme: Programme, as_of: int) -> dict[str, Covered]:
    """Return, per village, how many households took a step of each pillar."""
    pairs = [
        (mark, each.code) for each in programme.pillars for mark in marks_of(programme, each.code)
    ]
    asked = {
        "marks": [mark for mark, _ in pairs],
        "pillars": [pillar for _, pillar in pairs],
        "as_of": as_of,
    }
    found: dict[str, Covered] = {}
    for village, households, pillar, stepped_ in connection.execute(SQL["coverage"], asked):
        found.setdefault(village, Covered(households, {})).by_pillar[pillar] = stepped_
    return found
