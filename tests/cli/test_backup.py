"""`jejak backup` and `jejak restore`: from one home to another, where a new epoch begins."""

import json
import shutil

import pytest

from adapters.postgres.server import EmbeddedServer
from tests.cli.terminal import Installation


@pytest.fixture
def home(terminal, tmp_path):
    """An installation with a server of its own and a definition on record."""
    installation = Installation(terminal, tmp_path / "home")
    installation.home.mkdir()
    installation.types("keys", "init")
    server = EmbeddedServer(installation.home)
    server.start()  # so that not every command starts it anew
    installation.types("migrate")
    yield installation
    server.stop()


def size_of(installation):
    return json.loads(installation.types("verify", "--json").out)


def test_what_was_backed_up_comes_back_in_an_empty_home_and_says_so(terminal, home, tmp_path):
    folder = tmp_path / "backups"
    person = ("users", "add", "lead", "--role", "programme_lead", "--organisation", "bappeda")
    home.types(*person, "--name", "Contoh Satu", typed="kata sandi contoh\n" * 2)
    taken = home.types("backup", "--to", folder)
    assert "base-" in taken.out
    home.types("checkpoint")
    home.types("backup", "--to", folder, "--wal")
    before = size_of(home)
    assert not list(folder.rglob("keys"))

    refused = home.types("restore", folder, code=1)
    assert "already" in refused.err
    new = Installation(terminal, tmp_path / "new")
    new.home.mkdir()
    shutil.copytree(home.home / "secrets", new.home / "secrets")
    result = new.types("restore", folder)

    assert f"{before['size']} peristiwa / events  {before['root']}  masa / epoch 2" in result.out
    server = EmbeddedServer(new.home)
    server.start()
    after = size_of(new)
    assert (after["ok"], after["size"]) == (True, before["size"] + 1)
    assert json.loads(new.types("doctor", "--json", "--deep").out)["ok"]
    server.stop()


def test_a_foreign_server_is_restored_by_its_own_means(played, tmp_path):
    refused = played.types("restore", tmp_path, code=1)

    assert "by its own means" in refused.err
