"""Deaths of heads, splits, moves, mergers and mergers that were a mistake, as users make them."""

from collections import Counter

import pytest

from config.programme_files import programme_names
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.people import (
    HeadChanged,
    HouseholdAbsorbed,
    HouseholdFormedBySplit,
    HouseholdMerged,
    HouseholdMergeReverted,
    HouseholdMoved,
    HouseholdSplit,
    MemberDied,
)
from domain.household.events.record import IrregularityReported
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from services.simulation.upheavals import SHARES
from tests.simulation.plays import Play

# Much more often than anywhere, so that a small programme shows all of it.
OFTEN = {"head_dies": 0.3, "splits": 0.3, "moves": 0.3, "merges": 1.0, "unmerges": 0.5}
SEED = "3"


@pytest.fixture(scope="module", params=programme_names())
def play(request):
    return Play(request.param, SEED, villages=4, shares=OFTEN)


def streams(play, event):
    return [line.originator_id for line in play.said(event)]


def test_everything_that_can_turn_a_family_over_happens(play):
    for event in (MemberDied, HouseholdSplit, HouseholdMoved, HouseholdMerged):
        assert streams(play, event), event.name
    assert len(streams(play, HouseholdMergeReverted)) % 2 == 0


def test_nothing_of_it_is_refused_and_no_report_is_irregular(play):
    assert play.world.unplanned == []
    assert {line.event.rule for line in play.said(IrregularityReported)} <= {"V1", "F3"}


def test_whoever_followed_a_head_who_died_heads_the_household(play):
    heads = {line.originator_id: line.event for line in play.said(HeadChanged)}
    died = [line for line in play.said(MemberDied) if line.originator_id in heads]

    assert len(died) == len(heads) > 0
    for line in died:
        changed = heads[line.originator_id]
        assert changed.previous_head_id == line.event.person_id
        assert play.state(line.originator_id).people.head_id == changed.person_id


def test_a_split_makes_one_more_household_and_nobody_lives_in_two(play):
    formed = streams(play, HouseholdFormedBySplit)

    assert sorted(line.event.new_household_id for line in play.said(HouseholdSplit)) == sorted(
        formed
    )
    for line in play.said(HouseholdSplit):
        old, new = play.state(line.originator_id), play.state(line.event.new_household_id)
        assert not old.people.here.keys() & new.people.here.keys()
        assert new.people.head_id == line.event.new_head_id


def test_a_family_that_moved_is_visited_by_a_mentor_of_its_new_village(play):
    visits = Counter(streams(play, VisitRecorded))
    for line in play.said(HouseholdMoved):
        state = play.state(line.originator_id)
        assert visits[line.originator_id] > 0
        assert state.village_code == line.event.to_village_code
        if state.entry.mentor_id is not None:
            mentor = play.state(state.entry.mentor_id, MENTOR_ASSIGNMENT)
            assert state.village_code in mentor.village_codes


def test_a_merger_ends_one_file_unless_it_is_taken_back(play):
    taken_back = set(streams(play, HouseholdMergeReverted))
    absorbing = play.said(HouseholdAbsorbed)
    absorbed = {line.event.household_id: line.originator_id for line in absorbing}

    for line in play.said(HouseholdMerged):
        elder, host = play.state(line.originator_id), play.state(absorbed[line.originator_id])
        if line.originator_id in taken_back:
            assert (elder.merged_into, str(elder.status)) == (None, "social_protection_only")
            assert line.originator_id not in host.absorbed
        else:
            assert elder.merged_into == absorbed[line.originator_id]
            assert line.originator_id in host.absorbed


def test_usually_few_families_are_turned_over():
    assert sum(SHARES[kind] for kind in ("head_dies", "splits", "moves")) < 0.1


def test_the_same_seed_turns_the_same_families_over():
    first, second = (Play("ntb", SEED, villages=2, shares=OFTEN) for _ in range(2))

    assert first.sum() == second.sum()
    assert streams(first, HouseholdMoved) == streams(second, HouseholdMoved)
