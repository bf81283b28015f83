"""Which steps a household took: services that arrived, sessions, trainings, savings, business.

A mark names what happened and, where the fact says it, of which kind. Which pillar a mark belongs
to is said by the programme definition when somebody asks, never when it is written.

Most steps repeat a mark that the household has already: they are asked for only where a first one
was amended.
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


@dataclass(slots=True)
class Covered:
    """Of the households of a village that were ever accompanied, how many took a step."""

    by_pillar: dict[str, int]
    households: int = 0


@PILLAR_STEPS.on(*LISTENED)
def stepped(event: Event, change: Change) -> Rows:
    """Add the step."""
    key = change.stream, change.recorded.event_id
    return [STEPS.begins(key, mark_of(event, change.household), change.is_first)]


@PILLAR_STEPS.on_amended(*LISTENED)
def amended(change: Change) -> Rows:
    """Take the step away, or mark it anew as it was in truth."""
    assert change.wrong is not None  # noqa: S101 (there is one, or nobody would have asked)
    key = change.stream, change.wrong.event_id
    if change.right is None:
        return [STEPS.ends(key)]
    is_first = True  # whether it is must be asked, so none that may be is left out
    return [STEPS.becomes(key, mark_of(change.right.event, change.household), is_first)]


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
    bits = {each.code: 1 << number for number, each in enumerate(programme.pillars)}
    pairs = [(mark, bits[code]) for code in bits for mark in marks_of(programme, code)]
    asked = {
        "marks": [mark for mark, _ in pairs],
        "bits": [bit for _, bit in pairs],
        "as_of": as_of,
    }
    found: dict[str, Covered] = {}
    for village, taken, households in connection.execute(SQL["coverage"], asked):
        covered = found.setdefault(village, Covered(dict.fromkeys(bits, 0)))
        covered.households += households
        for code, bit in bits.items():
            covered.by_pillar[code] += households if taken & bit else 0
    return found
