"""Which splits, merges and moves come true: history goes along, nothing counts twice (N7)."""

from collections.abc import Iterable
from uuid import UUID

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_status, head_of
from domain.household.commands.people import (
    AbsorbHousehold,
    FormHouseholdBySplit,
    MergeHousehold,
    MoveHousehold,
    ReleaseAbsorbed,
    RevertMerge,
    SplitHousehold,
)
from domain.household.events.people import (
    HouseholdAbsorbed,
    HouseholdFormedBySplit,
    HouseholdMerged,
    HouseholdMergeReverted,
    HouseholdMoved,
    HouseholdSplit,
    SplitShape,
)
from domain.household.state import ACCOMPANIED, LIVE, Household, Status
from domain.household.states.people import Move
from domain.household.succession import Succession, adults, succeed
from domain.persons import MemberLine
from domain.rules import Refused

MERGEABLE = frozenset(Status) - {Status.UNKNOWN, Status.MERGED}
IN_PROGRAMME = ACCOMPANIED | {Status.GRADUATED, Status.RELAPSED}


@HOUSEHOLD.decides(SplitHousehold)
def split_household(state: Household, command: SplitHousehold, context: Context) -> list[Event]:
    if command.new_household_id in state.people.splits:
        return []
    check_status(state, *LIVE)
    if command.new_household_id == context.stream:
        raise Refused("N7", "itself")
    check_code(context, "split", command.reason)
    leaving, here = set(command.member_ids), set(state.people.here)
    if not leaving <= here or command.new_head_id not in leaving:
        raise Refused("N7", "members")
    if leaving == here:
        raise Refused("N7", "whole")
    if command.new_head_id not in adults(state, context):
        raise Refused("N4", "adult")
    succession = Succession(
        going=frozenset(leaving),
        successor_id=command.successor_id,
        care=command.care,
        reason="left",
    )
    return [
        HouseholdSplit(**command.model_dump(include=set(SplitShape.model_fields))),
        *succeed(state, context, succession),
    ]


@HOUSEHOLD.decides(FormHouseholdBySplit)
def form_household_by_split(
    state: Household, command: FormHouseholdBySplit, context: Context
) -> list[Event]:
    if state.status is not Status.UNKNOWN:
        if state.split_from == command.from_household_id:
            return []
        raise Refused("S1", "exists")
    other = _other(context)
    return [
        HouseholdFormedBySplit(
            from_household_id=command.from_household_id,
            village_code=other.village_code,
            head_id=command.head_id,
            members=_lines(other, command.member_ids),
        )
    ]


def _other(context: Context) -> Household:
    if context.other is None or context.other.status is Status.UNKNOWN:
        raise Refused("N7", "other")
    return context.other


def _lines(household: Household, person_ids: Iterable[UUID]) -> tuple[MemberLine, ...]:
    members = household.people.members
    try:
        return tuple(members[person_id].line(person_id) for person_id in person_ids)
    except KeyError:
        raise Refused("N7", "members") from None


@HOUSEHOLD.decides(MergeHousehold)
def merge_household(state: Household, command: MergeHousehold, context: Context) -> list[Event]:
    """End a duplicate. The file that has come further goes on."""
    if state.merged_into == command.into_household_id:
        return []
    check_status(state, *MERGEABLE)
    if command.into_household_id == context.stream:
        raise Refused("N7", "itself")
    check_code(context, "merge", command.reason)
    other = _other(context)
    if other.status not in LIVE:
        raise Refused("N7", "other")
    if state.status in IN_PROGRAMME and other.status not in IN_PROGRAMME:
        raise Refused("N7", "direction")
    adopted = set(command.adopted_ids)
    if not adopted <= state.people.here.keys() or adopted & other.people.here.keys():
        raise Refused("N7", "members")
    return [HouseholdMerged(**command.facts())]


@HOUSEHOLD.decides(AbsorbHousehold)
def absorb_household(state: Household, command: AbsorbHousehold, context: Context) -> list[Event]:
    if command.household_id in state.absorbed:
        return []
    check_status(state, *LIVE)
    adopted = _lines(_other(context), command.adopted_ids)
    return [HouseholdAbsorbed(household_id=command.household_id, adopted=adopted)]


@HOUSEHOLD.decides(RevertMerge)
def revert_merge(state: Household, command: RevertMerge, context: Context) -> list[Event]:
    if state.merged_into is None and state.people.unmerged:
        return []
    check_status(state, Status.MERGED)
    check_code(context, "merge_revert", command.reason)
    return [
        HouseholdMergeReverted(
            other_household_id=state.merged_into,
            person_ids=state.people.handed_over,
            reason=command.reason,
        )
    ]


@HOUSEHOLD.decides(ReleaseAbsorbed)
def release_absorbed(state: Household, command: ReleaseAbsorbed, context: Context) -> list[Event]:
    if command.household_id not in state.absorbed:
        if command.household_id in state.people.unmerged:
            return []
        raise Refused("S1", "missing")
    person_ids = state.people.adopted.get(command.household_id, ())
    if state.people.head_id in person_ids:
        raise Refused("N4", "successor")
    return [
        HouseholdMergeReverted(
            other_household_id=command.household_id, person_ids=person_ids, reason=command.reason
        )
    ]


@HOUSEHOLD.decides(MoveHousehold)
def move_household(state: Household, command: MoveHousehold, context: Context) -> list[Event]:
    """Rule N7. A move out of the programme is an exit, which has to say where to (X1)."""
    moves = state.people.moves
    if moves and moves[-1] == Move(command.to_village_code, command.moved_on):
        return []
    check_status(state, *LIVE)
    if command.to_village_code not in context.programme.village_by_code:
        raise Refused("N7", "outside")
    if command.to_village_code == state.village_code:
        raise Refused("N7", "same")
    check_happened(context, command.moved_on)
    return [
        HouseholdMoved(
            **command.facts(),
            person_id=head_of(state),
            from_village_code=state.village_code,
        )
    ]
