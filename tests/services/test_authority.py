"""Who may do what: role, area and separation of duties, as the programme definition has them."""

from uuid import uuid4

import pytest

from domain.commands import COMMANDS
from domain.context import Actor
from domain.desk.events import RefusalRecorded
from domain.household.commands.entry import EnrolHousehold, RecordConsent
from domain.household.commands.people import DescribeMember, MoveHousehold
from domain.household.commands.plan import CloseNeed
from domain.household.commands.targeting import NominateHousehold
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.commands import (
    ReleaseHousehold,
    SetMentorTerritory,
    TakeHousehold,
)
from domain.rules import Refused
from services.authority import Authority
from tests.definitions import in_both_programmes
from tests.domain.household.cases import ELIGIBLE, HEAD
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import (
    HOUSEHOLD_ID,
    MENTOR,
    NOW,
    OFFICER,
    OTHER_HOUSEHOLD_ID,
    OTHER_MENTOR,
    STARTED,
)
from tests.services.refusals import refusal_of
from tests.services.villages import opened, selected
from tests.services.work import FIRST_DAY, SUPERVISOR, VILLAGE_STREAM, visit

MOVE = MoveHousehold(to_village_code=OTHER_VILLAGE, moved_on=NOW.date())
CONSENT = RecordConsent(
    consent_id=uuid4(), person_id=HEAD, purposes=("accompaniment",), form="signed"
)
ENROL = EnrolHousehold(
    decree_on=STARTED.date(), in_other_programme=False, decree_number="100.1/2026"
)


def test_a_role_gives_only_the_commands_that_the_definition_names(work):
    by = {"by": MENTOR, "role": "mentor"}

    assert work.ask(visit(), **by).first_position is not None
    assert refusal_of(
        work, SetMentorTerritory(villages=(VILLAGE,), from_on=FIRST_DAY), MENTOR, **by
    ) == (
        "S2",
        "role",
    )


def test_a_role_that_the_definition_does_not_have_may_do_nothing(work):
    assert refusal_of(work, visit(), role="governor") == ("S2", "role")


def test_whoever_works_in_a_village_works_in_no_other(work):
    elsewhere = {"by": SUPERVISOR, "role": "supervisor", "villages": (OTHER_VILLAGE,)}
    here = elsewhere | {"villages": (VILLAGE,)}
    before = work.facts()

    assert refusal_of(work, MOVE, **elsewhere) == ("S2", "area")
    assert work.facts() == before
    assert work.ask(MOVE, **here).first_position is not None
    assert work.facts(OTHER_HOUSEHOLD_ID)[-1].name != MOVE.name


def test_who_has_the_whole_programme_needs_no_village(work):
    assert work.ask(MOVE, by=OFFICER, role="officer", villages=()).first_position is not None


def test_the_village_of_a_new_household_is_the_one_that_the_command_names(work):
    nominate = NominateHousehold(
        batch_id=uuid4(),
        village_code=OTHER_VILLAGE,
        decile=1,
        person_id=uuid4(),
        sex="f",
        age_band="18-59",
        able_to_work=True,
    )

    refused = refusal_of(work, nominate, uuid4(), by=SUPERVISOR, role="supervisor")

    assert refused == ("S2", "area")


def test_a_mentor_gets_no_territory_outside_the_area_of_who_lays_it_down(work):
    both = SetMentorTerritory(villages=(VILLAGE, OTHER_VILLAGE), from_on=FIRST_DAY)
    here = SetMentorTerritory(villages=(VILLAGE,), from_on=NOW.date())
    by = {"by": SUPERVISOR, "role": "supervisor", "villages": (VILLAGE,)}

    assert refusal_of(work, both, MENTOR, **by) == ("S2", "area")
    assert work.ask(here, MENTOR, **by).first_position is not None


def test_no_person_takes_two_steps_that_the_definition_separates(work):
    work.tell(VILLAGE_STREAM, *selected(), *opened())
    work.tell(family := uuid4(), *ELIGIBLE)
    work.ask(CONSENT, family, by=OFFICER)

    assert refusal_of(work, ENROL, family, by=OFFICER) == ("S2", "duties")
    assert work.state(family).status == "eligible"
    work.ask(ENROL, family, by=SUPERVISOR, role="supervisor")
    assert work.state(family).status == "enrolled"


def test_a_step_taken_in_one_family_does_not_bar_from_another(work):
    work.tell(VILLAGE_STREAM, *selected(), *opened())
    for family, by in ((mine := uuid4(), OFFICER), (other := uuid4(), SUPERVISOR)):
        work.tell(family, *ELIGIBLE)
        work.ask(CONSENT.model_copy(update={"consent_id": uuid4()}), family, by=by)

    work.ask(ENROL, other, by=OFFICER)

    assert work.state(other).status == "enrolled"
    assert work.state(mine).status == "eligible"


def test_what_was_tried_is_noted_on_the_desk_of_who_tried(work):
    refusal_of(work, MOVE, by=SUPERVISOR, role="supervisor", villages=(OTHER_VILLAGE,))

    assert work.desk(SUPERVISOR) == [
        RefusalRecorded(command=MOVE.name, code="S2", variant="area", target=HOUSEHOLD_ID)
    ]
    assert work.desk(OFFICER) == []


@in_both_programmes
def test_an_administrator_of_users_can_read_no_family_and_write_to_none(programme):
    authority = Authority(programme)
    administrator = Actor(
        actor_id=uuid4(), role="administrator", villages=frozenset(programme.village_by_code)
    )
    village = programme.villages[0].code
    reads = {read for role in programme.roles.values() for read in role.reads}

    for read in reads:
        with pytest.raises(Refused):
            authority.may_read(administrator, read, village)
    for name in COMMANDS:
        if name.startswith("household."):
            with pytest.raises(Refused):
                authority.check(administrator, name)
    with pytest.raises(Refused):
        authority.check_area(administrator, {village})


@in_both_programmes
def test_an_auditor_reads_everything_and_decides_nothing(programme):
    authority = Authority(programme)
    auditor = Actor(actor_id=uuid4(), role="auditor")

    authority.may_read(auditor, "household_file", programme.villages[0].code)
    assert authority.sees_all(auditor)
    for name in COMMANDS:
        with pytest.raises(Refused):
            authority.check(auditor, name)


@in_both_programmes
def test_a_mentor_reads_only_families_of_their_villages(programme):
    authority = Authority(programme)
    here, elsewhere = programme.villages[0].code, programme.villages[1].code
    mentor = Actor(actor_id=uuid4(), role="mentor", villages=frozenset({here}))

    authority.may_read(mentor, "household_file", here)
    with pytest.raises(Refused) as refusal:
        authority.may_read(mentor, "household_file", elsewhere)

    assert refusal.value.variant == "area"
    assert not authority.sees_all(mentor)


def test_only_the_mentor_of_a_family_plans_with_it(work):
    close = CloseNeed(need_id=uuid4(), outcome="unmet", reason="none")
    describe = DescribeMember(person_id=HEAD, sex="f", age_band="18-59", able_to_work=True)
    for command in (close, describe):
        assert refusal_of(work, command, by=OTHER_MENTOR, role="mentor") == ("S2", "area")
    assert work.facts_of_desks()[-1].command == describe.name
    assert refusal_of(work, close, by=MENTOR, role="mentor")[0] != "S2"
    # What another mentor saw is for rule N5, which knows whose family it was on that day.
    assert refusal_of(work, visit(), by=OTHER_MENTOR, role="mentor") == ("N5", "mentor")


def test_nobody_asks_for_the_other_half_of_a_command_whatever_the_definition_says(work):
    caseload = work.state(MENTOR, MENTOR_ASSIGNMENT).households
    take = TakeHousehold(household_id=OTHER_HOUSEHOLD_ID, village_code=VILLAGE, from_on=NOW.date())
    release = ReleaseHousehold(household_id=HOUSEHOLD_ID, released_on=NOW.date(), reason="exit")

    for command in (take, release):
        assert command.name in work.programme.roles["officer"].commands
        assert refusal_of(work, command, MENTOR) == ("S2", "role")
    assert work.state(MENTOR, MENTOR_ASSIGNMENT).households == caseload
