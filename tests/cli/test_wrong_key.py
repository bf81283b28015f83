"""A key file that does not fit: nothing starts, nothing is written, proofs still hold (F22)."""

import json

import pytest

from adapters.keyring import KeyFile
from tests.cli.terminal import Installation


@pytest.fixture
def stranger(terminal, copied, tmp_path):
    """The same database, from a home with another key file."""
    home = Installation(terminal, tmp_path / "stranger", copied.here["JEJAK_DATABASE_URL"])
    KeyFile.create(home.home / "secrets" / "keys")
    home.types("migrate")
    return home


def test_nothing_starts_with_a_wrong_key_file_and_the_log_still_verifies(stranger):
    before = json.loads(stranger.types("verify", "--json").out)

    for command in ("serve", "work"):
        refused = stranger.types(command, code=2)
        assert "does not open the key" in refused.err
        assert len(refused.said) == 1

    after = json.loads(stranger.types("verify", "--json").out)
    assert after == before
    assert after["ok"]


def test_the_doctor_says_which_field_does_not_open(stranger):
    stranger.types("rebuild")
    answer = json.loads(stranger.types("doctor", "--deep", "--json", code=1).out)

    [broken] = [each for each in answer["invariants"] if not each["ok"]]
    assert broken["code"] == "I12"
    assert broken["first_bad_position"] is not None


def test_a_key_file_that_is_gone_is_told_in_a_sentence(stranger):
    (stranger.home / "secrets" / "keys").unlink()

    refused = stranger.types("serve", code=2)

    assert "cannot be read" in refused.err
    assert len(refused.said) == 1


def test_control_with_the_right_key_file_everything_opens(copied):
    copied.types("migrate")
    copied.types("rebuild")

    assert json.loads(copied.types("doctor", "--deep", "--json").out)["ok"]
