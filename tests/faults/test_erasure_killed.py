"""kill -9 at each step of an erasure: whoever runs it again finishes it, once (F23)."""

import signal
import subprocess
import sys

import pytest

from adapters.sealing import ERASED
from domain.data_request.events import ErasureCarriedOut
from domain.household.events.record import DataErased
from services.erasure import Erasing
from tests.domain.data_request.requests import REQUEST
from tests.domain.household.cases import HEAD
from tests.faults.eraser import STEPS
from tests.faults.processes import ROOT
from tests.faults.sound import assert_sound
from tests.ledger.facts import postgres_ledger
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID
from tests.services.test_erasing import NAME, OTHER_NAME, grant, names, nominated
from tests.services.work import Work

pytestmark = pytest.mark.store


@pytest.fixture
def office(postgres):
    work = nominated(Work(postgres))
    grant(work)
    return work


@pytest.fixture(scope="module")
def killed_at():
    """Return how to let an erasure begin and die at a step, in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.eraser"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:

        def killed(url, step):
            process.stdin.write(f"{url} {step}\n")
            process.stdin.flush()
            assert int(process.stdout.readline()) == -signal.SIGKILL

        yield killed
        process.stdin.close()


def state_of(store, work):
    """Return what is left of the person, and what is on record about the erasure."""
    [[keys]] = store.execute("SELECT count(*) FROM @keys@.person_key WHERE person = %s", [HEAD])
    [[sealed]] = store.execute("SELECT count(*) FROM @ledger@.sealed WHERE person = %s", [HEAD])
    [[claims]] = store.execute("SELECT count(*) FROM @ledger@.claim WHERE person = %s", [HEAD])
    reported = sum(isinstance(each, ErasureCarriedOut) for each in work.facts(REQUEST))
    noted = sum(isinstance(each, DataErased) for each in work.facts())
    return keys, sealed, claims, reported, noted


WHOLE, GONE, DONE = (1, 3, 1, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 1, 1)


@pytest.mark.parametrize(
    ("step", "after"), list(zip(STEPS, (WHOLE, WHOLE, GONE, GONE, DONE), strict=True))
)
def test_a_killed_erasure_is_all_or_nothing_and_is_finished_by_the_next_run(
    store, office, killed_at, step, after
):
    killed_at(store.app, step)
    assert state_of(store, office) == after

    with postgres_ledger(store.app) as ledger:
        again = Work(ledger)
        Erasing(again.casework).carry_out(REQUEST)
        Erasing(again.casework).carry_out(REQUEST)
        assert state_of(store, again) == DONE
        assert names(again)[0] == ERASED
        assert names(again, OTHER_HOUSEHOLD_ID) == [OTHER_NAME]
        keyring = again.ledger.keyring
        assert_sound(store, mapper=again.ledger.mapper, keyring=keyring)


def test_control_an_erasure_in_several_transactions_is_left_half_done(store, office):
    """Without the one transaction of `erase`, a kill leaves the name readable with its key."""
    store.execute("DELETE FROM @ledger@.claim WHERE person = %s", [HEAD])

    assert names(office, HOUSEHOLD_ID)[0] == NAME
    assert state_of(store, office) not in {WHOLE, GONE, DONE}
