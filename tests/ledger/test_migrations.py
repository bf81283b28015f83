"""Migrations are applied once, by whoever comes first, and an unknown schema is refused."""

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from adapters.postgres import migrate as migrating
from adapters.postgres.database import APP, Schemas, role_passwords, url_as
from adapters.postgres.migrate import SchemaUnknown, check, migrate, migrations
from tests.ledger.facts import append, fact, postgres_ledger
from tests.store import PASSWORDS, PROGRAMME, store_at

pytestmark = pytest.mark.store

ROOT = Path(__file__).parents[2]
MIGRATE = """
import sys
from adapters.postgres.migrate import migrate
from tests.store import PASSWORDS, PROGRAMME
print(len(migrate(sys.argv[1], PROGRAMME, PASSWORDS)))
"""


def start_migration(url):
    command = [sys.executable, "-c", MIGRATE, url]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_eight_processes_may_migrate_an_empty_database_at_once(empty_database):
    processes = [start_migration(empty_database) for _ in range(8)]
    applied = [int(process.communicate(timeout=60)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0] * 8
    assert sorted(applied) == [0] * 7 + [len(migrations())]


def test_two_programmes_live_side_by_side_in_one_database(empty_database):
    for programme in (PROGRAMME, "lain"):
        assert migrate(empty_database, programme, PASSWORDS)
        assert migrate(empty_database, programme, PASSWORDS) == []
    url = store_at(empty_database).app
    with postgres_ledger(url) as one, postgres_ledger(url, "lain") as two:
        line = fact(uuid4(), 1)
        one.append(append(line))
        assert two.recorder.max_notification_id() is None
        two.append(append(fact(line.originator_id, 1)))
        assert one.recorder.max_notification_id() == two.recorder.max_notification_id() == 0


def test_the_app_starts_on_the_schema_it_knows(store):
    with psycopg.connect(store.app) as app:
        check(app, PROGRAMME)


def test_the_app_does_not_start_on_an_empty_database(empty_database):
    with (
        psycopg.connect(empty_database) as connection,
        pytest.raises(SchemaUnknown, match="jejak migrate"),
    ):
        check(connection, PROGRAMME)


def test_a_schema_that_lacks_a_migration_is_refused(store, monkeypatch, tmp_path):
    more = copied_migrations(tmp_path)
    (more / "9000_what_comes_next.sql").write_text("CREATE TABLE @ledger@.next ()")
    monkeypatch.setattr(migrating, "FOLDER", more)
    with psycopg.connect(store.app) as app, pytest.raises(SchemaUnknown, match="9000_what_comes"):
        check(app, PROGRAMME)
    assert migrate(store.admin, PROGRAMME, PASSWORDS) == ["9000_what_comes_next"]
    with psycopg.connect(store.app) as app:
        check(app, PROGRAMME)


def test_a_schema_that_is_newer_than_the_program_is_refused(store, monkeypatch, tmp_path):
    fewer = copied_migrations(tmp_path)
    last = max(fewer.iterdir())
    last.unlink()
    monkeypatch.setattr(migrating, "FOLDER", fewer)
    with psycopg.connect(store.app) as app, pytest.raises(SchemaUnknown, match="newer"):
        check(app, PROGRAMME)
    with pytest.raises(SchemaUnknown, match=last.stem):
        migrate(store.admin, PROGRAMME, PASSWORDS)


def test_a_migration_that_was_changed_after_it_was_applied_is_refused(
    store, monkeypatch, tmp_path
):
    changed = copied_migrations(tmp_path)
    first = min(changed.iterdir())
    first.write_text(first.read_text() + "\n-- and a word more\n")
    monkeypatch.setattr(migrating, "FOLDER", changed)
    with pytest.raises(SchemaUnknown, match="was changed"):
        migrate(store.admin, PROGRAMME, PASSWORDS)


def test_a_migration_that_fails_leaves_nothing_behind(store, monkeypatch, tmp_path):
    more = copied_migrations(tmp_path)
    (more / "9000_half.sql").write_text("CREATE TABLE @ledger@.half (); SELECT 1 / 0")
    monkeypatch.setattr(migrating, "FOLDER", more)
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(store.admin, PROGRAMME, PASSWORDS)
    assert store.execute("SELECT to_regclass('@ledger@.half')") == [(None,)]
    assert store.execute("SELECT count(*) FROM @ledger@.migration WHERE name = '9000_half'") == [
        (0,)
    ]


def test_an_administrator_who_is_no_superuser_may_migrate(empty_database):
    with psycopg.connect(empty_database, autocommit=True) as superuser:
        name = superuser.info.dbname
        superuser.execute("DROP ROLE IF EXISTS jejak_of_a_host")
        superuser.execute("CREATE ROLE jejak_of_a_host LOGIN CREATEROLE PASSWORD 'rahasia'")
        superuser.execute(f'ALTER DATABASE "{name}" OWNER TO jejak_of_a_host')
        for role in PASSWORDS:
            superuser.execute(f"GRANT {role} TO jejak_of_a_host WITH ADMIN OPTION")
    host = url_as(empty_database, "jejak_of_a_host", {"jejak_of_a_host": "rahasia"})
    try:
        assert migrate(host, PROGRAMME, PASSWORDS)
        with psycopg.connect(url_as(host, APP, PASSWORDS)) as app:
            check(app, PROGRAMME)
    finally:
        with psycopg.connect(empty_database, autocommit=True) as superuser:
            superuser.execute("REASSIGN OWNED BY jejak_of_a_host TO CURRENT_USER")
            superuser.execute("DROP OWNED BY jejak_of_a_host")
            superuser.execute("DROP ROLE jejak_of_a_host")


def test_the_passwords_of_the_roles_are_made_once_and_kept_to_ourselves(tmp_path):
    file = tmp_path / "secrets" / "roles"
    made = role_passwords(file)
    assert role_passwords(file) == made
    assert len(set(made.values())) == len(made) == 3
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["", "NTB", "ntb;drop", 'a"b', "1st", "x" * 41])
def test_a_programme_cannot_be_named_like_this(name):
    with pytest.raises(ValueError, match="cannot name"):
        Schemas(name)


def copied_migrations(tmp_path):
    folder = tmp_path / "migrations"
    folder.mkdir()
    for migration in migrations():
        (folder / f"{migration.name}.sql").write_text(migration.template)
    return folder
