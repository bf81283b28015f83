"""Who decides on a household in a village meeting, and when it may be relied upon."""

import pytest

from domain.household.state import Household
from domain.household.states.people import Member
from domain.rules import Refused
from domain.village_meeting.commands import (
    DecideHousehold,
    RecordAttendance,
)
from domain.village_meeting.events import (
    AttendanceRecorded,
    HouseholdDecided,
    MeetingClosed,
)
from tests.definitions import code, in_both_programmes, village
from tests.domain.meeting.meetings import (
    DAY,
    HEAD,
    MINUTES,
    NEIGHBOUR,
    STRANGER,
    attendance,
    attended,
    deciding,
    opened,
)
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID


def living_here():
    return Member(sex="f", age_band="18-59", able_to_work=True, nik_missing=False, joined=1)


@in_both_programmes
def test_a_household_is_decided_once(programme):
    command = DecideHousehold(**deciding(programme))
    event = HouseholdDecided(**deciding(programme))
    then = attended(programme).when(command, programme=programme).then(event)
    then.when(command, programme=programme).then_nothing()


@in_both_programmes
def test_until_the_minutes_are_signed_the_last_decision_counts(programme):
    first = HouseholdDecided(**deciding(programme))
    other = deciding(programme, OTHER_HOUSEHOLD_ID)
    given = attended(programme, first, HouseholdDecided(**other))
    command = DecideHousehold(**deciding(programme, number=1))
    then = given.when(command, programme=programme).then(
        HouseholdDecided(**deciding(programme, number=1))
    )
    decided = {key: value.decision for key, value in then.state.decisions.items()}
    assert decided == {
        HOUSEHOLD_ID: code(programme, "village_decision", 1),
        OTHER_HOUSEHOLD_ID: code(programme, "village_decision"),
    }


@in_both_programmes
def test_nothing_is_decided_without_an_attendance_list(programme):
    command = DecideHousehold(**deciding(programme))
    opened(programme).when(command, programme=programme).then_refused("M2", "list")


@in_both_programmes
def test_the_smallest_quorum_decides_and_one_guest_more_would_not(programme):
    percent = programme.limits.quorum_percent.on(DAY)
    invited = 300 // percent
    command = DecideHousehold(**deciding(programme))
    enough = attended(programme, invited=invited)
    enough.when(command, programme=programme).then(HouseholdDecided(**deciding(programme)))
    too_few = attended(programme, invited=invited + 1)
    too_few.when(command, programme=programme).then_refused("M2", "quorum")


@in_both_programmes
def test_whoever_is_not_on_the_list_does_not_decide(programme):
    command = DecideHousehold(**deciding(programme, deciders=(HEAD, STRANGER)))
    attended(programme).when(command, programme=programme).then_refused("M2", "absent")


@in_both_programmes
def test_a_member_does_not_decide_on_their_own_household_but_on_others(programme):
    deciders = (HEAD, NEIGHBOUR)
    own = DecideHousehold(**deciding(programme, OTHER_HOUSEHOLD_ID, deciders))
    attended(programme).when(own, programme=programme).then_refused("M2", "member")
    other = deciding(programme, HOUSEHOLD_ID, deciders)
    given = attended(programme).when(DecideHousehold(**other), programme=programme)
    given.then(HouseholdDecided(**other))


@in_both_programmes
def test_a_member_by_the_record_does_not_decide_whatever_the_list_says(programme):
    family, others = Household(), Household()
    for household, person in ((family, HEAD), (others, NEIGHBOUR)):
        household.people.members[person] = living_here()
    command = DecideHousehold(**deciding(programme))
    given = attended(programme)

    given.when(command, programme=programme, other=family).then_refused("M2", "member")
    given.when(command, programme=programme, other=others).then(
        HouseholdDecided(**deciding(programme))
    )


@in_both_programmes
def test_who_moved_out_before_decides_like_any_neighbour(programme):
    family = Household()
    family.people.members[HEAD] = living_here()
    family.people.departures[HEAD] = 2
    command = DecideHousehold(**deciding(programme))

    attended(programme).when(command, programme=programme, other=family).then(
        HouseholdDecided(**deciding(programme))
    )


@in_both_programmes
def test_who_is_listed_twice_came_once(programme):
    listed = attendance(programme)
    twice = listed | {"participants": (listed["participants"][0],) * 2}
    opened(programme).when(RecordAttendance(**twice), programme=programme).then_refused(
        "M2", "twice"
    )

    # A list that was taken in before the rule knew this is counted by persons.
    old = opened(programme, AttendanceRecorded(**twice | {"invited": 4}))
    command = DecideHousehold(**deciding(programme, deciders=(HEAD,)))
    old.when(command, programme=programme).then_refused("M2", "quorum")


@in_both_programmes
def test_a_decision_is_one_that_the_programme_knows(programme):
    command = DecideHousehold(**deciding(programme) | {"decision": "no-such-decision"})
    attended(programme).when(command, programme=programme).then_refused("S1", "reason")


@in_both_programmes
def test_nothing_is_decided_after_the_minutes_are_signed(programme):
    decided = HouseholdDecided(**deciding(programme))
    closed = attended(programme, decided, MeetingClosed(minutes_sha256=MINUTES))
    again = DecideHousehold(**deciding(programme))
    closed.when(again, programme=programme).then_nothing()
    other = DecideHousehold(**deciding(programme, OTHER_HOUSEHOLD_ID))
    closed.when(other, programme=programme).then_refused("M2", "closed")


@in_both_programmes
def test_a_decision_stands_only_for_its_household_and_village_and_with_signed_minutes(programme):
    decided = HouseholdDecided(**deciding(programme))
    open_meeting = attended(programme, decided).state
    closed = attended(programme, decided, MeetingClosed(minutes_sha256=MINUTES)).state
    here, elsewhere = village(programme), village(programme, 1)

    stands = closed.standing_decision(HOUSEHOLD_ID, here)
    assert stands == code(programme, "village_decision")
    for meeting, household_id, place, variant in (
        (open_meeting, HOUSEHOLD_ID, here, "minutes"),
        (closed, OTHER_HOUSEHOLD_ID, here, "undecided"),
        (closed, HOUSEHOLD_ID, elsewhere, "village"),
    ):
        with pytest.raises(Refused) as refusal:
            meeting.standing_decision(household_id, place)
        assert (refusal.value.code, refusal.value.variant) == ("M2", variant)
