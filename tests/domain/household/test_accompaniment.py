"""Missed visits, group sessions, trainings and spot checks (rules N5, V2, V4)."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordSpotCheck,
    RecordTraining,
)
from domain.household.events.accompaniment import (
    GroupSessionAttended,
    SupervisorSpotChecked,
    TrainingCompleted,
    VisitMissed,
)
from tests.domain.household.cases import ELIGIBLE, HEAD, SPOUSE, member
from tests.domain.household.families import (
    ACTIVE,
    HOME_VISIT,
    OTHER_VISIT,
    SECOND_PERSON,
    VISIT_RECORDED,
    visit,
)
from tests.scenario import MENTOR, OTHER_MENTOR, given, said

STRANGER = UUID(int=0xFF)
FAMILY = (*ACTIVE, member(SPOUSE))
MISSED = {"visit_id": HOME_VISIT, "respondent_id": HEAD, "reason": "nobody_home"}
SESSION = {
    "session_id": UUID(int=0x170),
    "group_id": UUID(int=0x171),
    "kind": "finance",
    "pillar": "finance",
    "person_ids": (HEAD, SPOUSE),
    "minutes": 90,
}
TRAINING = {
    "training_id": UUID(int=0x172),
    "person_id": HEAD,
    "provider": "village_agency",
    "curriculum": "livestock",
    "pillar": "livelihood",
    "days": 3,
    "completed_on": date(2026, 6, 10),
}
SPOT_CHECK = {
    "check_id": UUID(int=0x173),
    "visit_id": HOME_VISIT,
    "respondent_id": HEAD,
    "method": "call",
    "confirmed": True,
}
REPORTS = [
    (RecordMissedVisit, VisitMissed, MISSED),
    (RecordGroupSession, GroupSessionAttended, SESSION),
    (RecordTraining, TrainingCompleted, TRAINING),
]
COMMANDS = [command(**content) for command, _, content in REPORTS]
VISITED = (*FAMILY, said(VISIT_RECORDED, by=MENTOR))


def sent(command, history=FAMILY):
    return given(*history).when(command, by=MENTOR, role="mentor")


@pytest.mark.parametrize(("command", "event", "content"), REPORTS)
def test_a_report_is_recorded_once(command, event, content):
    sent(command(**content)).then(event(**content))
    sent(command(**content), (*FAMILY, event(**content))).then_nothing()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_report_about_a_household_that_is_not_enrolled_is_refused(command):
    given(*ELIGIBLE, member(SPOUSE)).when(command).then_refused("N5", "before")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_report_by_the_mentor_of_others_is_refused(command):
    given(*FAMILY).when(command, by=OTHER_MENTOR, role="mentor").then_refused("N5", "mentor")


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (RecordMissedVisit(**MISSED | {"reason": "mood"}), ("S1", "reason")),
        (RecordMissedVisit(**MISSED | {"respondent_id": STRANGER}), ("S1", "missing")),
        (RecordGroupSession(**SESSION | {"kind": "karaoke"}), ("S1", "reason")),
        (RecordGroupSession(**SESSION | {"pillar": "fun"}), ("P4", "pillar")),
        (RecordGroupSession(**SESSION | {"person_ids": (STRANGER,)}), ("S1", "missing")),
        (RecordTraining(**TRAINING | {"provider": "nobody"}), ("M4", "party")),
        (RecordTraining(**TRAINING | {"curriculum": "magic"}), ("S1", "reason")),
        (RecordTraining(**TRAINING | {"pillar": "fun"}), ("P4", "pillar")),
        (RecordTraining(**TRAINING | {"completed_on": date(2026, 6, 16)}), ("H1", "future")),
        (RecordTraining(**TRAINING | {"person_id": STRANGER}), ("S1", "missing")),
    ],
)
def test_a_report_about_what_nobody_knows_is_refused(command, rule):
    sent(command).then_refused(*rule)


def test_a_visit_cannot_be_both_made_and_missed():
    sent(visit(), (*FAMILY, VisitMissed(**MISSED))).then_refused("V2")


def test_a_supervisor_looks_at_a_visit_a_second_time():
    checked = SupervisorSpotChecked(**SPOT_CHECK)
    asked = RecordSpotCheck(**SPOT_CHECK)
    given(*VISITED).when(asked, by=SECOND_PERSON).then(checked)
    given(*VISITED, checked).when(asked, by=SECOND_PERSON).then_nothing()


def test_nobody_checks_their_own_visit():
    asked = RecordSpotCheck(**SPOT_CHECK)
    given(*VISITED).when(asked, by=MENTOR).then_refused("V4", "own")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"visit_id": OTHER_VISIT}, ("S1", "missing")),
        ({"findings": ("odd",)}, ("S1", "reason")),
    ],
)
def test_a_spot_check_is_of_a_visit_and_finds_what_is_known(changes, rule):
    asked = RecordSpotCheck(**SPOT_CHECK | changes)
    given(*VISITED).when(asked, by=SECOND_PERSON).then_refused(*rule)


def test_the_state_counts_each_report_once():
    history = (
        *VISITED,
        GroupSessionAttended(**SESSION),
        TrainingCompleted(**TRAINING),
        VisitMissed(**MISSED | {"visit_id": OTHER_VISIT}),
        SupervisorSpotChecked(**SPOT_CHECK),
    )
    accompaniment = given(*history).state.accompaniment

    assert accompaniment.sessions == {SESSION["session_id"]: "finance"}
    assert accompaniment.trainings == {TRAINING["training_id"]: "livestock"}
    assert accompaniment.missed == {OTHER_VISIT: "nobody_home"}
    assert accompaniment.spot_checks == {SPOT_CHECK["check_id"]: HOME_VISIT}
