"""Files in a directory: once each, for whom they were brought, whole or not at all."""

import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from uuid import UUID

import pytest

from adapters.evidence import directory
from adapters.evidence.directory import DirectoryStore
from services.evidence import Kept
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID

CONTENT = b"contoh"
DIGEST = sha256(CONTENT).hexdigest()
FILE = Kept(CONTENT, b"kecil")


@pytest.fixture
def store(tmp_path):
    return DirectoryStore(tmp_path / "evidence")


def places(store):
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


def test_a_file_is_kept_for_the_household_that_brought_it_and_for_no_other(store):
    store.put(HOUSEHOLD_ID, DIGEST, FILE)

    assert store.get(HOUSEHOLD_ID, DIGEST) == FILE
    assert store.get(OTHER_HOUSEHOLD_ID, DIGEST) is None
    assert store.get(HOUSEHOLD_ID, "0" * 64) is None


def test_the_same_bytes_lie_there_once(store):
    store.put(HOUSEHOLD_ID, DIGEST, FILE)
    store.put(HOUSEHOLD_ID, DIGEST, FILE)
    before = len(places(store))
    store.put(OTHER_HOUSEHOLD_ID, DIGEST, FILE)

    assert len(places(store)) == before + 1
    assert store.get(OTHER_HOUSEHOLD_ID, DIGEST) == FILE


def test_a_document_has_nothing_to_show(store):
    store.put(HOUSEHOLD_ID, DIGEST, Kept(CONTENT, None))

    assert store.get(HOUSEHOLD_ID, DIGEST) == Kept(CONTENT, None)


def test_only_the_owner_of_the_program_reads_the_files(store):
    store.put(HOUSEHOLD_ID, DIGEST, FILE)

    assert {stat.S_IMODE(path.stat().st_mode) for path in places(store)} == {0o600}


def test_what_is_interrupted_leaves_neither_half_a_file_nor_a_mark(store, monkeypatch):
    def full(_):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(directory.os, "fsync", full)
        with pytest.raises(OSError, match="disk full"):
            store.put(HOUSEHOLD_ID, DIGEST, FILE)

    assert places(store) == []
    assert store.get(HOUSEHOLD_ID, DIGEST) is None


def test_many_at_once_bring_one_file(store):
    with ThreadPoolExecutor(8) as threads:
        homes = [UUID(int=n) for n in range(32)]
        list(threads.map(lambda home: store.put(home, DIGEST, FILE), homes))

    assert all(store.get(home, DIGEST) == FILE for home in homes)
    assert not [path for path in places(store) if path.name.startswith(".")]
