"""Replaces the key-encryption key: a new one in the key file, every person's key under it.

It may be killed at any moment and run again. The file holds both keys before the first row is
changed, and the database refuses the old one from then on; so no key is ever under one that is
nowhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import Connection

from adapters.keyring import KeyFile
from adapters.postgres.database import Schemas
from services.ports import KeyWrapper

PAGE = 1_000
BEGIN = "INSERT INTO @keys@.wrapping_key (kid) VALUES (%s) ON CONFLICT DO NOTHING"
# What is wrapped: keys of persons, secrets of second factors, keys of forms that were begun.
TABLES = ("@keys@.person_key", "@access@.second_factor", "@access@.draft")
LEFT = """SELECT person, wrapped FROM @table@
    WHERE substring(wrapped FOR 8) <> %s AND person > %s ORDER BY person LIMIT %s"""
REWRAP = """UPDATE @table@ k SET wrapped = n.after
    FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) AS n (person, before, after)
    WHERE k.person = n.person AND k.wrapped = n.before"""
# One key per key-encryption key, among the first that were stored.
ONE_OF_EACH = """SELECT DISTINCT ON (substring(k.wrapped FOR 8)) k.person, k.wrapped
    FROM (SELECT person, wrapped FROM @keys@.person_key LIMIT 100) k"""
NOBODY = UUID(int=0)


def rotate(owner_url: str, schemas: Schemas, path: Path) -> int:
    """Finish a rotation that was begun, or begin one; return how many were wrapped again."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        keys = KeyFile.load(path)
        if not _is_unfinished(owner, schemas, keys):
            keys = keys.replaced()
            keys.write(path)
        with owner.transaction():
            # An append that wraps under the key before is in the store by now, or comes after.
            owner.execute(schemas.fill("SELECT pg_advisory_xact_lock(@lock@)").encode())
            owner.execute(schemas.fill(BEGIN).encode(), [keys.wrapping.kid])
        return _rewrap(owner, schemas, keys)


def forget_old(owner_url: str, schemas: Schemas, path: Path) -> int:
    """Throw the replaced keys away, unless one is still in use; return how many there were.

    Backups of before the rotation can then no longer be opened.
    """
    keys = KeyFile.load(path)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        if any(_page(owner, schemas, keys, NOBODY, table) for table in TABLES):
            return 0
    replace(keys, old=()).write(path)
    return len(keys.old)


def check_keys(app_url: str, schemas: Schemas, keys: KeyWrapper) -> None:
    """Refuse a key file that does not open what is in the store. Raises WrongKey."""
    with psycopg.connect(app_url) as connection:
        for person, wrapped in connection.execute(schemas.fill(ONE_OF_EACH).encode()):
            keys.unwrap(person, wrapped)


def _is_unfinished(owner: Connection[Any], schemas: Schemas, keys: KeyFile) -> bool:
    left = (_page(owner, schemas, keys, NOBODY, table) for table in TABLES)
    return bool(keys.old) and any(left)


def _rewrap(owner: Connection[Any], schemas: Schemas, keys: KeyFile) -> int:
    return sum(_rewrap_table(owner, schemas, keys, table) for table in TABLES)


def _rewrap_table(owner: Connection[Any], schemas: Schemas, keys: KeyFile, table: str) -> int:
    done, last = 0, NOBODY
    rewrap = schemas.fill(REWRAP.replace("@table@", table)).encode()
    while page := _page(owner, schemas, keys, last, table):
        persons = [person for person, _ in page]
        again = [keys.wrap(person, keys.unwrap(person, wrapped)) for person, wrapped in page]
        befores = [wrapped for _, wrapped in page]
        owner.execute(rewrap, [persons, befores, again])
        done, last = done + len(page), persons[-1]
    return done


def _page(
    owner: Connection[Any], schemas: Schemas, keys: KeyFile, after: UUID, table: str
) -> Sequence[tuple[UUID, bytes]]:
    """Return what lies under another key than the current one, in order."""
    query = schemas.fill(LEFT.replace("@table@", table)).encode()
    return owner.execute(query, [keys.wrapping.kid, after, PAGE]).fetchall()
