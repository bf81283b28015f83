"""Puts a backup in the place of a cluster that is lost, up to its end or to a moment."""

import shutil
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from adapters.journal import Erased
from adapters.postgres.backup import Backups, Base
from adapters.postgres.database import Schemas
from adapters.postgres.server import EmbeddedServer
from domain.privacy import ALL_GROUPS

WAL = "restored_wal"
PATIENCE_SECONDS = 600
ERASURE = """INSERT INTO @ledger@.erasure (request, person, groups, whole, sealed, claims)
    SELECT %(request)s, %(person)s, %(groups)s, %(whole)s,
        (SELECT count(*) FROM @ledger@.sealed s
            WHERE s.person = %(person)s AND s.grp = ANY (%(groups)s)),
        (SELECT count(*) FROM @ledger@.claim c
            WHERE c.person = %(person)s AND 'identity' = ANY (%(groups)s))
    ON CONFLICT DO NOTHING"""
FORGETTING = (
    "DELETE FROM @keys@.person_key k WHERE k.person = %(person)s AND %(whole)s",
    "DELETE FROM @ledger@.sealed s WHERE s.person = %(person)s AND s.grp = ANY (%(groups)s)",
    "DELETE FROM @ledger@.claim c WHERE c.person = %(person)s AND 'identity' = ANY (%(groups)s)",
)


class CannotRestore(Exception):
    """What was asked cannot be restored; the message says why, in both languages."""


def choose(backups: Backups, until: datetime | None) -> Base:
    """Return the newest base backup of before a moment. Raises CannotRestore."""
    bases = [base for base in backups.bases() if until is None or base.moment <= until]
    if not bases:
        raise CannotRestore(
            f"{backups.folder}: tidak ada cadangan dasar sebelum saat itu. / "
            "there is no base backup of before that moment."
        )
    return bases[-1]


def put_back(server: EmbeddedServer, backups: Backups, base: Base, until: datetime | None) -> str:
    """Make the cluster of a home from a backup; return the superuser's URL once it is open.

    Raises CannotRestore when there is a cluster already: nothing is ever overwritten.
    """
    place = server.empty_place()
    if place is None:
        raise CannotRestore(
            "Rumah ini sudah berisi basis data; pindahkan dulu foldernya. / "
            "This home holds a database already; move it away first."
        )
    unfinished = place.with_name("data.restore")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(backups.folder / base.name, unfinished)
    _bring_log(backups, base, unfinished)
    _ask_recovery(unfinished, until)
    server.give(unfinished)
    unfinished.rename(place)
    url = server.start()
    _wait_until_open(url)
    with psycopg.connect(url, autocommit=True) as admin:
        for setting in ("restore_command", "recovery_target_time", "recovery_target_action"):
            admin.execute(f"ALTER SYSTEM RESET {setting}".encode())
        admin.execute("SELECT pg_reload_conf()")
    shutil.rmtree(place / WAL, ignore_errors=True)
    return url


def _bring_log(backups: Backups, base: Base, data: Path) -> None:
    """Copy the segments from the base on, the one that was being written last among them.

    The account of the server may not be allowed to look into the folder of the backups.
    """
    folder = data / WAL
    folder.mkdir(mode=0o700)
    first = backups.first_segment(base)
    for file in sorted(backups.wal.glob("*")) if backups.wal.exists() else ():
        name = file.name.removesuffix(".partial")
        is_wanted = file.suffix == ".history" or name[8:] >= first[8:]
        if is_wanted and not (folder / name).exists():
            shutil.copyfile(file, folder / name)


def _ask_recovery(data: Path, until: datetime | None) -> None:
    """Ask for recovery as files do: a signal, and where the log is found."""
    (data / "recovery.signal").touch()
    settings = [f"restore_command = 'cp {WAL}/%f %p'"]
    if until is not None:
        settings.append(f"recovery_target_time = '{until.isoformat()}'")
        settings.append("recovery_target_action = 'promote'")
    with (data / "postgresql.auto.conf").open("a", encoding="utf-8") as conf:
        conf.writelines(f"{setting}\n" for setting in settings)
    data.chmod(0o700)


def _wait_until_open(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with psycopg.connect(url, autocommit=True) as admin:
            row = admin.execute("SELECT pg_is_in_recovery()").fetchone()
        if row == (False,):
            return
        if time.monotonic() > deadline:
            raise CannotRestore("Pemulihan tidak selesai. / The recovery does not end.")
        time.sleep(0.2)


def forget_again(url: str, schemas: Schemas, journal: Iterable[Erased]) -> int:
    """Erase again what the restored database has forgotten was erased; return how many.

    Takes a superuser: the log of before the grant cannot vouch for it.
    """
    with psycopg.connect(url) as admin:
        return sum(_forget(admin, schemas, each) for each in journal)


def _forget(admin: Connection[Any], schemas: Schemas, erased: Erased) -> int:
    said = {
        "request": erased.request,
        "person": erased.person,
        "groups": list(erased.groups),
        "whole": set(erased.groups) == set(ALL_GROUPS),
    }
    done = admin.execute(schemas.fill(ERASURE).encode(), said).rowcount
    for statement in FORGETTING if done else ():
        admin.execute(schemas.fill(statement).encode(), said)
    return done
