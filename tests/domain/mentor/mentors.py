"""A mentor with a village, to begin with."""

from datetime import date
from uuid import UUID

from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.commands import (
    RegisterMentor,
    TakeHousehold,
)
from domain.mentor_assignment.events import (
    HouseholdTaken,
    MentorRegistered,
    MentorTerritorySet,
)
from tests.definitions import village
from tests.scenario import HOUSEHOLD_ID, MENTOR, given_of

FIRST_DAY = date(2026, 1, 5)
DAY = date(2026, 3, 2)
REGISTERED = MentorRegistered(mentor_id=MENTOR, from_on=FIRST_DAY, basis="SK contoh 17")
REGISTER = RegisterMentor(mentor_id=MENTOR, from_on=FIRST_DAY, basis="SK contoh 17")


def mentor(programme, *more):
    territory = MentorTerritorySet(villages=(village(programme),), from_on=FIRST_DAY)
    return given_of(MENTOR_ASSIGNMENT, REGISTERED, territory, *more, stream=MENTOR)


def take(programme, household_id=HOUSEHOLD_ID, day=DAY, number=0):
    return TakeHousehold(
        household_id=household_id, village_code=village(programme, number), from_on=day
    )


def taken(programme, household_id=HOUSEHOLD_ID, **more):
    return HouseholdTaken(
        household_id=household_id, village_code=village(programme), from_on=DAY, **more
    )


def caseload(programme, count):
    return [taken(programme, UUID(int=number)) for number in range(1, count + 1)]
