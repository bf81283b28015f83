"""How members, heads, splits, merges and moves change the state."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.people import (
    FamilyCardChanged,
    GuardianNamed,
    HeadChanged,
    HouseholdAbsorbed,
    HouseholdFormedBySplit,
    HouseholdMerged,
    HouseholdMergeReverted,
    HouseholdMoved,
    HouseholdSplit,
    MemberAdded,
    MemberDescribed,
    MemberDied,
    MemberLeft,
)
from domain.household.folds.entry import end_mentor
from domain.household.keeping import keeps
from domain.household.state import Household, Status
from domain.household.states.people import Member, Move, Standing


@HOUSEHOLD.folds(MemberAdded)
def member_added(state: Household, event: MemberAdded, at: RecordedEvent) -> None:
    state.people.members[event.person_id] = Member(
        sex=event.sex,
        age_band=event.age_band,
        able_to_work=event.able_to_work,
        nik_missing="T2c" in event.warnings,
        joined=at.originator_version,
        relation=event.relation,
    )


@HOUSEHOLD.folds(MemberDescribed)
def member_described(state: Household, event: MemberDescribed, at: RecordedEvent) -> None:
    member = state.people.members.get(event.person_id)
    if member is not None:
        member.sex, member.age_band = event.sex, event.age_band
        member.able_to_work = event.able_to_work


@HOUSEHOLD.folds(MemberLeft)
def member_left(state: Household, event: MemberLeft, at: RecordedEvent) -> None:
    state.people.departures[event.person_id] = at.originator_version


@HOUSEHOLD.folds(MemberDied)
@keeps(MemberDied, "person_id", lambda state: state.people.deaths, chosen=False)
def member_died(state: Household, event: MemberDied, at: RecordedEvent) -> None:
    state.people.deaths[event.person_id] = event.died_on


@HOUSEHOLD.folds(HeadChanged)
def head_changed(state: Household, event: HeadChanged, at: RecordedEvent) -> None:
    state.people.head_id = event.person_id
    state.people.guardian_id = None


@HOUSEHOLD.folds(GuardianNamed)
def guardian_named(state: Household, event: GuardianNamed, at: RecordedEvent) -> None:
    state.people.guardian_id = event.guardian_id


@HOUSEHOLD.folds(FamilyCardChanged)
@keeps(FamilyCardChanged, "change_id")
def family_card_changed(state: Household, event: FamilyCardChanged, at: RecordedEvent) -> None:
    """Keep the fact alone: the number is sealed, and no rule reads it."""


@HOUSEHOLD.folds(HouseholdSplit)
def household_split(state: Household, event: HouseholdSplit, at: RecordedEvent) -> None:
    state.people.splits.add(event.new_household_id)
    for person_id in event.member_ids:
        state.people.departures[person_id] = at.originator_version


@HOUSEHOLD.folds(HouseholdFormedBySplit)
def household_formed_by_split(
    state: Household, event: HouseholdFormedBySplit, at: RecordedEvent
) -> None:
    state.enter(Status.NOMINATED, at.occurred_at)
    state.split_from = event.from_household_id
    state.village_code = event.village_code
    state.targeting.opened_at = at.occurred_at
    state.people.head_id = event.head_id
    for line in event.members:
        state.people.members[line.person_id] = Member.of(line, at.originator_version)


@HOUSEHOLD.folds(HouseholdMerged)
def household_merged(state: Household, event: HouseholdMerged, at: RecordedEvent) -> None:
    state.people.before_merge = Standing(state.status, state.status_before, state.since)
    state.enter(Status.MERGED, at.occurred_at)
    end_mentor(state.entry, at.occurred_at.date())
    state.merged_into = event.into_household_id
    state.people.handed_over = event.adopted_ids


@HOUSEHOLD.folds(HouseholdAbsorbed)
def household_absorbed(state: Household, event: HouseholdAbsorbed, at: RecordedEvent) -> None:
    state.absorbed.append(event.household_id)
    state.people.adopted[event.household_id] = tuple(line.person_id for line in event.adopted)
    for line in event.adopted:
        state.people.members[line.person_id] = Member.of(line, at.originator_version)


@HOUSEHOLD.folds(HouseholdMergeReverted)
def household_merge_reverted(
    state: Household, event: HouseholdMergeReverted, at: RecordedEvent
) -> None:
    state.people.unmerged.append(event.other_household_id)
    if state.merged_into == event.other_household_id:
        _stand_up_again(state)
        return
    if event.other_household_id in state.absorbed:
        state.absorbed.remove(event.other_household_id)
    state.people.adopted.pop(event.other_household_id, None)
    for person_id in event.person_ids:
        state.people.departures[person_id] = at.originator_version


def _stand_up_again(state: Household) -> None:
    """Give the household everything back that the merge took: both statuses and their time."""
    before, state.people.before_merge = state.people.before_merge, None
    state.merged_into = None
    if before is not None:
        state.status = Status(before.status)
        state.status_before, state.since = Status(before.status_before), before.since


@HOUSEHOLD.folds(HouseholdMoved)
def household_moved(state: Household, event: HouseholdMoved, at: RecordedEvent) -> None:
    state.village_code = event.to_village_code
    state.people.moves.append(Move(event.to_village_code, event.moved_on))
    end_mentor(state.entry, event.moved_on)
    if state.status in (Status.NOMINATED, Status.IN_VERIFICATION):
        state.targeting.opened_at = at.occurred_at
