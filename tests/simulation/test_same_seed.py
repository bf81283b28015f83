"""The same seed plays the same programme, to the byte and microsecond; another one does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.plays import Play

ROOT = Path(__file__).parents[2]


def test_the_same_seed_gives_the_same_names_facts_envelopes_times_and_order(play):
    """Also in a process that hashes words otherwise, so that no set decides an order."""
    command = [sys.executable, "-m", "tests.simulation.plays", play.programme.code, "1"]
    again = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "17"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert again.stdout == play.sum()


def test_another_seed_gives_another_programme(play):
    other = Play(play.programme.code, seed="2", households=3)

    assert other.log[1].event_id != play.log[1].event_id
    assert other.log[1].recorded_at != play.log[1].recorded_at
    ours = {family.household_id for cast in play.world.villages for family in cast.families}
    theirs = {family.household_id for cast in other.world.villages for family in cast.families}
    assert ours.isdisjoint(theirs)


@pytest.mark.parametrize(("households", "seed"), [(1, "1"), (1, "6"), (5, "1")])
def test_a_village_of_any_size_can_be_played(households, seed):
    small = Play("ntb", seed, households)

    assert sum(len(cast.families) for cast in small.world.villages) == households
    assert small.world.unplanned == []
