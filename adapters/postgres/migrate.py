"""Brings a database to the schema that this program knows, and refuses one that it does not.

Each numbered file is applied once, in order, under a lock; its digest is kept, because a file
that has been applied anywhere never changes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier, Literal

from adapters.postgres.database import OWNER, ROLES, Schemas

FOLDER = Path(__file__).with_name("migrations")
GROUND = Path(__file__).with_name("ground.sql")
LOCK = 0x6A656A616B  # "jejak": one migration at a time in a database, whatever the programme
ATTEMPTS = 20


class SchemaUnknown(Exception):
    """The database holds a schema that this program does not know."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of SQL, and the digest it is remembered by."""

    name: str
    template: str

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.template.encode()).digest()


def migrations() -> list[Migration]:
    """Return all migrations in the order of their numbers."""
    return [Migration(path.stem, path.read_text()) for path in sorted(FOLDER.glob("*.sql"))]


def migrate(admin_url: str, programme: str, passwords: Mapping[str, str]) -> list[str]:
    """Make roles and schemas as they must be, apply what is missing, and return its names.

    Several processes may call it at once. Raises SchemaUnknown.
    """
    schemas = Schemas(programme)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        _make_roles(admin, passwords)
        lay_ground(admin, schemas)
        missing = _missing(_applied(admin, schemas))
        for migration in missing:
            _apply(admin, schemas, migration)
        return [migration.name for migration in missing]


def lay_ground(admin: Connection[Any], schemas: Schemas) -> None:
    """Make the schemas and say who may enter them; a copied database needs it again."""
    ground = schemas.fill(GROUND.read_text(), database=admin.info.dbname)
    with admin.transaction():
        admin.execute(ground.encode())


def check(connection: Connection[Any], programme: str) -> None:
    """Refuse to work on a schema that is not exactly the one this program knows.

    Raises SchemaUnknown.
    """
    try:
        missing = _missing(_applied(connection, Schemas(programme)))
    except errors.UndefinedTable:
        missing = migrations()
    if missing:
        raise SchemaUnknown(
            f"Skema program {programme} belum lengkap: jalankan `jejak migrate`. / "
            f"The schema of programme {programme} lacks {missing[0].name}: run `jejak migrate`."
        )


def _applied(connection: Connection[Any], schemas: Schemas) -> dict[str, bytes]:
    query = SQL("SELECT name, digest FROM {}").format(Identifier(schemas.ledger, "migration"))
    return dict(connection.execute(query).fetchall())


def _missing(applied: dict[str, bytes]) -> list[Migration]:
    """Return what has not been applied. Raises SchemaUnknown for what we do not know."""
    known = {migration.name: migration for migration in migrations()}
    for name, digest in applied.items():
        if name not in known:
            raise SchemaUnknown(
                f"Basis data lebih baru daripada program ini: {name} tidak dikenal. / "
                f"The database is newer than this program: {name} is unknown."
            )
        if known[name].digest != digest:
            raise SchemaUnknown(
                f"Migrasi {name} telah diubah setelah diterapkan. / "
                f"Migration {name} was changed after it had been applied."
            )
    return [migration for name, migration in known.items() if name not in applied]


def _apply(admin: Connection[Any], schemas: Schemas, migration: Migration) -> None:
    record = SQL("INSERT INTO {} (name, digest) VALUES (%s, %s)")
    with admin.transaction():
        admin.execute(SQL("SET LOCAL ROLE {}").format(Identifier(OWNER)))
        admin.execute(schemas.fill(migration.template).encode())
        table = Identifier(schemas.ledger, "migration")
        admin.execute(record.format(table), [migration.name, migration.digest])


def _make_roles(admin: Connection[Any], passwords: Mapping[str, str]) -> None:
    """Roles belong to the server, so that migrations of two databases may meet here."""
    for attempt in range(ATTEMPTS):
        try:
            with admin.transaction():
                for role in ROLES:
                    _make_role(admin, role, passwords[role])
        except (errors.InternalError_, errors.UniqueViolation, errors.DuplicateObject):
            if attempt == ATTEMPTS - 1:
                raise
        else:
            return


def _make_role(admin: Connection[Any], role: str, password: str) -> None:
    known = admin.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).rowcount
    verb = SQL("ALTER") if known else SQL("CREATE")
    # Hashed here, so that it stands in no log of the server.
    hashed = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    statement = SQL("{} ROLE {} LOGIN PASSWORD {}")
    admin.execute(statement.format(verb, Identifier(role), Literal(hashed.decode())))
    if admin.info.parameter_status("is_superuser") == "off":
        # Who is no superuser must be a member of a role to hand things over to it.
        admin.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role)))
