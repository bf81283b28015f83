"""A database with an empty ledger for a test, and the addresses of everybody who may use it."""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from adapters.postgres.database import APP, OWNER, READER, ROLES, Schemas, url_as
from adapters.postgres.migrate import GROUND, lay_ground, migrate, migrations
from tests.database import fresh_database, template_database

PROGRAMME = "coba"
# Roles belong to the server, which all tests share: so they share the passwords too.
PASSWORDS = dict.fromkeys(ROLES, "rahasia-contoh")


@dataclass(frozen=True)
class Store:
    """Where the ledger of a test lies: the address for the administrator and for each role.

    The addresses hold passwords, so a failing test does not print them.
    """

    admin: str = field(repr=False)
    owner: str = field(repr=False)
    app: str = field(repr=False)
    reader: str = field(repr=False)
    schemas: Schemas

    def execute(self, statement, parameters=(), *, url=None):
        """Run a statement of ours as the administrator, or as somebody else; return its rows."""
        with psycopg.connect(url or self.admin, autocommit=True) as connection:
            cursor = connection.execute(self.schemas.fill(statement).encode(), parameters)
            return cursor.fetchall() if cursor.description else []


def store_at(admin_url):
    """Return the store of a migrated database."""
    addresses = [url_as(admin_url, role, PASSWORDS) for role in (OWNER, APP, READER)]
    return Store(admin_url, *addresses, Schemas(PROGRAMME))


@contextmanager
def fresh_store(admin_url):
    """Yield a store of its own: a copy of a database that was migrated once for all tests."""
    files = "".join(each.template for each in migrations()) + GROUND.read_text() + PROGRAMME
    name = f"ledger_{hashlib.sha256(files.encode()).hexdigest()[:16]}"
    template_database(admin_url, name, lambda url: migrate(url, PROGRAMME, PASSWORDS))
    with fresh_database(admin_url, template=name) as url:
        # Rights on the database itself are not copied with it.
        with psycopg.connect(url, autocommit=True) as admin:
            lay_ground(admin, Schemas(PROGRAMME))
        yield store_at(url)
