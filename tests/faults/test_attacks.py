"""What a superuser could do to the log: each attack is found, and the first bad position named."""

import psycopg
import pytest

from adapters.doctor.anchor_checks import Anchor
from adapters.doctor.examination import Patient, examine
from adapters.postgres.verify import verify
from domain.sealed_log import Frontier, leaf_entry, leaf_hash, microseconds
from tests.domain.household.cases import HEAD
from tests.scenario import HOUSEHOLD_ID
from tests.services.work import Work, two_families, visit
from tests.store import PROGRAMME

pytestmark = pytest.mark.store

TABLES = ("event", "command", "sealed", "frontier", "claim")


@pytest.fixture
def office(postgres):
    work = two_families(Work(postgres))
    for note in ("Contoh satu", "Contoh dua", "Contoh tiga"):
        work.ask(visit(note=note))
    return work


@pytest.fixture
def patient(store, office):
    keyring = office.ledger.keyring
    return Patient(
        app_url=store.app,
        schemas=store.schemas,
        programme=office.programme,
        mapper=office.ledger.mapper,
        keyring=keyring,
    )


def attack(store, *statements):
    """Do it as a superuser who switches all triggers off, and on again as they were."""
    triggers = store.execute(
        "SELECT format('ALTER TABLE %%s ENABLE ALWAYS TRIGGER %%I', tgrelid::regclass, tgname)"
        " FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
        " WHERE tgenabled = 'A' AND c.relnamespace = %s::regnamespace",
        [store.schemas.ledger],
    )
    off = [f"ALTER TABLE @ledger@.{table} DISABLE TRIGGER ALL" for table in TABLES]
    store.execute(";".join([*off, *statements, *(trigger for (trigger,) in triggers)]))


def broken(result):
    return {each.code for each in result.found if not each.ok}


def test_a_sound_log_is_found_sound(patient):
    result = examine(patient)

    assert result.ok
    assert {each.code for each in result.found if each.left_out} == {"I5", "I11"}


def test_an_update_with_the_triggers_off_names_the_position(store, patient):
    attack(store, "UPDATE @ledger@.event SET payload = payload || ' '::bytea WHERE position = 7")

    result = examine(patient)

    assert broken(result) == {"I6"}
    assert result.first_bad_position == 7


def test_a_tail_that_was_deleted_names_where_the_log_now_ends(store, patient):
    size = verify(store.reader, PROGRAMME).size
    attack(store, f"DELETE FROM @ledger@.event WHERE position >= {size - 2}")

    result = examine(patient)

    assert {"I2", "I4", "I6"} <= broken(result)
    assert result.first_bad_position == size - 2


def cut(store, size):
    """Delete the tail and everything in the database that knows of it."""
    frontier = Frontier()
    for (leaf,) in store.execute(
        "SELECT leaf FROM @ledger@.event WHERE position < %s ORDER BY position", [size]
    ):
        frontier.append(leaf)
    nodes = ",".join(f"'\\x{node.hex()}'::bytea" for node in frontier.nodes)
    tail = f"(SELECT stream, version FROM @ledger@.event WHERE position >= {size})"
    attack(
        store,
        f"DELETE FROM @ledger@.sealed WHERE (stream, version) IN {tail}",
        f"DELETE FROM @ledger@.event WHERE position >= {size}",
        f"DELETE FROM @ledger@.command WHERE last_position >= {size}",
        f"UPDATE @ledger@.frontier SET size = {size}, nodes = ARRAY[{nodes}]",
    )


def test_a_tail_deleted_with_all_traces_is_found_by_a_checkpoint_kept_elsewhere(store, patient):
    before = verify(store.reader, PROGRAMME)
    anchor = Anchor(before.size, bytes.fromhex(before.root))
    cut(store, before.size - 1)

    assert broken(examine(patient)) == set()  # the control: the database alone cannot know
    result = examine(with_anchor(patient, anchor))

    assert broken(result) == {"I6"}
    assert result.first_bad_position == before.size - 1


def with_anchor(patient, anchor):
    return Patient(**{**vars(patient), "anchors": (anchor,)})


def rewritten(store, position):
    """Change one event, and compute every hash after it anew, as whoever has the code could."""
    rows = store.execute(
        "SELECT position, stream, version, name, recorded_at, metadata, payload"
        " FROM @ledger@.event ORDER BY position"
    )
    heads, frontier, changes = {}, Frontier(), []
    for at, stream, version, name, recorded_at, metadata, payload in rows:
        changed = payload + b" " if at == position else payload
        moment = microseconds(recorded_at)
        entry = leaf_entry(stream, version, name, heads.get(stream), moment, metadata, changed)
        heads[stream] = leaf_hash(entry)
        frontier.append(heads[stream])
        changes.append(
            f"UPDATE @ledger@.event SET leaf = '\\x{heads[stream].hex()}',"
            f" payload = '\\x{changed.hex()}' WHERE position = {at}"
        )
    nodes = ",".join(f"'\\x{node.hex()}'::bytea" for node in frontier.nodes)
    attack(store, *changes, f"UPDATE @ledger@.frontier SET nodes = ARRAY[{nodes}]")


def test_a_log_written_anew_is_found_by_what_was_signed_before(store, patient):
    before = verify(store.reader, PROGRAMME)
    anchor = Anchor(before.size, bytes.fromhex(before.root))
    rewritten(store, 7)

    assert verify(store.reader, PROGRAMME).ok  # the control: it is sound in itself
    result = examine(with_anchor(patient, anchor))

    assert broken(result) == {"I6"}
    assert "written anew" in result.as_dict()["invariants"][5]["wrong"][0]


def test_an_old_state_that_was_put_back_is_found_by_a_later_checkpoint(store, office, patient):
    old = verify(store.reader, PROGRAMME).size
    office.ask(visit(note="Contoh lima"))
    now = verify(store.reader, PROGRAMME)
    cut(store, old)  # what restoring an old dump leaves

    result = examine(with_anchor(patient, Anchor(now.size, bytes.fromhex(now.root))))

    assert (broken(result), result.first_bad_position) == ({"I6"}, old)


def test_swapped_ciphertexts_do_not_open_and_the_position_is_named(store, patient):
    [(first, stream, v1), (_, _, v2)] = store.execute(
        "SELECT e.position, s.stream, s.version FROM @ledger@.sealed s"
        " JOIN @ledger@.event e USING (stream, version)"
        " WHERE s.grp = 'narrative' AND e.name = 'household.visit-recorded.v1'"
        " ORDER BY 1 LIMIT 2"
    )
    swap = (
        "UPDATE @ledger@.sealed s SET ciphertext = (SELECT o.ciphertext FROM @ledger@.sealed o"
        f" WHERE o.stream = s.stream AND o.grp = s.grp AND o.version = {v1 + v2} - s.version)"
        f" WHERE s.stream = '{stream}' AND s.grp = 'narrative' AND s.version IN ({v1}, {v2})"
    )
    attack(store, swap)

    result = examine(patient)

    assert (broken(result), result.first_bad_position) == ({"I12"}, first)


def test_a_sealed_field_that_is_gone_without_an_erasure_is_found(store, patient):
    [[position]] = store.execute(
        "SELECT min(e.position) FROM @ledger@.sealed s"
        " JOIN @ledger@.event e USING (stream, version)"
    )
    attack(
        store,
        "DELETE FROM @ledger@.sealed s USING @ledger@.event e WHERE e.stream = s.stream"
        f" AND e.version = s.version AND e.position = {position}",
    )

    result = examine(patient)

    assert (broken(result), result.first_bad_position) == ({"I12"}, position)


def test_triggers_that_were_left_off_are_found(store, patient):
    store.execute("ALTER TABLE @ledger@.event DISABLE TRIGGER append_only")

    assert broken(examine(patient)) == {"I10"}


def test_a_right_that_was_given_to_the_app_is_found(store, patient):
    store.execute("GRANT DELETE ON @ledger@.sealed TO jejak_app")

    assert broken(examine(patient)) == {"I10"}


def test_an_erasure_that_was_not_granted_is_written_down_by_nobody(store, office):
    insert = (
        "INSERT INTO @ledger@.erasure (request, person, groups, whole, sealed, claims)"
        " VALUES (gen_random_uuid(), %s, ARRAY['narrative'], true, 0, 0)"
    )
    for url in (store.owner, store.app):
        with pytest.raises(psycopg.Error, match=r"not granted|permission denied"):
            store.execute(insert, [HEAD], url=url)
    assert office.opened(HOUSEHOLD_ID)[-1].event.note == "Contoh tiga"
