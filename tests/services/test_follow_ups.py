"""What follows from a command is declared, and nothing else comes along."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.people import RevertMerge, SplitHousehold
from domain.household.state import Household
from services import follow_ups
from services.follow_ups import Following, follow_ups_of, follows
from services.step import Step
from tests.sample_programme import PROGRAMME
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID

NEW, TODAY = UUID(int=3), date(2026, 3, 2)


def split():
    return SplitHousehold(
        new_household_id=OTHER_HOUSEHOLD_ID, new_head_id=NEW, member_ids=(NEW,), reason="marriage"
    )


def brought(command):
    step = Step(HOUSEHOLD, HOUSEHOLD_ID, command)
    return list(follow_ups_of(step, Household(), TODAY, PROGRAMME))


def test_the_other_half_of_a_split_comes_along():
    [step] = brought(split())

    assert step.stream == OTHER_HOUSEHOLD_ID
    assert step.command.from_household_id == HOUSEHOLD_ID


def test_what_is_not_declared_does_not_come_along(monkeypatch):
    steps = follow_ups.FOLLOW_UPS[SplitHousehold].steps
    monkeypatch.setitem(follow_ups.FOLLOW_UPS, SplitHousehold, Following(steps, frozenset()))

    with pytest.raises(TypeError, match="form-by-split"):
        brought(split())


def test_one_thing_follows_from_a_command():
    with pytest.raises(TypeError, match="revert-merge"):
        follows(RevertMerge, brings=())(lambda *_: iter(()))
