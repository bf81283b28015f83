"""The key-encryption key is replaced while others work, killed and run again: no key is lost."""

import os
from uuid import uuid4

import pytest
from psycopg import errors

from adapters.codec import EventCodec
from adapters.keyring import KeyFile, LiveKeyFile, WrappedKeyring
from adapters.postgres import rotation
from adapters.postgres.rotation import check_keys, forget_old, rotate
from adapters.sealing import open_sealed
from services.ledger import Ledger
from services.ports import WrongKey
from tests.ledger.facts import KEYS, Noted, append, fact

pytestmark = pytest.mark.store

NAMES = [f"Contoh Melati {number}" for number in range(5)]


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "keys"
    path.touch(0o600)
    KEYS.write(path)
    return path


def process(recorder, path):
    """Return the ledger of one process with its own memory of keys."""
    keyring = WrappedKeyring(LiveKeyFile(path), recorder.wrapped_key)
    return Ledger(EventCodec(keyring), recorder, keyring)


@pytest.fixture(autouse=True)
def noted(postgres, key_file):
    """Five people with a note each; the streams of their notes."""
    ledger, streams = process(postgres.recorder, key_file), [uuid4() for _ in NAMES]
    for stream, name in zip(streams, NAMES, strict=True):
        ledger.append(append(fact(stream, 1, Noted(person_id=uuid4(), note=name))))
    return streams


def read(ledger, streams):
    lines = [line for stream in streams for line in ledger.history(stream)]
    opened = open_sealed(lines, ledger.recorder.select_sealed(streams), ledger.keyring)
    return [line.event.note for line in opened]


def kids(store):
    rows = store.execute("SELECT wrapped FROM @keys@.person_key")
    return {bytes(wrapped[:8]) for (wrapped,) in rows}


def test_all_keys_lie_under_the_new_key_and_every_process_goes_on_reading(
    store, postgres, key_file, noted
):
    running = process(postgres.recorder, key_file)
    assert read(running, noted[:1]) == NAMES[:1]

    assert rotate(store.owner, store.schemas, key_file) == len(NAMES)

    now = KeyFile.load(key_file)
    assert (now.old, now.index) == ((KEYS.kek,), KEYS.index)
    assert kids(store) == {now.wrapping.kid}
    assert read(running, noted) == read(process(postgres.recorder, key_file), noted) == NAMES


def test_the_secret_of_a_second_factor_is_wrapped_again_too(store, key_file):
    person, secret = uuid4(), b"s" * 32
    values = "(person, wrapped, generation) VALUES (%s, %s, 0)"
    store.execute(
        f"INSERT INTO @access@.second_factor {values}", [person, KEYS.wrap(person, secret)]
    )
    rotate(store.owner, store.schemas, key_file)
    forget_old(store.owner, store.schemas, key_file)

    [(wrapped,)] = store.execute("SELECT wrapped FROM @access@.second_factor")
    assert KeyFile.load(key_file).old == ()
    assert KeyFile.load(key_file).unwrap(person, bytes(wrapped)) == secret


def test_the_old_key_is_thrown_away_only_when_nothing_lies_under_it(
    store, postgres, key_file, noted
):
    before = KeyFile.load(key_file)
    before.replaced().write(key_file)
    assert forget_old(store.owner, store.schemas, key_file) == 0
    rotate(store.owner, store.schemas, key_file)

    assert forget_old(store.owner, store.schemas, key_file) == 1

    assert KeyFile.load(key_file).old == ()
    assert read(process(postgres.recorder, key_file), noted) == NAMES
    with pytest.raises(WrongKey, match="right one"):
        check_keys(store.app, store.schemas, before)


@pytest.fixture(params=[0, 1, 2])
def dying_after(request, monkeypatch):
    """Let a rotation die after so many pages of two keys; yield how to mend it."""
    monkeypatch.setattr(rotation, "PAGE", 2)
    pages = iter(range(request.param))
    real = rotation._page  # noqa: SLF001 (the step to die at)

    def page(*asked):
        found = real(*asked)
        if found and next(pages, None) is None:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(rotation, "_page", page)
    return request.param, lambda: monkeypatch.setattr(rotation, "_page", real)


def test_a_rotation_that_was_killed_is_finished_and_not_begun_again(
    store, postgres, key_file, noted, dying_after
):
    pages, mend = dying_after
    with pytest.raises(KeyboardInterrupt):
        rotate(store.owner, store.schemas, key_file)
    mend()
    begun = KeyFile.load(key_file)
    assert read(process(postgres.recorder, key_file), noted) == NAMES

    left = rotate(store.owner, store.schemas, key_file)

    assert left == len(NAMES) - 2 * pages
    assert KeyFile.load(key_file) == begun
    assert kids(store) == {begun.wrapping.kid}
    assert read(process(postgres.recorder, key_file), noted) == NAMES


def test_a_process_that_still_has_the_old_key_stores_nothing_under_it(store, postgres, key_file):
    keyring = WrappedKeyring(LiveKeyFile(key_file), postgres.recorder.wrapped_key)
    late = Ledger(EventCodec(keyring), postgres.recorder, keyring)
    person, stream = uuid4(), uuid4()
    late.keyring.key_for(person)  # wrapped under the old key, and not stored yet
    rotate(store.owner, store.schemas, key_file)

    late.append(append(fact(stream, 1, Noted(person_id=person, note="Contoh Mawar"))))

    assert kids(store) == {KeyFile.load(key_file).wrapping.kid}
    forget_old(store.owner, store.schemas, key_file)
    assert read(process(postgres.recorder, key_file), [stream]) == ["Contoh Mawar"]


def test_nobody_changes_a_key_otherwise(store, key_file):
    update = "UPDATE @keys@.person_key SET wrapped = 'x'"
    for _ in range(2):  # before a rotation, and after one
        with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
            store.execute(update, url=store.owner)
        rotate(store.owner, store.schemas, key_file)
    with pytest.raises(errors.InsufficientPrivilege):
        store.execute("INSERT INTO @keys@.wrapping_key VALUES ('x', now())", url=store.app)


def test_keys_that_were_stored_without_a_name_are_opened_and_wrapped_anew(
    store, postgres, key_file
):
    person, key = uuid4(), os.urandom(32)
    plain = KEYS.wrap(person, key)[8:]
    store.execute("INSERT INTO @keys@.person_key VALUES (%s, %s)", [person, plain])
    assert KEYS.unwrap(person, plain) == key

    rotate(store.owner, store.schemas, key_file)

    wrapped = postgres.recorder.wrapped_key(person)
    assert KeyFile.load(key_file).unwrap(person, wrapped) == key
