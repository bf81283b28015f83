"""The server of the tests: what it promises, and that each test has a database of its own."""

import os
import subprocess
import sys
from uuid import uuid4

import psycopg
import pytest

from tests.database import drop, execute, fresh_database, running_server, template_database


def tables(url):
    with psycopg.connect(url) as connection:
        question = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return {name for (name,) in connection.execute(question)}


def databases(admin_url):
    with psycopg.connect(admin_url) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


@pytest.mark.store
def test_the_server_is_of_a_version_that_we_support(admin_url):
    with psycopg.connect(admin_url) as connection:
        assert 15 <= connection.info.server_version // 10_000 <= 18


def test_two_databases_know_nothing_of_each_other_and_are_gone_afterwards(admin_url):
    before = databases(admin_url)
    with fresh_database(admin_url) as one, fresh_database(admin_url) as other:
        execute(one, "CREATE TABLE household ()")
        assert tables(one) == {"household"}
        assert tables(other) == set()
        mine = databases(admin_url) - before
        assert len(mine) >= 2
    assert not {name for name in mine if f"_{os.getpid()}_" in name} & databases(admin_url)


def test_an_empty_database_is_empty(empty_database):
    assert tables(empty_database) == set()


def test_a_template_is_built_once_and_copied(admin_url):
    built = []

    def build(url):
        built.append(url)
        execute(url, "CREATE TABLE household ()")

    name = f"template_{uuid4().hex[:12]}"
    assert template_database(admin_url, name, build) == name
    assert template_database(admin_url, name, build) == name
    with fresh_database(admin_url, template=name) as copy:
        assert tables(copy) == {"household"}
    drop(admin_url, name)

    assert len(built) == 1


def test_a_template_whose_building_failed_is_built_again(admin_url):
    name = f"template_{uuid4().hex[:12]}"

    def fail(url):
        execute(url, "CREATE TABLE half ()")
        raise RuntimeError(name)

    with pytest.raises(RuntimeError, match=name):
        template_database(admin_url, name, fail)
    template_database(admin_url, name, lambda url: execute(url, "CREATE TABLE whole ()"))

    with fresh_database(admin_url, template=name) as copy:
        assert tables(copy) == {"whole"}
    drop(admin_url, name)


@pytest.mark.skipif("JEJAK_TEST_DATABASE_URL" in os.environ, reason="another server is not ours")
def test_what_a_killed_run_left_behind_is_dropped(admin_url):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    abandoned, running = (f"test_{pid}_0123456789ab" for pid in (ended.pid, os.getpid()))
    for name in (abandoned, running):
        execute(admin_url, f"CREATE DATABASE {name}")

    with running_server():
        assert abandoned not in databases(admin_url)
        assert running in databases(admin_url)
    drop(admin_url, running)
