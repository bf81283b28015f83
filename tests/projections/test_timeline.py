"""The story of a household holds what happened to it in other streams, and nothing of others."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.events.livelihood import ShockReported
from domain.mentor_assignment.events import (
    HouseholdReleased,
    HouseholdTaken,
    MentorOnLeave,
    MentorRegistered,
    MentorReturned,
)
from domain.nomination_batch.events import RowsJudged, RowVerdict
from domain.objection.events import ObjectionDecided, ObjectionLodged
from domain.village_meeting.events import HouseholdDecided, MeetingClosed, MeetingOpened
from projections import timeline
from tests.projections.telling import HEAD, HOUSEHOLD, MENTOR, OTHER, Telling

MEETING, OBJECTION, BATCH = (UUID(int=number) for number in (0xE1, 0xE2, 0xE3))
VILLAGE = "74.99.01.2001"
DAY = date(2024, 3, 4)


@pytest.fixture
def telling(office):
    return Telling(office)


def story(office, as_of, household=HOUSEHOLD):
    with office.reading() as connection:
        return timeline.of_household(connection, household, as_of)


def shock(number):
    return ShockReported(shock_id=UUID(int=number), person_id=HEAD, kind="storm")


def test_a_meeting_is_part_of_the_story_of_those_it_decided_on(office, telling):
    opened = MeetingOpened(village_code=VILLAGE, held_on=DAY, agenda=("list",))
    decided = HouseholdDecided(household_id=HOUSEHOLD, decision="eligible", deciders=(HEAD,))
    lines = telling.tell(MEETING, opened, decided, MeetingClosed(minutes_sha256="a" * 64))
    last = telling.tell(OTHER, shock(1))

    assert story(office, last.position) == [lines[1].position, lines[2].position]
    assert story(office, last.position, OTHER) == [last.position]


def test_an_objection_and_its_outcome_are_part_of_the_story(office, telling):
    lodged = ObjectionLodged(
        complainant_id=UUID(int=5),
        village_code=VILLAGE,
        kind="not_poor",
        household_id=HOUSEHOLD,
        due_on=DAY,
    )
    decided = ObjectionDecided(
        outcome="rejected", reason="visited", basis="BA 1/2024", complainant_id=UUID(int=5)
    )
    lines = telling.tell(OBJECTION, lodged, decided)

    assert story(office, lines[0].position) == [lines[0].position]
    assert story(office, lines[1].position) == [line.position for line in lines]
    assert story(office, lines[1].position, OTHER) == []


def test_the_mentor_belongs_to_the_story_as_long_as_the_household_is_in_their_care(
    office, telling
):
    taken = [
        HouseholdTaken(household_id=each, village_code=VILLAGE, from_on=DAY)
        for each in (HOUSEHOLD, OTHER)
    ]
    registered = MentorRegistered(mentor_id=MENTOR, from_on=DAY, basis="SK 1/2024")
    lines = telling.tell(MENTOR, registered, *taken)
    leave = telling.tell(MENTOR, MentorOnLeave(from_on=DAY, reason="illness"))
    released = HouseholdReleased(household_id=HOUSEHOLD, released_on=DAY, reason="leave")
    last = telling.tell(MENTOR, released, MentorReturned(returned_on=DAY))

    mine = [lines[1].position, leave.position, last[0].position]
    assert story(office, last[1].position) == mine
    assert story(office, last[1].position, OTHER) == [
        lines[2].position,
        leave.position,
        last[1].position,
    ]


def test_the_list_that_a_household_stood_on_opens_its_story(office, telling):
    rows = (
        RowVerdict(1, "nominated", (), HOUSEHOLD, "a" * 64),
        RowVerdict(2, "not_poor", ("listed.not_poor",), None, "b" * 64),
    )
    judged = telling.tell(BATCH, RowsJudged(rows=rows))
    own = telling.tell(HOUSEHOLD, shock(1))

    assert story(office, own.position) == [judged.position, own.position]
    assert story(office, own.position, OTHER) == []
