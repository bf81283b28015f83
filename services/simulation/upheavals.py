"""What turns a simulated household over: its head dies, it splits, it moves, two turn out one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from domain.commands import Command
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.entry import AssignMentor
from domain.household.commands.people import (
    MergeHousehold,
    MoveHousehold,
    RecordMemberDied,
    RevertMerge,
    SplitHousehold,
)
from domain.household.state import Household
from services.simulation.population import Family, InventedPerson
from services.simulation.stage import Stage
from services.simulation.world import Act, Acts, VillageCast, World
from services.steps import Step

# Shares of the families that stay, and of the old people on the list who turn out to live with
# one of them; of these, some turn out not to after all.
SHARES: Mapping[str, float] = {
    "head_dies": 0.03,
    "splits": 0.02,
    "moves": 0.01,
    "merges": 0.06,
    "unmerges": 0.25,
}


def upheaval_of(family: Family, world: World, shares: Mapping[str, float], random: Random) -> str:
    """Return what will turn a family over; mostly nothing does."""
    drawn = random.random()
    possible = {
        "head_dies": any(_is_grown(person) for person in family.persons[1:]),
        "splits": any(_is_grown(person) for person in family.persons[1:]),
        "moves": len(world.villages) > 1,
    }
    for kind, can_be in possible.items():
        drawn -= shares[kind]
        if drawn < 0:
            return kind if can_be else ""
    return ""


def upheaval(stage: Stage, day: date) -> Acts:
    """Yield what turns this family over."""
    yield from SCENES[stage.family.upheaval](stage, day)


def head_dies(stage: Stage, day: date) -> Acts:
    """Yield the death of the head, and who heads the household from then on."""
    persons = stage.family.persons
    successor = next((person for person in persons[1:] if _is_grown(person)), None)
    if successor is None:  # who was to follow has left meanwhile
        return
    head = persons[0]

    def make(done: datetime) -> RecordMemberDied:
        return RecordMemberDied(
            occurred_at=done,
            person_id=head.person_id,
            died_on=day,
            successor_id=successor.person_id,
        )

    if (yield stage.in_field(day, make)) is not None:
        note_paid_since(stage, day)
        persons.remove(head)
        persons.remove(successor)
        persons.insert(0, successor)


def note_paid_since(stage: Stage, day: date) -> None:
    """Note what was given to a family after it was gone, or to its head after the death."""
    household: Household = stage.world.look(HOUSEHOLD, stage.family.household_id)
    for transfer_id, transfer in household.money.transfers.items():
        if stage.programme.local(transfer.at).date() > day:
            stream = stage.family.household_id
            stage.world.plant("paid_after_leaving", stream=stream, case=transfer_id)


def splits(stage: Stage, day: date) -> Acts:
    """Yield how a grown member leaves to head a household of their own."""
    persons = stage.family.persons
    leaver = next((person for person in reversed(persons[1:]) if _is_grown(person)), None)
    if leaver is None:
        return
    split = SplitHousehold(
        new_household_id=stage.new_id(),
        new_head_id=leaver.person_id,
        member_ids=(leaver.person_id,),
        reason=stage.code("split"),
    )
    if (yield stage.at_office(day, split)) is not None:
        persons.remove(leaver)


def moves(stage: Stage, day: date) -> Acts:
    """Yield a move to another village of the programme, where another mentor takes over."""
    others = [cast for cast in stage.world.villages if cast is not stage.cast]
    cast = stage.random.choice(others)
    move = MoveHousehold(
        to_village_code=cast.village.code, moved_on=day, address="Dusun Contoh Baru"
    )
    if (yield stage.at_office(day, move)) is None:
        return
    stage.cast, stage.mentor = cast, cast.mentor_of(stage.family)
    assign = AssignMentor(mentor_id=stage.mentor.actor_id, from_on=stage.day)
    yield stage.at_office(stage.day, assign)


SCENES: dict[str, Callable[[Stage, date], Acts]] = {
    "head_dies": head_dies,
    "splits": splits,
    "moves": moves,
}


def mergers(
    world: World, elders: Sequence[Family], hosts: Sequence[Family], shares: Mapping[str, float]
) -> Iterator[Acts]:
    """Yield for each old person who lives with a family of the village how that is put right."""
    random = world.random("mergers")
    for elder in elders:
        near = [host for host in hosts if host.village is elder.village]
        if random.random() < shares["merges"] and near:
            is_wrong = random.random() < shares["unmerges"]
            yield _merger(world, elder, random.choice(near), random, is_wrong=is_wrong)


def _merger(world: World, elder: Family, host: Family, random: Random, *, is_wrong: bool) -> Acts:
    """Yield the merger of two files, and that it is taken back where it was a mistake."""
    cast = next(cast for cast in world.villages if cast.village is elder.village)
    days = max(2, (world.end - world.enrolment).days - 150)
    day = world.enrolment + timedelta(days=40 + random.randrange(days))
    merge = MergeHousehold(
        into_household_id=host.household_id,
        reason=world.programme.reasons["merge"][0].code,
        adopted_ids=tuple(person.person_id for person in elder.persons),
    )
    merged = yield _at_office(world, cast, elder, day, merge, random)
    if is_wrong and merged is not None:
        back = RevertMerge(reason=world.programme.reasons["merge_revert"][0].code)
        yield _at_office(world, cast, elder, day + timedelta(days=30), back, random)


def _at_office(
    world: World, cast: VillageCast, family: Family, day: date, command: Command, random: Random
) -> Act:
    role = world.role_for(command.name)
    actor = cast.staff.get(role) or world.staff[role]
    at = world.moment(day, random)
    return Act(at, actor, Step(HOUSEHOLD, family.household_id, command))


def _is_grown(person: InventedPerson) -> bool:
    return person.age_band == "18-59"
