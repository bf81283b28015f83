"""The accounts of two users, on a real PostgreSQL."""

import hashlib

import pytest
from psycopg_pool import ConnectionPool

from adapters.passwords import Argon2Passwords
from adapters.postgres.access import PostgresAccessStore
from adapters.postgres.database import ROLES, url_as
from adapters.postgres.migrate import migrate
from services.access import Access
from tests.access.people import (
    KENANGA,
    LOGIN,
    MELATI,
    OTHER_LOGIN,
    OTHER_PASSWORD,
    PASSWORD,
    QUICK,
    Clock,
    Roles,
)


@pytest.fixture
def store(empty_database):
    passwords = dict.fromkeys(ROLES, "rahasia-contoh")
    migrate(empty_database, "contoh", passwords)
    url = url_as(empty_database, "jejak_app", passwords)
    with ConnectionPool(url, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool:
        yield PostgresAccessStore(pool, "contoh_access")


@pytest.fixture
def access(store):
    made = Access(
        store=store,
        passwords=Argon2Passwords(QUICK),
        standing=Roles(),
        login_key=lambda login: hashlib.sha256(login.encode()).digest(),
        clock=Clock(),
    )
    made.set_password(MELATI, LOGIN, PASSWORD)
    made.set_password(KENANGA, OTHER_LOGIN, OTHER_PASSWORD)
    return made
