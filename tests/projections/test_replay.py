"""The history of a household is told point by point, by either clock, and can be checked."""

import copy
import json
from datetime import timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.canonical import canonical_json, plain
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.record import EventAnnulled, EventCorrected
from projections.replay import replay, upto
from projections.wording import Wording
from tests.projections.lives import recorded
from tests.projections.living import Life
from tests.sample_programme import PROGRAMME
from tests.scenario import HOUSEHOLD_ID, MENTOR, OTHER_MENTOR, STARTED, said
from tests.scenario import recorded as lines_of

WORDING = Wording("id", PROGRAMME)
HEAD = UUID(int=0xC1)


def life(seed):
    chance = Random(seed)  # noqa: S311 (invents a life, keeps no secret)
    return recorded(Life(chance, "74.99.01.2001", MENTOR, scale=0.4).whole())


def visit(number, minutes=30, **more):
    return VisitRecorded(
        visit_id=UUID(int=number),
        respondent_id=HEAD,
        topics=("finance",),
        minutes=minutes,
        **more,
    )


def applied(state, changes):
    """Do to a state what a browser does: set and delete by path."""
    for change in changes:
        *where, last = change.path
        inside = state
        for key in where:
            inside = inside[key]
        if change.kind == "removed" or (change.kind == "corrected" and change.after is None):
            del inside[last]
        elif isinstance(inside, list) and last == len(inside):
            inside.append(change.after)
        else:
            inside[last] = change.after
    return state


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_each_point_has_the_hash_of_the_state_that_the_fold_of_the_prefix_gives(seed):
    history = life(seed)
    story = replay(history[0].originator_id, history, "recorded", WORDING)

    for number, point in enumerate(story.points, start=1):
        text = canonical_json(HOUSEHOLD.replay(history[:number]))
        assert point.hash == sha256(text.encode()).hexdigest()
    assert story.state == canonical_json(HOUSEHOLD.replay(history))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_applying_the_changes_one_after_the_other_gives_every_state(seed):
    history = life(seed)
    story = replay(history[0].originator_id, history, "recorded", WORDING)

    state = copy.deepcopy(story.start)
    for point in story.points:
        state = applied(state, copy.deepcopy(point.changes))
        text = json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert point.hash == sha256(text.encode()).hexdigest()


def test_a_change_says_which_field_it_was_and_what_stood_there():
    history = lines_of((visit(1), visit(2)), HOUSEHOLD_ID)
    first, second = replay(HOUSEHOLD_ID, history, "recorded", WORDING).points

    [added] = first.changes
    assert added.path == ("accompaniment", "visits", str(UUID(int=1)))
    assert (added.kind, added.before, added.after["minutes"]) == ("added", None, 30)
    assert [change.path[-1] for change in second.changes] == [str(UUID(int=2))]


def test_a_correction_and_what_it_corrects_point_at_each_other():
    history = lines_of((visit(1), visit(2)), HOUSEHOLD_ID)
    amends = {"target_id": history[0].event_id, "reason": "wrong", "second_person_id": MENTOR}
    correction = EventCorrected(correction_id=UUID(int=7), values=(("minutes", "44"),), **amends)
    history = lines_of((visit(1), visit(2), correction), HOUSEHOLD_ID)

    wrong, other, right = replay(HOUSEHOLD_ID, history, "recorded", WORDING).points

    assert (wrong.amended_by, right.amends) == (right.position, wrong.position)
    assert (other.amended_by, other.amends, wrong.amends) == (None, None, None)
    minutes = next(change for change in right.changes if change.path[-1] == "minutes")
    assert (minutes.kind, minutes.before, minutes.after) == ("corrected", 30, 44)


def test_an_annulment_takes_the_fact_out_and_both_stay_in_the_story():
    [wrong] = lines_of((visit(1),), HOUSEHOLD_ID)
    annulment = EventAnnulled(
        annulment_id=UUID(int=7),
        target_id=wrong.event_id,
        reason="wrong",
        second_person_id=MENTOR,
    )
    history = lines_of((visit(1), annulment), HOUSEHOLD_ID)
    story = replay(HOUSEHOLD_ID, history, "recorded", WORDING)

    assert len(story.points) == 2
    assert str(UUID(int=1)) not in json.loads(story.state)["accompaniment"]["visits"]


def test_what_the_office_knew_and_what_had_happened_are_two_questions():
    late = STARTED + timedelta(days=9)
    history = lines_of(
        (
            said(visit(1), on=STARTED),
            said(visit(2), on=STARTED + timedelta(days=1), recorded=late),
            said(visit(3), on=STARTED + timedelta(days=5), recorded=late),
        ),
        HOUSEHOLD_ID,
    )
    day = STARTED + timedelta(days=2)

    known = upto(history, "recorded", position=0)
    happened = upto(history, "occurred", position=2, moment=day)

    assert [line.event.visit_id.int for line in known] == [1]
    assert [line.event.visit_id.int for line in happened] == [1, 2]


def test_lag_and_order_are_told_and_nothing_is_reordered_by_a_clock():
    history = lines_of(
        (
            said(visit(1), on=STARTED + timedelta(days=5), recorded=STARTED + timedelta(days=5)),
            said(visit(2), on=STARTED, recorded=STARTED + timedelta(days=9), by=OTHER_MENTOR),
        ),
        HOUSEHOLD_ID,
    )
    story = replay(HOUSEHOLD_ID, history, "recorded", WORDING)

    assert [(p.position, p.lag_days, p.out_of_order) for p in story.points] == [
        (0, 0, False),
        (1, 9, True),
    ]
    assert story.points[1].provenance["actor_id"] == OTHER_MENTOR


def test_what_happened_elsewhere_is_told_and_changes_nothing():
    history = lines_of((visit(1),), HOUSEHOLD_ID)
    elsewhere = lines_of((visit(1), visit(2)), UUID(int=0xA9))[1]

    told, other = replay(HOUSEHOLD_ID, [*history, elsewhere], "recorded", WORDING).points

    assert other.changes == []
    assert other.hash == told.hash


def test_a_story_travels_as_plain_json():
    story = replay(HOUSEHOLD_ID, lines_of((visit(1),), HOUSEHOLD_ID), "recorded", WORDING)

    told = json.loads(json.dumps(story.as_dict()))

    assert told["case_number"].startswith("RT-")
    assert told["start"] == plain(HOUSEHOLD.empty())
    assert told["points"][0]["warnings"] == []


@pytest.mark.parametrize("count", [0, 1])
def test_a_household_without_events_is_told_too(count):
    history = lines_of((visit(1),), HOUSEHOLD_ID)[:count]

    assert len(replay(HOUSEHOLD_ID, history, "recorded", WORDING).points) == count
