"""kill -9, of the writer and of PostgreSQL: what was acknowledged is there, once, and sealed.

JEJAK_KILLS sets how many times the server is killed; fifty are the full measure.
"""

import os
from itertools import count
from uuid import UUID

import psycopg
import pytest

from adapters.postgres.migrate import migrate
from adapters.postgres.server import EmbeddedServer
from adapters.postgres.verify import verify
from tests.faults.processes import Writers, held_up, kill_server, wait_until
from tests.faults.sound import assert_sound
from tests.store import PASSWORDS, PROGRAMME, store_at

pytestmark = pytest.mark.store
KILLS = int(os.environ.get("JEJAK_KILLS", "2"))


@pytest.fixture
def server(tmp_path):
    """A server of our own, to be killed."""
    server = EmbeddedServer(tmp_path / "home")
    yield server
    server.stop()


def log_of(store):
    return [
        (command_id, position)
        for command_id, position in store.execute(
            "SELECT convert_from(metadata, 'UTF8')::jsonb ->> 'command_id', position"
            " FROM @ledger@.event ORDER BY position"
        )
    ]


def size_of(store):
    return store.execute("SELECT size FROM @ledger@.frontier")[0][0]


def test_a_killed_writer_loses_nothing_that_was_acknowledged(store):
    with Writers(store.app, 30, many=2) as writers:
        wait_until(lambda: size_of(store) > 50)
        writers.kill()
        said = writers.acknowledged()
    stored = log_of(store)
    assert len(said) > 20
    assert set(said) <= set(stored)
    assert len(stored) - len(said) <= 2  # at most the one that each had under way
    assert_sound(store, [UUID(command_id) for command_id, _ in said])


def test_a_killed_server_loses_nothing_that_was_acknowledged_and_doubles_nothing(server):
    store = store_at(server.start())
    migrate(store.admin, PROGRAMME, PASSWORDS)
    with Writers(store.app, 60 * KILLS, many=2) as writers:
        for size, _ in zip(count(50, 100), range(KILLS), strict=False):
            wait_until(lambda size=size: size_of(store) > size)
            kill_server(store.admin)
            server.start()
        assert writers.stop() == [0, 0]
        said = writers.acknowledged()
    assert sorted(said, key=lambda pair: pair[1]) == log_of(store)
    assert_sound(store, [UUID(command_id) for command_id, _ in said])


def test_control_a_server_that_answers_before_it_has_written_does_lose(server):
    store = store_at(server.start())
    migrate(store.admin, PROGRAMME, PASSWORDS)
    with psycopg.connect(store.admin, autocommit=True) as superuser:
        superuser.execute("ALTER SYSTEM SET synchronous_commit = off")
        superuser.execute("SELECT pg_reload_conf()")
        [[wal_writer]] = superuser.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"
        ).fetchall()
    # Else it writes each page of the log that is full, and what is written outlives the kill.
    with held_up(wal_writer), Writers(store.app, 30, many=1) as writers:
        wait_until(lambda: size_of(store) > 50)
        kill_server(store.admin)
        writers.kill()
        said = writers.acknowledged()
    server.start()
    lost = set(said) - set(log_of(store))
    assert lost
    assert verify(store.reader, PROGRAMME).ok  # what is left is still a whole log
