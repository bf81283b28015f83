"""Base backups and the write-ahead log beside them, in a folder elsewhere; old ones are dropped.

The keys are not in it: whoever has the folder alone can read no personal field.
"""

import json
import re
import shutil
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from adapters.postgres.database import Schemas
from adapters.postgres.programs import command, run, surroundings
from domain.sealed_log import Frontier

SLOT = "jejak_backup"
STAMP = "base-%Y%m%dT%H%M%S%fZ"
# The server keeps from now on what we have not fetched; the program's own slot would not.
RESERVE = """SELECT pg_create_physical_replication_slot(asked.name, true)
    FROM (SELECT %s::name AS name) asked
    WHERE NOT EXISTS (SELECT FROM pg_replication_slots s WHERE s.slot_name = asked.name)"""
FRONTIER = "SELECT size, nodes FROM @ledger@.frontier"


@dataclass(frozen=True, slots=True)
class Base:
    """A base backup, whole at `taken_at`, and how long the log was when it was begun."""

    name: str
    taken_at: str
    size: int
    root: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.taken_at)


class Backups:
    """The folder of one installation's backups."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.wal = self.folder / "wal"

    def bases(self) -> list[Base]:
        """Return the base backups that are whole, the oldest first."""
        notes = sorted(self.folder.glob("base-*.json"))
        found = [Base(**json.loads(note.read_text("utf-8"))) for note in notes]
        return [base for base in found if (self.folder / base.name).is_dir()]

    def take(self, admin_url: str, schemas: Schemas) -> Base:
        """Take a base backup and look that it is whole. Raises ProgramFailed."""
        self._prepare(admin_url)  # from here on the server keeps the log for us
        with psycopg.connect(admin_url) as admin:
            size, root = _frontier(admin, schemas)
        unfinished = self.folder / ".unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        run(
            "pg_basebackup",
            *("--pgdata", unfinished, "--wal-method", "stream", "--checkpoint", "fast"),
            "--no-password",
            url=admin_url,
        )
        run("pg_verifybackup", "--quiet", unfinished)
        now = datetime.now(UTC)  # it can be restored to no moment before this
        base = Base(now.strftime(STAMP), now.isoformat(), size, root)
        unfinished.rename(self.folder / base.name)
        # Beside it, because what is in it is listed in its own manifest.
        note = self.folder / f"{base.name}.json"
        note.write_text(json.dumps(asdict(base)), "utf-8")
        return base

    def collect(self, admin_url: str) -> None:
        """Fetch the write-ahead log up to now. The server keeps for us what was not fetched."""
        self._prepare(admin_url)
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute("SELECT pg_logical_emit_message(false, 'jejak', 'backup')")
            [[end]] = admin.execute("SELECT pg_switch_wal()").fetchall()
        run("pg_receivewal", *self._receiving(), "--endpos", str(end), "--no-loop", url=admin_url)

    def follow(self, admin_url: str) -> "subprocess.Popen[bytes]":
        """Start to fetch the write-ahead log as it is written, until somebody ends it."""
        self._prepare(admin_url)
        words = command("pg_receivewal", *self._receiving(), "--synchronous")
        return subprocess.Popen(  # noqa: S603 (our own words)
            words, env=surroundings(admin_url), stdin=subprocess.DEVNULL, start_new_session=True
        )

    def prune(self, days: int) -> list[str]:
        """Drop base backups older than this, but never the last one, and the log before them."""
        oldest = datetime.now(UTC) - timedelta(days=days)
        dropped = [base.name for base in self.bases()[:-1] if base.moment < oldest]
        for name in dropped:
            (self.folder / f"{name}.json").unlink()
            shutil.rmtree(self.folder / name)
        if dropped and (kept := self.bases()):
            run("pg_archivecleanup", self.wal, self.first_segment(kept[0]))
        return dropped

    def first_segment(self, base: Base) -> str:
        """Return the segment of the log with which a base backup begins."""
        label = (self.folder / base.name / "backup_label").read_text("utf-8")
        found = re.search(r"^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)", label, re.MULTILINE)
        if found is None:
            raise ValueError(f"{base.name} has no start")
        return found[1]

    def _prepare(self, admin_url: str) -> None:
        for folder in (self.folder, self.wal):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute(RESERVE, [SLOT])

    def _receiving(self) -> tuple[str, ...]:
        return ("--directory", str(self.wal), "--slot", SLOT, "--no-password")


def _frontier(admin: Connection[Any], schemas: Schemas) -> tuple[int, str]:
    [[size, nodes]] = admin.execute(schemas.fill(FRONTIER).encode()).fetchall()
    return size, Frontier(size, nodes).root().hex()
