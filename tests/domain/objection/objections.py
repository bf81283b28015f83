"""An objection that was lodged, to begin with."""

from datetime import date
from uuid import UUID

from domain.objection.aggregate import OBJECTION
from domain.objection.commands import (
    EscalateObjection,
)
from domain.objection.events import (
    ObjectionDecided,
    ObjectionLodged,
)
from domain.periods import working_days_after
from tests.definitions import code, village
from tests.scenario import HOUSEHOLD_ID, given_of

OBJECTION_ID = UUID(int=0xE1)
COMPLAINANT = UUID(int=0xE2)
CONTESTED = UUID(int=0xE3)
LODGED_ON = date(2026, 3, 2)


def due(programme):
    return working_days_after(LODGED_ON, programme.limits.objection_working_days.on(LODGED_ON))


def lodging(programme, **more):
    return {
        "complainant_id": COMPLAINANT,
        "village_code": village(programme),
        "kind": code(programme, "objection"),
        "household_id": HOUSEHOLD_ID,
        "contested_by": (CONTESTED,),
    } | more


def outcome(programme, **more):
    return {
        "outcome": "upheld",
        "reason": code(programme, "objection_outcome"),
        "basis": "Berita acara contoh 4",
    } | more


def lodged(programme, *more):
    event = ObjectionLodged(**lodging(programme), due_on=due(programme))
    return given_of(OBJECTION, event, *more, stream=OBJECTION_ID)


def decided(programme, **more):
    return ObjectionDecided(**outcome(programme, **more), complainant_id=COMPLAINANT)


def deadline(to_role="programme_lead", reason="deadline"):
    return EscalateObjection(to_role=to_role, reason=reason)
