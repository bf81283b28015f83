"""Two families in two villages, and what happened to them up to the first visit."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from config.programme_files import load_programme
from domain.events import Event
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.entry import BaselineAssessed, HouseholdEnrolled, MentorAssigned
from domain.household.events.people import MemberAdded
from domain.household.events.plan import NeedIdentified
from domain.household.events.targeting import HouseholdNominated
from domain.mentor_assignment.events import (
    HouseholdTaken,
    MentorRegistered,
    MentorTerritorySet,
)

PROGRAMME = load_programme("ntb").programme
HERE, ELSEWHERE = PROGRAMME.villages[0].code, PROGRAMME.villages[1].code
MELATI = UUID("a17a17a1-7a17-4a17-8a17-a17a17a17a17")
KENANGA = UUID("b18b18b1-8b18-4b18-8b18-b18b18b18b18")
NAMES = {MELATI: "Contoh Melati 17", KENANGA: "Contoh Kenanga 18"}
NIK = "5201015505909999"
PEOPLE = UUID("6a656a61-6b00-5000-8000-00000000c0de")


def user_of(role: str) -> UUID:
    """Return the user who holds a role; mentors are two, one per family."""
    return uuid5(PEOPLE, role)


def person(household_id: UUID, name: str) -> UUID:
    return uuid5(household_id, name)


def joining(household_id: UUID, village: str, mentor: UUID, day: date) -> tuple[Event, ...]:
    """Return how a mentor begins, and takes a family."""
    return (
        MentorRegistered(mentor_id=mentor, from_on=day, basis="SK contoh 1"),
        MentorTerritorySet(villages=(village,), from_on=day),
        HouseholdTaken(household_id=household_id, village_code=village, from_on=day),
    )


def story(
    household_id: UUID, village: str, mentor: UUID, day: date
) -> list[tuple[int, str, Event]]:
    """Return a family's way to its first visit: after how many days, in which role, which fact."""
    head, child = person(household_id, "head"), person(household_id, "child")
    return [
        (0, "data_officer", _nominated(household_id, village, head)),
        (1, "mentor", _child(child)),
        (2, "approver", _enrolled(village, day)),
        (2, "supervisor", MentorAssigned(mentor_id=mentor, from_on=day)),
        (3, "mentor", _baseline(head)),
        (4, "mentor", _need(head, day)),
        (10, "mentor", _visited(household_id, head)),
    ]


def _nominated(household_id: UUID, village: str, head: UUID) -> Event:
    return HouseholdNominated(
        person_id=head,
        sex="f",
        age_band="18-59",
        able_to_work=True,
        full_name=NAMES[household_id],
        nik=NIK,
        address="Dusun Contoh",
        batch_id=uuid5(PEOPLE, "batch"),
        decile=1,
        source_agency="dinsos",
        as_of_on=date(2025, 12, 1),
        row_reference="Contoh 81",
        village_code=village,
    )


def _child(child: UUID) -> Event:
    return MemberAdded(
        person_id=child,
        sex="f",
        age_band="7-12",
        able_to_work=False,
        relation="child",
        reason="left_out",
    )


def _enrolled(village: str, day: date) -> Event:
    return HouseholdEnrolled(
        decree_on=day, in_other_programme=False, village_code=village, decree_number="SK contoh 2"
    )


def _baseline(head: UUID) -> Event:
    return BaselineAssessed(
        assessment_id=uuid5(head, "baseline"),
        respondent_id=head,
        instrument_code="scorecard",
        instrument_version=1,
        answers=(),
        verdicts=(("food", "not_met"), ("school", "met")),
        passed=False,
        phase="stabilise",
    )


def _need(head: UUID, day: date) -> Event:
    return NeedIdentified(
        need_id=uuid5(head, "need"),
        person_id=head,
        kind="latrine",
        owner="dinkes",
        due_on=day + timedelta(days=180),
    )


def _visited(household_id: UUID, head: UUID) -> Event:
    return VisitRecorded(
        visit_id=uuid5(household_id, "first visit"),
        respondent_id=head,
        topics=("livelihood",),
        minutes=45,
        instrument_code="visit",
        instrument_version=1,
        answers=(("meals_yesterday", 2), ("somebody_ill", False)),
        note=f"{NAMES[household_id]} memulai kandang",
    )
