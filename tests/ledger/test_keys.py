"""The key file: made once, readable by nobody else, and the source of every keyed hash."""

from uuid import UUID

import pytest

from adapters import keyring
from adapters.keyring import HmacIndex, KeyFile, KeyFileUnusable, WrappedKeyring
from tests.ledger.facts import KEYS

NIK = "5203154107890001"
TOKEN = "ef71f5f9dfdc6710cd9eb5415f580bd347a3eec36084044cafebc22fa9814ffa"
DIGEST = "d8910a8092466f9ebb09f6affa9c843d286a83e2969ba5e980bf68a4b3a65075"


def test_a_key_file_is_made_once_and_read_again(tmp_path):
    file = tmp_path / "secrets" / "keys"
    made = KeyFile.create(file)
    assert KeyFile.load(file) == made
    assert made.kek != made.index
    assert file.stat().st_mode & 0o777 == 0o600


def test_keys_are_never_overwritten(tmp_path):
    made = KeyFile.create(tmp_path / "keys")
    with pytest.raises(KeyFileUnusable, match="never overwritten"):
        KeyFile.create(tmp_path / "keys")
    assert KeyFile.load(tmp_path / "keys") == made


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_file_that_others_may_open_is_refused(tmp_path, mode):
    KeyFile.create(tmp_path / "keys")
    (tmp_path / "keys").chmod(mode)
    with pytest.raises(KeyFileUnusable, match="0600"):
        KeyFile.load(tmp_path / "keys")


@pytest.mark.parametrize(
    "content", ["", "jejak-keys/v1\n", "jejak-keys/v2\nkek x\nindex y\n", "a\nb\nc\nd\n", "\n\n\n"]
)
def test_a_file_that_holds_something_else_is_refused(tmp_path, content):
    file = tmp_path / "keys"
    file.touch(0o600)
    file.write_text(content)
    with pytest.raises(KeyFileUnusable, match="not a key file"):
        KeyFile.load(file)


def test_a_missing_key_file_is_told_in_a_sentence(tmp_path):
    with pytest.raises(KeyFileUnusable, match="cannot be read"):
        KeyFile.load(tmp_path / "keys")


def test_secrets_do_not_show_when_a_key_file_is_printed():
    assert repr(KEYS) == "KeyFile()"


def test_a_claim_is_found_by_its_kind_and_value_and_under_this_key_file_only():
    index, other = HmacIndex(KEYS), HmacIndex(KeyFile(KEYS.kek, b"o" * 32))
    assert index.token("nik", NIK) == HmacIndex(KEYS).token("nik", NIK)
    tokens = {
        index.token("nik", NIK),
        index.token("nik", NIK[:-1] + "2"),
        index.token("account", NIK),
        other.token("nik", NIK),
        index.digest(f"nik\n{NIK}".encode()),
    }
    assert len(tokens) == 5
    assert {len(token) for token in tokens} == {32}


def test_keyed_hashes_are_these_bytes_for_ever():
    index = HmacIndex(KEYS)
    assert index.token("nik", NIK).hex() == TOKEN
    assert index.digest(b"content").hex() == DIGEST


def test_a_keyring_keeps_only_so_many_persons_in_mind(monkeypatch):
    monkeypatch.setattr(keyring, "PERSONS_CACHED", 2)
    asked = []
    ring = WrappedKeyring(KEYS, asked.append)
    persons = [UUID(int=number) for number in range(3)]
    first = ring.key_for(persons[0])
    for person in persons[1:]:
        ring.key_for(person)
    assert ring.key_for(persons[2])[1] is not None
    assert ring.key_for(persons[0]) != first
    assert len(asked) == 4
