"""States are folded once and kept within bounds; what was let go is folded again, the same."""

from dataclasses import replace
from operator import attrgetter
from uuid import UUID, uuid4

import pytest

from domain.canonical import plain
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.accompaniment import VisitRecorded
from projections.folding import States
from projections.read_model import Poison
from projections.standing import QUIET, standing_of
from tests.golden.examples import bare, full
from tests.projections.lives import lives


class Log:
    """The past as a list."""

    def __init__(self, events):
        self.events = events
        self.asked = 0

    def histories(self, streams, upto):
        self.asked += 1
        lines = [e for e in self.events if e.originator_id in streams and e.position <= upto]
        return sorted(lines, key=lambda e: (e.originator_id, e.originator_version))

    def facts(self, event_ids):
        return [e for e in self.events if e.event_id in event_ids]


@pytest.fixture
def log():
    return Log(lives(12, 4, ("74.99.01.2001", "74.99.01.2002"), scale=0.4))


def seen(household):
    """Return what read models may look at: the state without what is not folded for them."""
    parts = plain(household)
    del parts["livelihood"]
    for name in ("missed", "sessions", "trainings", "spot_checks"):
        del parts["accompaniment"][name]
    for name in ("assessed", "milestones"):
        del parts["assessment"][name]
    return parts


def told(states, log, size):
    """Return what each event made of its household, page by page."""
    found = []
    for start in range(0, len(log.events), size):
        for change in states.changes(log.events[start : start + size]):
            wrong, right = change.wrong, change.right
            assert (change.before == change.after) == (change.before is change.after)
            found.append(
                (
                    change.recorded.position,
                    seen(change.household),
                    change.after,
                    wrong and wrong.event_id,
                    right and right.event,
                )
            )
    return found


@pytest.mark.parametrize(("size", "capacity"), [(1, 1), (17, 2), (1_000, 1), (40, 100)])
def test_states_are_the_same_whatever_the_page_and_however_few_are_kept(log, size, capacity):
    found = told(States(log, capacity), log, size)

    histories = {}
    for line, (position, state, standing, *_) in zip(log.events, found, strict=True):
        histories.setdefault(line.originator_id, []).append(line)
        household = HOUSEHOLD.replay(histories[line.originator_id])
        assert (position, state) == (line.position, seen(household))
        assert standing == standing_of(household)


def test_the_log_is_asked_again_only_for_what_was_let_go(log):
    told(States(log), log, 20)
    assert log.asked == 0

    told(States(log, capacity=1), log, 2)
    assert log.asked > 10


def test_corrections_come_with_the_wrong_and_the_right_fact(log):
    found = told(States(log, capacity=1), log, 9)
    pairs = [(wrong, right) for *_, wrong, right in found if wrong is not None]

    assert pairs
    assert all(right is None or right.minutes == 44 for _, right in pairs)


def test_going_back_in_the_log_starts_from_what_is_recorded_there(log):
    states = States(log)
    told(states, log, 50)
    middle = log.events[len(log.events) // 2 :]

    [first, *_] = states.changes(middle[:1])

    stream = middle[0].originator_id
    history = [
        e
        for e in log.events
        if e.originator_id == stream and e.position <= first.recorded.position
    ]
    assert seen(first.household) == seen(HOUSEHOLD.replay(history))


def test_an_event_that_cannot_be_folded_ends_the_page_before_it_and_is_then_named(
    log, monkeypatch
):
    def stumble(*_):
        raise KeyError

    monkeypatch.setitem(HOUSEHOLD.folds_of, VisitRecorded, stumble)
    bad = next(n for n, e in enumerate(log.events) if isinstance(e.event, VisitRecorded))
    states = States(log)

    assert len(list(states.changes(log.events))) == bad
    with pytest.raises(Poison) as poison:
        list(states.changes(log.events[bad:]))
    assert poison.value.position == bad


def test_a_fact_of_another_household_is_not_amended_from_here(log):
    states = States(log)
    told(states, log, 100)
    correction = next(e for e in log.events if e.event.name == "household.event-corrected.v1")
    stranger = UUID(int=5)
    line = replace(
        correction,
        originator_id=stranger,
        originator_version=1,
        position=len(log.events),
    )

    [change] = states.changes([line])

    assert (change.wrong, change.right) == (None, None)


@pytest.mark.parametrize("kind", sorted(QUIET, key=attrgetter("name")), ids=attrgetter("name"))
@pytest.mark.parametrize("told", [0, 1, 400])
def test_a_quiet_fact_never_changes_where_a_household_stands(kind, told):
    lived = [one for one in lives(3, 1, ("74.99.01.2001",)) if is_of_household(one)]
    state = HOUSEHOLD.replay(lived[:told])
    before = standing_of(state)

    for event in (bare(kind), full(kind)):
        last = lived[min(told, len(lived)) - 1]
        HOUSEHOLD.apply(state, replace(last, event=event, event_id=uuid4()))

    assert standing_of(state) == before


def is_of_household(recorded):
    return recorded.event.name.startswith("household.")
