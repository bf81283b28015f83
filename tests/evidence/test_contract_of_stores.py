"""What every place for files does, be it a directory or an object store in another process."""

import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.evidence.choosing import file_store
from adapters.evidence.directory import DirectoryStore
from adapters.evidence.object_store import Access, Asked, ObjectStore, signed
from services.evidence import FileDamaged, Kept, StorageAway
from tests.evidence.fake_object_store import KEY_ID, SECRET
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID

CONTENT = b"contoh"
DIGEST = sha256(CONTENT).hexdigest()
FILE = Kept(CONTENT, b"kecil")
FAKE = Path(__file__).with_name("fake_object_store.py")


@pytest.fixture(scope="module")
def address():
    """Run the fake store on loopback, and end it by its own handle."""
    command = [sys.executable, str(FAKE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        port = process.stdout.readline().strip()
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(params=["directory", "objects"])
def store(request, tmp_path):
    if request.param == "directory":
        return DirectoryStore(tmp_path / "evidence")
    address = request.getfixturevalue("address")
    return ObjectStore(f"{address}/{tmp_path.name}", Access(KEY_ID, SECRET))


def spoil(store, content):
    """Replace the kept bytes behind the store's back, or take them away."""
    if isinstance(store, DirectoryStore):
        place = store.folder / "files" / DIGEST[:2] / DIGEST
        place.unlink() if content is None else place.write_bytes(content)
    else:
        verb = "DELETE" if content is None else "PUT"
        store._ask(verb, f"files/{DIGEST[:2]}/{DIGEST}", content or b"")  # noqa: SLF001


def test_a_file_is_kept_for_the_household_that_brought_it_and_for_no_other(store):
    store.put(HOUSEHOLD_ID, DIGEST, FILE)
    store.put(HOUSEHOLD_ID, DIGEST, FILE)

    assert store.get(HOUSEHOLD_ID, DIGEST) == FILE
    assert store.get(OTHER_HOUSEHOLD_ID, DIGEST) is None
    assert store.get(HOUSEHOLD_ID, "0" * 64) is None


def test_a_household_knows_its_files_however_many(store):
    contents = [bytes([number]) for number in range(5)]
    digests = sorted(sha256(content).hexdigest() for content in contents)
    for content in contents:
        store.put(HOUSEHOLD_ID, sha256(content).hexdigest(), Kept(content, None))

    assert store.of(HOUSEHOLD_ID) == digests
    assert store.of(OTHER_HOUSEHOLD_ID) == []


def test_a_document_has_nothing_to_show(store):
    store.put(HOUSEHOLD_ID, DIGEST, Kept(CONTENT, None))

    assert store.get(HOUSEHOLD_ID, DIGEST) == Kept(CONTENT, None)


@pytest.mark.parametrize("content", [b"other bytes", None])
def test_bytes_that_are_gone_or_have_another_hash_are_never_handed_out(store, content):
    store.put(HOUSEHOLD_ID, DIGEST, FILE)
    spoil(store, content)

    with pytest.raises(FileDamaged):
        store.get(HOUSEHOLD_ID, DIGEST)


def test_a_store_that_nobody_answers_for_is_away():
    away = ObjectStore("http://127.0.0.1:9/bukti", Access(KEY_ID, SECRET))

    with pytest.raises(StorageAway):
        away.put(HOUSEHOLD_ID, DIGEST, FILE)
    with pytest.raises(StorageAway):
        away.get(HOUSEHOLD_ID, DIGEST)


def test_a_wrong_secret_is_refused_by_the_store(address):
    stranger = ObjectStore(f"{address}/bukti", Access(KEY_ID, "bukan rahasianya"))

    with pytest.raises(StorageAway, match="403"):
        stranger.put(HOUSEHOLD_ID, DIGEST, FILE)


def test_the_signature_is_the_one_of_the_published_example():
    access = Access("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    headers = {"host": "examplebucket.s3.amazonaws.com", "range": "bytes=0-9"}
    at = datetime(2013, 5, 24, tzinfo=UTC)

    found = signed(access, Asked("GET", "/test.txt"), headers, at)["authorization"]

    wanted = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    assert found.endswith(f"Signature={wanted}")


def test_a_directory_is_used_unless_an_address_is_configured(tmp_path):
    assert isinstance(file_store(tmp_path, None, "", "", SecretStr("")), DirectoryStore)
    assert isinstance(
        file_store(tmp_path, "http://127.0.0.1:9/b", "x", "y", SecretStr("z")), ObjectStore
    )
