"""The projector dies in the middle of a batch: rows and position go together or not at all."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from projections.source import fingerprint
from tests.projections.conftest import Office
from tests.projections.lives import lives
from tests.sample_programme import PROGRAMME as DEFINITION
from tests.store import fresh_store

ROOT = Path(__file__).parents[2]
VILLAGES = ("74.99.01.2001", "74.99.01.2002")
KILLS = 4
PAGE = 20


@pytest.fixture
def office(admin_url):
    with fresh_store(admin_url) as store:
        office = Office(store)
        office.tell(lives(4, 4, VILLAGES, scale=0.5))
        yield office


@contextmanager
def worker(office, mood="", page=PAGE):
    command = [sys.executable, "-m", "tests.projections.worker", office.store.app, str(page)]
    command += [fingerprint(DEFINITION), *([mood] if mood else [])]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def kill_again_and_again(office, mood):
    """Kill workers with -9, each in the middle of some batch; then finish in peace."""
    rng = Random(5)  # noqa: S311 (chooses moments, keeps no secret)
    for _ in range(KILLS):
        with worker(office, mood) as process:
            for _ in range(rng.randint(1, 6)):
                assert process.stdout.readline() == b"in the middle\n"
    office.project()


def test_a_projector_killed_in_the_middle_of_batches_loses_and_doubles_nothing(office):
    kill_again_and_again(office, "dawdling")
    live = office.tables()

    office.projector().rebuild()

    assert office.tables() == live


def test_the_same_kills_do_harm_a_projector_that_commits_position_and_rows_apart(office):
    kill_again_and_again(office, "careless")
    live = office.tables()

    office.projector().rebuild()

    assert office.tables() != live
