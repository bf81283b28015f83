"""Which wishes about a mentor come true: territory, caseload, leave."""

from domain.checks import check_code, check_order
from domain.context import Context
from domain.events import Event
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.commands import (
    EndMentor,
    RegisterMentor,
    ReleaseHousehold,
    ReturnMentor,
    SetMentorTerritory,
    StartMentorLeave,
    TakeHousehold,
)
from domain.mentor_assignment.events import (
    HouseholdReleased,
    HouseholdTaken,
    MentorEnded,
    MentorOnLeave,
    MentorRegistered,
    MentorReturned,
    MentorTerritorySet,
)
from domain.mentor_assignment.state import Leave, MentorAssignment, Term, Territory
from domain.records import record, said_before
from domain.rules import Refused, warn


@MENTOR_ASSIGNMENT.decides(RegisterMentor)
def register(state: MentorAssignment, command: RegisterMentor, _: Context) -> list[Event]:
    """Register for a term; a mentor who has ended may come back for another."""
    if state.serving and said_before(state.terms[-1], record(Term, command)):
        return []
    return [MentorRegistered(**command.facts())]


@MENTOR_ASSIGNMENT.decides(SetMentorTerritory)
def set_territory(
    state: MentorAssignment, command: SetMentorTerritory, context: Context
) -> list[Event]:
    _check_serving(state)
    if state.territories and state.territories[-1] == record(Territory, command):
        return []
    check_order(command.from_on, command.until_on)
    for village in command.villages:
        if village not in context.programme.village_by_code:
            raise Refused("N6", "village", village=village)
    return [MentorTerritorySet(**command.facts())]


@MENTOR_ASSIGNMENT.decides(TakeHousehold)
def take(state: MentorAssignment, command: TakeHousehold, context: Context) -> list[Event]:
    if command.household_id in state.households:
        return []
    if not state.active_on(command.from_on):
        raise Refused("N6", "inactive", day=command.from_on)
    if not state.covers(command.village_code, command.from_on):
        raise Refused("N6", "territory", village=command.village_code, day=command.from_on)
    return [HouseholdTaken(**command.facts(), warnings=_caseload_after_one_more(state, context))]


@MENTOR_ASSIGNMENT.decides(ReleaseHousehold)
def release(state: MentorAssignment, command: ReleaseHousehold, _: Context) -> list[Event]:
    if command.household_id not in state.households:
        return []
    return [HouseholdReleased(**command.facts())]


@MENTOR_ASSIGNMENT.decides(StartMentorLeave)
def start_leave(
    state: MentorAssignment, command: StartMentorLeave, context: Context
) -> list[Event]:
    _check_serving(state)
    leave = record(Leave, command)
    if leave in state.leaves:
        return []
    check_code(context, "leave", command.reason)
    check_order(command.from_on, command.until_on)
    if any(_overlap(leave, known) for known in state.leaves):
        raise Refused("N6", "leave")
    return [MentorOnLeave(**command.facts())]


@MENTOR_ASSIGNMENT.decides(ReturnMentor)
def come_back(state: MentorAssignment, command: ReturnMentor, _: Context) -> list[Event]:
    if state.returned_on == command.returned_on:
        return []
    if not state.on_leave(command.returned_on):
        raise Refused("N6", "present", day=command.returned_on)
    return [MentorReturned(**command.facts())]


@MENTOR_ASSIGNMENT.decides(EndMentor)
def end(state: MentorAssignment, command: EndMentor, context: Context) -> list[Event]:
    if state.terms and state.terms[-1].until_on == command.ended_on:
        return []
    _check_serving(state)
    check_code(context, "mentor_end", command.reason)
    check_order(state.terms[-1].from_on, command.ended_on)
    if state.households:
        raise Refused("N6", "holding", count=len(state.households))
    return [MentorEnded(**command.facts())]


def _check_serving(state: MentorAssignment) -> None:
    if not state.serving:
        raise Refused("N6", "unregistered")


def _caseload_after_one_more(state: MentorAssignment, context: Context) -> tuple[str, ...]:
    """Refuse one household too many; return the warning that there are more than is wise."""
    count, limits = len(state.households), context.programme.limits
    limit = limits.caseload_max.on(context.today)
    if count >= limit:
        raise Refused("N3", count=count, limit=limit)
    return warn(N3b=count >= limits.caseload_warn.on(context.today))


def _overlap(one: Leave, other: Leave) -> bool:
    return one.covers(other.from_on) or other.covers(one.from_on)
