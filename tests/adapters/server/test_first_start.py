"""A new server is fit to keep a ledger, and private."""

import stat

import psycopg
import pytest

from tests.adapters.server.surroundings import (
    data_of,
    execute,
    one,
)


def test_the_first_start_makes_a_database_that_can_keep_a_ledger(home, server_of):
    url = server_of(home).start()

    assert one(url, "SELECT current_database()") == "jejak"
    promises = ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"]
    assert {name: one(url, f"SHOW {name}") for name in promises} == dict.fromkeys(promises, "on")
    assert one(url, "SHOW server_encoding") == "UTF8"
    assert one(url, "SHOW timezone") == "UTC"
    assert one(url, "SELECT 'Z' < 'a'"), "texts are ordered by code point on every machine"
    assert one(url, "SELECT upper('é')") in {"É", "é"}


def test_nobody_signs_in_without_the_password(started, home):
    url = started.start()
    password = (home / "secrets" / "postgres").read_text()

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "guessed"))
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(url.replace(f":{password}", ""))


def test_the_password_is_for_its_owner_only(started, home):
    assert started.running()
    assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secrets" / "postgres").stat().st_mode) == 0o600
    assert stat.S_IMODE(data_of(home).stat().st_mode) == 0o700


def test_the_server_listens_on_loopback_only(started):
    assert one(started.start(), "SHOW listen_addresses") == "127.0.0.1"
    assert not one(started.start(), "SHOW unix_socket_directories")


def test_the_log_of_the_server_holds_no_statement_and_no_value(started, home):
    url = started.start()

    with pytest.raises(psycopg.errors.UniqueViolation):
        execute(url, "CREATE TABLE t (v text UNIQUE); INSERT INTO t VALUES ('Melati'), ('Melati')")

    log = (data_of(home) / "server.log").read_text()
    assert "duplicate key" in log
    assert "Melati" not in log
