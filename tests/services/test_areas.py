"""Where an actor may work: the village of a stream, and what lies in none that is known."""

from uuid import uuid4

import pytest

from domain.context import Actor
from domain.household.commands.people import MoveHousehold
from domain.mentor_assignment.commands import (
    RegisterMentor,
    SetMentorTerritory,
    StartMentorLeave,
)
from domain.nomination_batch.commands import OpenBatch
from domain.rules import Refused
from domain.village_programme.commands import RegisterPotential
from services.authority import Authority
from tests.definitions import in_both_programmes
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import (
    MENTOR,
    NOW,
)
from tests.services.refusals import refusal_of
from tests.services.work import FIRST_DAY, SUPERVISOR, VILLAGE_STREAM

MOVE = MoveHousehold(to_village_code=OTHER_VILLAGE, moved_on=NOW.date())
OPEN_LIST = OpenBatch(
    source="social",
    as_of_on=FIRST_DAY,
    file_sha256="a" * 64,
    code_system="kemendagri",
    deciles=(1,),
    row_count=1,
)


@in_both_programmes
@pytest.mark.parametrize("villages", [(), ("00.00.00.0000",)])
def test_what_lies_in_no_village_of_theirs_is_refused_to_all_but_the_whole_programme(
    programme, villages
):
    authority, here = Authority(programme), programme.villages[0].code
    for code, role in programme.roles.items():
        actor = Actor(actor_id=uuid4(), role=code, villages=frozenset({here}))
        if role.area == "programme":
            authority.check_area(actor, villages)
            continue
        for wanted in (villages, {*villages, here} if villages else ()):
            with pytest.raises(Refused) as refusal:
                authority.check_area(actor, wanted)
            assert refusal.value.variant == "area"


def test_a_stream_that_says_no_village_is_outside_every_area(work):
    by = {"by": SUPERVISOR, "role": "supervisor", "villages": (VILLAGE,)}
    leave = StartMentorLeave(reason="illness", from_on=NOW.date(), until_on=NOW.date())

    assert refusal_of(work, MOVE, uuid4(), **by) == ("S2", "area")
    assert refusal_of(work, leave, uuid4(), **by) == ("S2", "area")
    assert refusal_of(work, OPEN_LIST, uuid4(), **by) == ("S2", "area")


def test_a_mentor_is_sent_on_leave_where_they_serve(work):
    by = {"by": SUPERVISOR, "role": "supervisor"}
    leave = StartMentorLeave(reason="illness", from_on=NOW.date(), until_on=NOW.date())

    assert refusal_of(work, leave, MENTOR, **by, villages=(OTHER_VILLAGE,)) == ("S2", "area")
    # Here the definition has no reasons for leave, which is asked about next.
    assert refusal_of(work, leave, MENTOR, **by, villages=(VILLAGE,)) == ("S1", "reason")


def test_a_territory_is_not_taken_away_from_an_area_that_is_not_theirs(work):
    by = {"by": SUPERVISOR, "role": "supervisor", "villages": (OTHER_VILLAGE,)}
    mine = SetMentorTerritory(villages=(OTHER_VILLAGE,), from_on=NOW.date())

    assert refusal_of(work, mine, MENTOR, **by) == ("S2", "area")


def test_a_mentor_who_is_registered_serves_nowhere_yet(work):
    register = RegisterMentor(mentor_id=uuid4(), from_on=FIRST_DAY, basis="SK contoh 9")
    by = {"by": SUPERVISOR, "role": "supervisor", "villages": (VILLAGE,)}

    assert work.ask(register, register.mentor_id, **by).first_position is not None


def test_a_village_without_history_is_known_by_its_stream(work):
    register = RegisterPotential(potential_id=uuid4(), kind="market", description="Pasar contoh")
    by = {"by": SUPERVISOR, "role": "supervisor"}

    assert refusal_of(work, register, VILLAGE_STREAM, **by, villages=(OTHER_VILLAGE,)) == (
        "S2",
        "area",
    )
    assert refusal_of(work, register, VILLAGE_STREAM, **by, villages=(VILLAGE,))[0] != "S2"
