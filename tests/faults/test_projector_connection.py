"""The projector is woken by an append, and survives the loss of its connection.

A connection that is cut after COMMIT leaves the projector in doubt: what it wrote is written. It
starts again from the position that the read model itself names, so nothing is counted twice.
"""

from contextlib import contextmanager, suppress
from threading import Event, Thread

import psycopg
import pytest

from adapters.postgres import projector as projecting
from adapters.postgres.database import Schemas
from adapters.postgres.projector import Projector
from projections.catalogue import READ_MODELS
from tests.faults.processes import wire_to
from tests.faults.test_projector_killed import VILLAGES
from tests.projections.conftest import DEFINITION, Office
from tests.projections.lives import lives
from tests.store import PROGRAMME, fresh_store

STEP = """WITH page AS (
    INSERT INTO public.told
    SELECT position FROM coba.event WHERE position > %(after)s ORDER BY position LIMIT 20
    RETURNING position)
SELECT max(position) FROM page"""


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
        with projector.connect() as connection:  # it need not wait for its poll
            connection.execute(f"NOTIFY {Schemas(PROGRAMME).channel}")
        thread.join(timeout=60)
        assert not thread.is_alive()


def test_an_append_wakes_the_projector_long_before_its_poll(office, monkeypatch):
    monkeypatch.setattr(projecting, "POLL_SECONDS", 600)
    log = lives(8, 2, VILLAGES, scale=0.1)
    projector = office.projector()
    with running(projector):
        office.tell(log[:10])
        assert projector.wait_for(9, timeout_seconds=30)

        for one in log[10:20]:
            office.tell([one])
            assert projector.wait_for(one.position, timeout_seconds=30)


def test_a_projector_whose_connection_is_cut_goes_on_by_itself(office):
    log = lives(9, 2, VILLAGES, scale=0.1)
    projector = office.projector()
    with running(projector):
        office.tell(log[:30])
        assert projector.wait_for(29, timeout_seconds=30)
        killed = office.store.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = 'jejak_app'"
        )
        office.tell(log[30:])

        assert killed
        assert projector.wait_for(log[-1].position, timeout_seconds=30)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_batch_whose_commit_was_not_heard_of_is_written_once(office, pages):
    log = lives(8, 2, VILLAGES, scale=0.2)
    told, later = log[: 10 * pages], log[10 * pages :]
    with wire_to(office.store.app) as (wire, url):
        projector = Projector(
            url, PROGRAMME, office.codec, READ_MODELS, page_size=10, definition=DEFINITION
        )
        with running(projector):
            office.tell(told)
            assert projector.wait_for(told[-1].position, timeout_seconds=30)
            wire.lose_answer_to(b"COMMIT")
            office.tell(later)
            assert projector.wait_for(later[-1].position, timeout_seconds=30)

        assert wire.cuts == 1
        assert [each for each in projector.lag() if each.parked_reason] == []
    followed = office.tables()
    office.projector().rebuild()
    assert followed == office.tables()


def test_control_a_follower_that_remembers_its_position_itself_writes_the_batch_twice(office):
    """The same fault, and a position that is not in the transaction of the rows."""
    log = lives(3, 2, VILLAGES, scale=0.1)
    office.tell(log)
    office.store.execute("CREATE TABLE public.told (position bigint)")
    after = -1
    with wire_to(office.store.admin) as (wire, url):
        wire.lose_answer_to(b"COMMIT")
        while after < log[-1].position:
            with (
                suppress(psycopg.OperationalError),
                psycopg.connect(url, autocommit=True) as connection,
            ):
                with connection.transaction():
                    [[last]] = connection.execute(STEP, {"after": after}).fetchall()
                after = last
        assert wire.cuts == 1
    rows, positions = office.store.execute(
        "SELECT count(*), count(DISTINCT position) FROM public.told"
    )[0]

    assert positions == len(log)
    assert rows > positions
