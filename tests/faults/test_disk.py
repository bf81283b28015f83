"""A disk that is full, and one that flips a bit: nothing acknowledged is lost, nothing is wrong.

Full disks are small file systems in memory, which only root can make (F4, F5, F15).
"""

import os
import shutil
import subprocess
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import OperationalError
from psycopg import errors

from adapters.postgres.migrate import migrate
from adapters.postgres.server import EmbeddedServer
from adapters.postgres.verify import verify
from tests.faults.sound import assert_found_out, assert_sound
from tests.ledger.facts import Noted, append, fact, postgres_ledger
from tests.store import PASSWORDS, PROGRAMME, store_at

pytestmark = pytest.mark.store

MOUNT, UMOUNT = "/bin/mount", "/bin/umount"
NOTE = "Contoh catatan panjang " * 400
MANY = 2_000


def mounted(place, size):
    options = ["-t", "tmpfs", "-o", f"size={size}"]
    done = subprocess.run([MOUNT, *options, "tmpfs", place], check=False, capture_output=True)
    return done.returncode == 0


@contextmanager
def small_disk(place, size, like=None):
    """Yield a small file system at a place, in the hands of the owner of another file."""
    if os.geteuid() != 0 or not mounted(place, size):
        pytest.skip("only root can make a small disk here")
    try:
        if like is not None:
            os.chown(place, like.stat().st_uid, like.stat().st_gid)
            place.chmod(0o700)
        yield
    finally:
        subprocess.run([UMOUNT, "-l", place], check=True)


@pytest.fixture
def cluster(tmp_path):
    """A server of our own, with a migrated programme."""
    server = EmbeddedServer(tmp_path / "home")
    store = store_at(server.start())
    migrate(store.admin, PROGRAMME, PASSWORDS)
    yield server, store, server._cluster().data  # noqa: SLF001 (its files)
    server.stop()


def fill(ledger):
    """Append until the disk says no; return what was acknowledged, what was not, and why."""
    said = []
    for _ in range(MANY):
        command = append(fact(uuid4(), 1, Noted(person_id=uuid4(), note=NOTE)))
        try:
            ledger.append(command)
        except OperationalError as full:
            return said, command, full
        said.append(command.command_id)
    raise AssertionError("the disk is too large for this test")


def test_a_full_disk_of_tables_refuses_and_goes_on_as_soon_as_there_is_room(cluster):
    _, store, data = cluster
    place = data.parent / "small"
    place.mkdir()
    with small_disk(place, "6m", like=data):
        store.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        for table in ("event", "sealed"):
            store.execute(f"ALTER TABLE @ledger@.{table} SET TABLESPACE small")
        with postgres_ledger(store.app) as ledger:
            said, refused, full = fill(ledger)
            assert "DiskFull" in str(full)
            assert len(said) > 50
            first = store.execute("SELECT stream FROM @ledger@.event WHERE position = 0")[0][0]
            assert len(ledger.history(first)) == 1  # reading goes on

            subprocess.run([MOUNT, "-o", "remount,size=40m", place], check=True)
            more = append(fact(uuid4(), 1))
            ledger.append(more)
            assert_sound(store, [*said, more.command_id])
            assert_found_out(store, refused.command_id)
        for table in ("event", "sealed"):
            store.execute(f"ALTER TABLE @ledger@.{table} SET TABLESPACE pg_default")
        store.execute("DROP TABLESPACE small")


def flood(store):
    """Write log that is nobody's until the server gives up."""
    with psycopg.connect(store.admin) as admin:
        for _ in range(1_000):
            admin.execute("SELECT pg_logical_emit_message(false, 'x', repeat('x', 1000000))")


def test_a_full_disk_of_the_log_stops_the_server_and_loses_nothing(cluster):
    server, store, data = cluster
    server.stop()
    place, moved = data / "pg_wal", data.parent / "wal"
    shutil.copytree(place, moved)
    uid, gid = place.stat().st_uid, place.stat().st_gid
    with small_disk(place, "48m", like=data):
        shutil.copytree(moved, place, dirs_exist_ok=True)
        for path in (place, *place.rglob("*")):
            os.chown(path, uid, gid)
        server.start()
        # What usually fills it: a slot of somebody who went away.
        store.execute("SELECT pg_create_physical_replication_slot('dead', true)")
        with postgres_ledger(store.app) as ledger:
            commands = [append(fact(uuid4(), 1)) for _ in range(100)]
            for command in commands:
                ledger.append(command)
            with pytest.raises(psycopg.OperationalError):
                flood(store)
            assert not server.running()
            refused = append(fact(uuid4(), 1))
            with pytest.raises(OperationalError):
                ledger.append(refused)
        said = [command.command_id for command in commands]

        subprocess.run([MOUNT, "-o", "remount,size=400m", place], check=True)
        server.start()
        assert_sound(store, said)
        assert_found_out(store, refused.command_id)
        store.execute("SELECT pg_drop_replication_slot('dead')")
        server.stop()


def assert_found_where_it_is(store):
    """The control: without checksums the bit is read as data, and the chain names the position."""
    careless = f"{store.admin}&options=-c%20ignore_checksum_failure%3Don"
    with psycopg.connect(careless) as connection:
        query = store.schemas.fill("SELECT count(payload) FROM @ledger@.event")
        assert connection.execute(query.encode()).fetchone() == (60,)
    found = verify(careless, PROGRAMME)
    assert not found.ok
    assert found.first_bad_position < 59


def test_a_flipped_bit_is_refused_loudly_and_the_other_pages_stay_readable(cluster):
    server, store, data = cluster
    with postgres_ledger(store.app) as ledger:
        streams = [uuid4() for _ in range(60)]
        for stream in streams:
            ledger.append(append(fact(stream, 1, Noted(person_id=uuid4(), note=NOTE))))
    [[file]] = store.execute("SELECT pg_relation_filepath('@ledger@.event'::regclass)")
    assert_sound(store)
    server.stop()
    path = data / file
    content = bytearray(path.read_bytes())
    content[5_000] ^= 0x10
    path.write_bytes(content)
    server.start()

    with pytest.raises(errors.DataCorrupted, match="invalid page"):
        store.execute("SELECT count(payload) FROM @ledger@.event")
    with psycopg.connect(store.app) as connection:
        query = store.schemas.fill("SELECT payload FROM @ledger@.event WHERE position = 59")
        assert len(connection.execute(query.encode()).fetchall()) == 1
    assert_found_where_it_is(store)
    content[5_000] ^= 0x10  # repaired from the backup
    server.stop()
    path.write_bytes(content)
    server.start()
    assert_sound(store)
