"""A visit that somebody will amend, and the commands that amend it."""

from datetime import date
from uuid import UUID

from domain.household.commands.record import (
    AnnulEvent,
    CorrectEvent,
)
from domain.household.events.record import (
    EventAnnulled,
    EventCorrected,
    LeaveGranted,
    LegalHoldPlaced,
)
from tests.domain.household.cases import HEAD
from tests.domain.household.families import (
    ACTIVE,
    CORRECTION,
    HOME_VISIT,
    INSPECTOR,
    SECOND_PERSON,
    VISIT_RECORDED,
)
from tests.scenario import MENTOR, given, said

BY_MENTOR = said(VISIT_RECORDED, by=MENTOR, on=date(2026, 6, 10))
VISITED = (*ACTIVE, BY_MENTOR)
# In these histories the nth event has the id n.
TARGET, AMENDMENT = UUID(int=len(VISITED)), UUID(int=len(VISITED) + 1)
ASKED = {
    "correction_id": CORRECTION,
    "target_id": TARGET,
    "reason": "wrong_value",
    "second_person_id": SECOND_PERSON,
    "values": (("minutes", "55"),),
}
CORRECTED = EventCorrected(**ASKED)
ANNULMENT = {
    "annulment_id": UUID(int=0x1E0),
    "target_id": TARGET,
    "reason": "did_not_happen",
    "second_person_id": SECOND_PERSON,
}
ANNULLED = EventAnnulled(**ANNULMENT)
HOLD = {"hold_id": UUID(int=0x1E1), "basis": "ST-1/2026"}
HELD = said(LegalHoldPlaced(**HOLD), by=INSPECTOR)
LEAVE = {"leave_id": UUID(int=0x1E4), "target_id": TARGET, "basis": "ST-1/2026"}
LEFT = said(LeaveGranted(**LEAVE), by=INSPECTOR)
IRREGULARITY = {
    "irregularity_id": UUID(int=0x1E2),
    "rule": "N5",
    "variant": "mentor",
    "command": "household.record-visit",
    "person_id": HEAD,
}


def correct(**changes):
    return CorrectEvent(**ASKED | changes)


def annul(**changes):
    return AnnulEvent(**ANNULMENT | changes)


def corrected(**changes):
    return EventCorrected(**ASKED | changes)


def the_visit(*history):
    return given(*history).state.accompaniment.visits[HOME_VISIT]
