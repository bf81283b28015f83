"""The PostgreSQL of the tests: one server for all workers, and a database for each test that asks.

JEJAK_TEST_DATABASE_URL names another server, whose user must be a superuser.
JEJAK_TEST_FSYNC=off trades the promises of the disk for speed.
"""

import os
import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from adapters.postgres.binaries import find_binaries, major_version
from adapters.postgres.server import EmbeddedServer

BUILD = Path(__file__).parents[1] / "build"


@contextmanager
def running_server():
    """Yield the superuser's URL; the last worker to leave stops the server and keeps its data."""
    if given := os.environ.get("JEJAK_TEST_DATABASE_URL"):
        yield given
        return
    fsync = os.environ.get("JEJAK_TEST_FSYNC", "on")
    home = BUILD / "test-postgres" / str(major_version(find_binaries()))
    server = EmbeddedServer(home, settings={"fsync": fsync})
    try:
        url = server.start()
        _drop_abandoned(url)
        yield url
    finally:
        server.stop()


@contextmanager
def fresh_database(admin_url, template="template0"):
    """Yield the URL of a new database, a copy of the template, and drop it afterwards."""
    name = f"test_{os.getpid()}_{uuid4().hex[:12]}"
    copy = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    execute(admin_url, copy)
    try:
        yield url_of(admin_url, name)
    finally:
        drop(admin_url, name)


def template_database(admin_url, name, build):
    """Return the name of a database that `build(url)` has filled, once for all workers and runs.

    The name must change with whatever `build` does, for instance by a digest of its files.
    """
    unfinished = f"{name}_unfinished"
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if known.rowcount == 0:
            drop(admin_url, unfinished)
            execute(admin_url, SQL("CREATE DATABASE {}").format(Identifier(unfinished)))
            build(url_of(admin_url, unfinished))
            rename = SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(Identifier(unfinished), Identifier(name)))
    return name


def url_of(admin_url, database):
    return urlsplit(admin_url)._replace(path=f"/{database}").geturl()


def execute(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def drop(admin_url, database):
    statement = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database))
    execute(admin_url, statement)


def _drop_abandoned(admin_url):
    """Drop what killed workers left behind; the name of a database holds its worker's number."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('abandoned'))")
        for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
            worker = re.fullmatch(r"test_(\d+)_[0-9a-f]{12}", name)
            if worker and not _is_alive(int(worker[1])):
                drop(admin_url, name)


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
