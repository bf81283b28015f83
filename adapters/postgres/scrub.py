"""Takes out of the files what was already deleted: dead rows, and log segments that are past.

PostgreSQL only marks a deleted row as dead; its bytes stay in the table's file and in the
write-ahead log until something overwrites them.
"""

import time
from typing import Any

import psycopg
from psycopg import Connection, errors

from adapters.postgres.database import Schemas

TABLES = (
    "@ledger@.sealed",
    "@ledger@.claim",
    "@keys@.person_key",
    "pg_catalog.pg_statistic",  # where the planner had samples of their values
)
PATIENCE_SECONDS = 60
# Whoever still looks at an older state keeps dead rows alive.
OLDER = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"""
SEGMENTS = """SELECT count(*) FILTER (WHERE name > pg_walfile_name(pg_current_wal_lsn()))
    FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'"""
MESSAGE = "SELECT pg_logical_emit_message(false, 'jejak', 'scrub')"


class NotScrubbed(Exception):
    """Something stands in the way; the message says what, in both languages."""


def scrub(admin_url: str, schemas: Schemas) -> None:
    """Rewrite the tables that personal data were deleted from, and use up old log segments.

    Readers and writers of these tables wait meanwhile. Raises NotScrubbed.
    """
    with psycopg.connect(admin_url, autocommit=True) as admin:
        try:
            _wait_for_older(admin)
            for table in TABLES:
                admin.execute(f"VACUUM (FULL) {schemas.fill(table)}".encode())
            _drop_log(admin)
        except errors.InsufficientPrivilege:
            raise NotScrubbed(
                "Pembersihan berkas memerlukan superuser PostgreSQL; mintalah VACUUM FULL dan"
                " CHECKPOINT kepada pengelolanya. / Scrubbing the files takes a superuser of"
                " PostgreSQL; ask for VACUUM FULL and CHECKPOINT."
            ) from None


def _wait_for_older(admin: Connection[Any]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _number(admin, OLDER):
        if time.monotonic() > deadline:
            raise NotScrubbed(
                "Ada transaksi lama yang masih terbuka; ulangi nanti. / "
                "An old transaction is still open; try again later."
            )
        time.sleep(0.1)


def _drop_log(admin: Connection[Any]) -> None:
    """Remove past segments instead of renaming them, and overwrite those renamed before."""
    admin.execute("ALTER SYSTEM SET wal_recycle = off")
    admin.execute("SELECT pg_reload_conf()")
    try:
        _checkpoint(admin)
        for _ in range(_number(admin, SEGMENTS) + 1):
            admin.execute(MESSAGE)
            admin.execute("SELECT pg_switch_wal()")
        _checkpoint(admin)
    finally:
        admin.execute("ALTER SYSTEM RESET wal_recycle")
        admin.execute("SELECT pg_reload_conf()")


def _checkpoint(admin: Connection[Any]) -> None:
    """Two: the second one finds everything of before the first written and past."""
    for _ in range(2):
        admin.execute(MESSAGE)
        admin.execute("CHECKPOINT")


def _number(admin: Connection[Any], query: str) -> int:
    row = admin.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0
