"""Grants and triggers, by trying: what the app must not do, the app cannot do."""

from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from tests.ledger.facts import Noted, append, fact
from tests.store import PROGRAMME

pytestmark = pytest.mark.store

LEDGER = ["event", "sealed", "command", "claim", "frontier", "migration", "erasure"]
INSERTS = {
    "event": "(position, stream, version, event_id, name, payload, metadata, recorded_at, leaf)"
    " VALUES (99, gen_random_uuid(), 1, gen_random_uuid(), 'x', '', '', now(), '')",
    "sealed": "VALUES (gen_random_uuid(), 1, gen_random_uuid(), 'identity', '')",
    "command": "VALUES (gen_random_uuid(), '', 0, 0)",
    "claim": "VALUES ('nik', '', gen_random_uuid(), NULL)",
    "frontier": "VALUES (99, '{}', now())",
    "migration": "VALUES ('9999_mine', '')",
    "erasure": "VALUES (gen_random_uuid(), gen_random_uuid(), '{}', true, 0, 0)",
}
CHANGES = {
    "event": "UPDATE {} SET payload = ''",
    "sealed": "UPDATE {} SET ciphertext = ''",
    "command": "UPDATE {} SET digest = ''",
    "claim": "UPDATE {} SET stream = gen_random_uuid()",
    "frontier": "UPDATE {} SET size = size - 1",
    "migration": "UPDATE {} SET digest = ''",
    "erasure": "UPDATE {} SET whole = true",
    "person_key": "UPDATE {} SET wrapped = ''",
}


@pytest.fixture
def household(postgres):
    """A log with something in every table."""
    stream = uuid4()
    postgres.append(append(fact(stream, 1, Noted(person_id=uuid4(), note="Contoh Melati 17"))))
    return stream


def place(table):
    return f'"{PROGRAMME}_keys".{table}' if table == "person_key" else f'"{PROGRAMME}".{table}'


def statements(table):
    return [
        CHANGES[table].format(place(table)),
        f"DELETE FROM {place(table)}",
        f"TRUNCATE {place(table)}",
    ]


def attempt(url, statement, *before):
    with psycopg.connect(url) as connection:
        for preparation in before:
            connection.execute(preparation)
        connection.execute(statement)


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize("role", ["app", "reader"])
def test_app_and_reader_can_change_nothing_in_the_ledger(store, role):
    url = getattr(store, role)
    for table in [*LEDGER, "person_key"]:
        for statement in statements(table):
            with pytest.raises(errors.InsufficientPrivilege):
                attempt(url, statement)
    for table, values in INSERTS.items():
        with pytest.raises(errors.InsufficientPrivilege):
            attempt(url, f"INSERT INTO {place(table)} {values}")


@pytest.mark.usefixtures("household")
def test_not_even_the_owner_changes_or_deletes_what_is_in_the_log(store):
    for table in ["event", "sealed", "command", "frontier", "migration", "erasure", "person_key"]:
        for statement in statements(table):
            with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
                attempt(store.owner, statement)
    for statement in (CHANGES["claim"].format(place("claim")), f"TRUNCATE {place('claim')}"):
        with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
            attempt(store.owner, statement)
    with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
        attempt(store.owner, f"INSERT INTO {place('frontier')} {INSERTS['frontier']}")


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_a_superuser_in_a_replication_role_does_not_get_round_the_triggers(store, role):
    for table in ["event", "sealed", "command", "frontier", "person_key"]:
        for statement in statements(table):
            with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
                attempt(store.admin, statement, f"SET session_replication_role = {role}")


@pytest.mark.parametrize("role", ["app", "reader"])
def test_nobody_but_the_owner_gives_the_time(store, role):
    for function in ("append_at", "claim_in_the_way", "settle_claims", "store_keys"):
        [(found,)] = store.execute(
            "SELECT has_function_privilege(%s, p.oid, 'EXECUTE') FROM pg_proc p"
            " WHERE p.proname = %s AND p.pronamespace = %s::regnamespace",
            [f"jejak_{role}", function, PROGRAMME],
        )
        assert not found, function


def test_the_reader_cannot_append_and_sees_no_keys(store):
    for function in ("append", "append_event"):
        [(found,)] = store.execute(
            "SELECT has_function_privilege('jejak_reader', p.oid, 'EXECUTE') FROM pg_proc p"
            " WHERE p.proname = %s AND p.pronamespace = %s::regnamespace",
            [function, PROGRAMME],
        )
        assert not found, function
    with pytest.raises(errors.InsufficientPrivilege):
        attempt(store.reader, f"SELECT * FROM {place('person_key')}")
    with pytest.raises(errors.InsufficientPrivilege):
        attempt(store.reader, f'CREATE TABLE "{PROGRAMME}_read".mine ()')


def test_app_and_reader_may_read_the_ledger(store, household):
    for url in (store.app, store.reader):
        for table in LEDGER:
            attempt(url, f"SELECT * FROM {place(table)}")
    [(stream,)] = store.execute("SELECT stream FROM @ledger@.event", url=store.reader)
    assert stream == household


def test_the_app_makes_its_read_models_and_nothing_in_the_ledger(store):
    attempt(store.app, f'CREATE TABLE "{PROGRAMME}_read".caseload (household uuid)')
    attempt(store.reader, f'SELECT * FROM "{PROGRAMME}_read".caseload')
    for schema in (PROGRAMME, f"{PROGRAMME}_keys", f"{PROGRAMME}_access", "public"):
        with pytest.raises(errors.InsufficientPrivilege):
            attempt(store.app, f'CREATE TABLE "{schema}".mine ()')


def test_the_app_may_change_credentials_and_sessions_and_the_reader_sees_none(store):
    table = f'"{PROGRAMME}_access".credential'
    attempt(store.app, f"INSERT INTO {table} VALUES (gen_random_uuid(), 'x', 'y')")
    attempt(store.app, f"DELETE FROM {table}")
    with pytest.raises(errors.InsufficientPrivilege):
        attempt(store.reader, f"SELECT * FROM {table}")


def test_functions_with_the_owners_rights_look_up_names_nowhere_else(store):
    rows = store.execute(
        "SELECT proname, proconfig FROM pg_proc"
        " WHERE prosecdef AND pronamespace = %s::regnamespace",
        [PROGRAMME],
    )
    kept = {"erase", "keep_tiles", "keep_checkpoint", "keep_testimony"}
    assert {name for name, _ in rows} == {"append", "append_at", "append_event"} | kept
    assert all(settings == ["search_path=pg_catalog, pg_temp"] for _, settings in rows)
