"""Whoever gets past every grant and trigger still cannot change the log without being found."""

import json
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from adapters.postgres.verify import verify
from domain.sealed_log import leaf_entry, leaf_hash, microseconds, root_of
from tests.ledger.facts import Counted, append, fact
from tests.store import PROGRAMME

pytestmark = pytest.mark.store

SIZE = 23


@pytest.fixture
def two_households(postgres):
    """Two histories, interleaved: positions 0, 2, 4 … and 1, 3, 5 …; the last command has two."""
    one, two = uuid4(), uuid4()
    for version in range(1, 11):
        postgres.append(append(fact(one, version, Counted(count=version))))
        postgres.append(append(fact(two, version, Counted(count=version))))
    postgres.append(append(fact(one, 11), fact(two, 11), fact(one, 12)))
    return one, two


def tampered(store, statement, *parameters):
    """Do what only somebody with the whole server in their hands can do."""
    with psycopg.connect(store.admin, autocommit=True) as superuser:
        for table in ("event", "command", "frontier"):
            superuser.execute(f'ALTER TABLE "{PROGRAMME}".{table} DISABLE TRIGGER ALL')
        superuser.execute(store.schemas.fill(statement).encode(), parameters)
    return verify(store.reader, PROGRAMME)


@pytest.mark.usefixtures("two_households")
def test_an_untouched_log_is_whole(store):
    found = verify(store.reader, PROGRAMME)
    assert (found.ok, found.size, found.first_bad_position, found.reason) == (
        True,
        SIZE,
        None,
        None,
    )
    leaves = [
        leaf for (leaf,) in store.execute("SELECT leaf FROM @ledger@.event ORDER BY position")
    ]
    assert found.root == root_of(bytes(leaf) for leaf in leaves).hex()


def test_an_empty_log_is_whole(store):
    found = verify(store.reader, PROGRAMME)
    assert (found.ok, found.size) == (True, 0)
    assert found.root.startswith("e3b0c44298fc1c14")


def test_the_leaf_that_the_database_made_is_the_leaf_that_anybody_makes(store, two_households):
    one, _ = two_households
    rows = store.execute(
        "SELECT stream, version, name, recorded_at, metadata, payload, leaf"
        " FROM @ledger@.event WHERE stream = %s ORDER BY version",
        [one],
    )
    previous = None
    for stream, version, name, recorded_at, metadata, payload, leaf in rows:
        entry = leaf_entry(
            stream, version, name, previous, microseconds(recorded_at), metadata, payload
        )
        assert leaf_hash(entry) == leaf
        previous = leaf


@pytest.mark.usefixtures("two_households")
@pytest.mark.parametrize("position", [0, 20])
@pytest.mark.parametrize(
    "change",
    [
        "payload = payload || '\\x20'",
        "payload = overlay(payload PLACING '\\x39' FROM octet_length(payload) - 1)",
        "payload = ''",
        "metadata = convert_to(replace(convert_from(metadata, 'UTF8'), 'mentor', 'lead'), 'UTF8')",
        "metadata = '\\xff'",
        "name = 'sample.counted.v2'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "recorded_at = recorded_at - interval '1 day'",
        "leaf = sha256(leaf)",
        "stream = gen_random_uuid()",
        "version = version + 100",
    ],
)
def test_a_changed_row_is_named(store, change, position):
    found = tampered(store, f"UPDATE @ledger@.event SET {change} WHERE position = {position}")
    assert (found.ok, found.first_bad_position) == (False, position)
    assert found.reason


@pytest.mark.usefixtures("two_households")
@pytest.mark.parametrize("position", [0, 7, 20])
def test_a_missing_row_is_named(store, position):
    found = tampered(store, f"DELETE FROM @ledger@.event WHERE position = {position}")
    assert (found.ok, found.first_bad_position) == (False, position)


@pytest.mark.usefixtures("two_households")
def test_a_row_that_was_taken_out_with_the_gap_closed_is_named(store):
    tampered(store, "DELETE FROM @ledger@.event WHERE position = 18")
    tampered(store, "UPDATE @ledger@.event SET position = position - 100 WHERE position > 18")
    found = tampered(
        store, "UPDATE @ledger@.event SET position = position + 99 WHERE position < 0"
    )
    assert (found.ok, found.first_bad_position) == (False, 18)


@pytest.mark.usefixtures("two_households")
def test_a_missing_end_is_named(store):
    found = tampered(store, f"DELETE FROM @ledger@.event WHERE position >= {SIZE - 2}")
    assert (found.ok, found.first_bad_position) == (False, SIZE - 2)


@pytest.mark.usefixtures("two_households")
@pytest.mark.parametrize(("here", "there"), [(0, 1), (7, 8), (3, 12), (4, 8), (19, 20)])
def test_two_rows_in_each_others_place_are_named(store, here, there):
    moves = [(here, -1), (there, here), (-1, there)]
    for old, new in moves:
        found = tampered(
            store, "UPDATE @ledger@.event SET position = %s WHERE position = %s", new, old
        )
    assert (found.ok, found.first_bad_position) == (False, here)


@pytest.mark.usefixtures("two_households")
def test_two_rows_of_one_command_in_each_others_place_are_found_by_the_root(store):
    for old, new in [(20, -1), (21, 20), (-1, 21)]:
        found = tampered(
            store, "UPDATE @ledger@.event SET position = %s WHERE position = %s", new, old
        )
    assert not found.ok
    assert found.first_bad_position == 20


def test_a_row_that_was_never_sealed_is_named(store, two_households):
    one, _ = two_households
    [(leaf, recorded_at)] = store.execute(
        "SELECT leaf, recorded_at FROM @ledger@.event WHERE position = %s", [SIZE - 1]
    )
    later, metadata = recorded_at + timedelta(seconds=1), json.dumps({"command_id": str(uuid4())})
    entry = leaf_entry(
        one, 13, "sample.counted.v1", leaf, microseconds(later), metadata.encode(), b"{}"
    )
    found = tampered(
        store,
        "INSERT INTO @ledger@.event (position, stream, version, event_id, name, payload, metadata,"
        " recorded_at, leaf) VALUES (%s, %s, 13, %s, 'sample.counted.v1', '{}', %s, %s, %s)",
        SIZE,
        one,
        uuid4(),
        metadata.encode(),
        later,
        leaf_hash(entry),
    )
    assert (found.ok, found.first_bad_position) == (False, SIZE)


def test_a_history_that_was_rewritten_with_new_leaves_is_found_by_the_root(store, two_households):
    _, two = two_households
    rows = store.execute(
        "SELECT position, version, name, recorded_at, metadata, leaf FROM @ledger@.event"
        " WHERE stream = %s AND version >= 9 ORDER BY version",
        [two],
    )
    [(previous,)] = store.execute(
        "SELECT leaf FROM @ledger@.event WHERE stream = %s AND version = 8", [two]
    )
    for position, version, name, recorded_at, metadata, _ in rows:
        entry = leaf_entry(
            two, version, name, previous, microseconds(recorded_at), metadata, b'{"count":0}'
        )
        previous = leaf_hash(entry)
        found = tampered(
            store,
            "UPDATE @ledger@.event SET payload = %s, leaf = %s WHERE position = %s",
            b'{"count":0}',
            previous,
            position,
        )
    assert not found.ok
    assert found.first_bad_position == 16  # the first of the last complete subtrees: 16, 4, 2, 1
    assert "16-19" in found.reason


@pytest.mark.usefixtures("two_households")
@pytest.mark.parametrize(
    "change", ["size = size + 1", "nodes[1] = sha256('')", "nodes = nodes[1:2]", "size = size - 1"]
)
def test_a_changed_frontier_is_found(store, change):
    found = tampered(store, f"UPDATE @ledger@.frontier SET {change}")
    assert not found.ok
    assert found.reason


def test_the_log_may_grow_while_it_is_read(store, two_households, postgres):
    one, _ = two_households
    seen = []

    def grow(position, size):
        postgres.append(append(fact(one, 13 + len(seen))))
        seen.append((position, size))

    found = verify(store.reader, PROGRAMME, grow)
    assert (found.ok, found.size) == (True, SIZE)
    assert seen == [(0, SIZE)]
