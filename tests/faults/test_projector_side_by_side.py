"""The red flags go their own pace, and whoever of the projector dies is heard of."""

import gc
from threading import Event, Thread

import pytest

from adapters.postgres.collecting import no_collections
from adapters.postgres.projector_steps import Steps
from projections import tracking
from projections.catalogue import READ_MODELS
from projections.flags import FLAGS, Watch
from tests.faults.test_projector_connection import running
from tests.faults.test_projector_killed import VILLAGES
from tests.projections.conftest import Office
from tests.projections.lives import lives
from tests.store import fresh_store

FOLDED = [model.name for model in READ_MODELS if model is not FLAGS]
SEE = Watch.see


@pytest.fixture
def office(admin_url):
    with fresh_store(admin_url) as store:
        yield Office(store)


def test_the_others_do_not_wait_while_the_red_flags_read_the_past_again(office, monkeypatch):
    log = office.tell(lives(8, 2, VILLAGES, scale=0.2))
    go_on, last = Event(), log[-1].position
    monkeypatch.setattr(Watch, "see", lambda *asked: go_on.wait(60) and SEE(*asked))

    with running(office.projector()), office.reading() as connection:
        assert tracking.wait_for(connection, last, 20, *FOLDED)
        assert tracking.current(connection, FLAGS.name) == -1
        go_on.set()
        assert tracking.wait_for(connection, last, 20, FLAGS.name)


@pytest.mark.parametrize("victim", [FLAGS.name, "timeline"])
def test_a_mistake_of_the_program_in_one_ends_the_others_and_is_raised(
    office, monkeypatch, victim
):
    office.tell(lives(8, 2, VILLAGES, scale=0.1))
    step = Steps.step

    def mistaken(self):
        if victim in self._read_models:
            raise RuntimeError(victim)
        return step(self)

    monkeypatch.setattr(Steps, "step", mistaken)
    heard = []

    def run():
        try:
            office.projector().run(Event())
        except RuntimeError as error:
            heard.append(str(error))

    runner = Thread(target=run)
    runner.start()
    runner.join(timeout=60)

    assert heard == [victim]


def test_the_collector_comes_back_when_the_last_one_leaves():
    assert gc.isenabled()
    with no_collections():
        with no_collections():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with no_collections():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
