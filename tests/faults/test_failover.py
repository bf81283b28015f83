"""The server dies for good and a standby takes over: nothing acknowledged is lost (F11)."""

import shutil
import time
from uuid import UUID

import psycopg
import pytest

from adapters.postgres.migrate import migrate
from adapters.postgres.programs import run
from adapters.postgres.server import EmbeddedServer
from tests.faults.processes import Writers, kill_server, wait_until
from tests.faults.sound import assert_sound
from tests.store import PASSWORDS, PROGRAMME, store_at

pytestmark = pytest.mark.store

STANDBY = "takes_over"


@pytest.fixture
def primary(tmp_path):
    server = EmbeddedServer(tmp_path / "primary")
    store = store_at(server.start())
    migrate(store.admin, PROGRAMME, PASSWORDS)
    yield server, store
    server.stop()


@pytest.fixture
def standby(primary, tmp_path):
    """A copy of the primary that follows it, in a home of its own."""
    _, store = primary
    home = tmp_path / "standby"
    shutil.copytree(tmp_path / "primary" / "secrets", home / "secrets")
    server = EmbeddedServer(home)
    place = server.empty_place()
    copy = place.with_name("copy")
    run(
        "pg_basebackup",
        *("--pgdata", copy, "--write-recovery-conf", "--checkpoint", "fast", "--no-password"),
        url=store.admin,
    )
    with (copy / "postgresql.auto.conf").open("a") as conf:
        conf.write(f"primary_conninfo = '{store.admin}&application_name={STANDBY}'\n")
    server.give(copy)
    copy.rename(place)
    server.start()
    yield server
    server.stop()


def lost(primary, standby, *settings):
    """Kill the primary under load and let the standby take over; return what it has not got."""
    _, store = primary
    with psycopg.connect(store.admin, autocommit=True) as admin:
        for setting in settings:
            admin.execute(setting)
        admin.execute("SELECT pg_reload_conf()")
    with Writers(store.app, 30, many=1) as writers:
        wait_until(lambda: store.execute("SELECT size > 60 FROM @ledger@.frontier")[0][0])
        kill_server(store.admin)
        writers.kill()
        said = [UUID(command_id) for command_id, _ in writers.acknowledged()]
    taken_over = store_at(standby.start())
    begun = time.monotonic()
    taken_over.execute("SELECT pg_promote()")
    seconds = time.monotonic() - begun
    known = {each for (each,) in taken_over.execute("SELECT command_id FROM @ledger@.command")}
    assert len(said) > 30
    assert seconds < 30
    return taken_over, said, set(said) - known


def test_what_a_synchronous_standby_has_acknowledged_survives_the_server(primary, standby):
    named = f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'"
    taken_over, said, missing = lost(primary, standby, named)

    assert missing == set()
    assert_sound(taken_over, said)


def test_control_a_standby_that_lags_behind_loses_what_it_had_not_seen(primary, standby):
    url = standby.start()
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET primary_conninfo = ''")
        admin.execute("SELECT pg_reload_conf()")
    taken_over, said, missing = lost(primary, standby)

    assert missing
    assert missing <= set(said)
    assert_sound(taken_over)
