"""The projector is woken by an append, and survives the loss of its connection."""

import time
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from tests.faults.test_projector_killed import VILLAGES
from tests.projections.conftest import Office
from tests.projections.lives import lives
from tests.store import fresh_store


@pytest.fixture
def office(admin_url):
    with fresh_store(admin_url) as store:
        yield Office(store)


@contextmanager
def running(projector):
    projector.prepare()
    stop = Event()
    thread = Thread(target=projector.run, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_an_append_wakes_the_projector_long_before_its_poll(office):
    log = lives(8, 2, VILLAGES, scale=0.1)
    projector = office.projector()
    with running(projector):
        office.tell(log[:10])
        assert projector.wait_for(9, timeout_seconds=10)
        time.sleep(0.3)  # it sleeps now, until its poll or an append

        slow = 0
        for one in log[10:20]:
            began = time.monotonic()
            office.tell([one])
            assert projector.wait_for(one.position, timeout_seconds=10)
            slow += time.monotonic() - began > 0.5

    assert slow <= 2


def test_a_projector_whose_connection_is_cut_goes_on_by_itself(office):
    log = lives(9, 2, VILLAGES, scale=0.1)
    projector = office.projector()
    with running(projector):
        office.tell(log[:30])
        assert projector.wait_for(29, timeout_seconds=10)
        killed = office.store.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = 'jejak_app'"
        )
        office.tell(log[30:])

        assert killed
        assert projector.wait_for(log[-1].position, timeout_seconds=10)
