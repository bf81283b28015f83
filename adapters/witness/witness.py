"""What a witness remembers and decides (c2sp.org/tlog-witness), in one SQLite file of its own.

It remembers per log the latest checkpoint that it signed. What is shorter, or not that log with
more at its end, it never signs; looking and remembering are one transaction.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time

from adapters.anchors.notes import (
    LOG,
    Checkpoint,
    Note,
    NoteInvalid,
    Signer,
    Verifier,
    encoded,
)
from adapters.anchors.texts import GrowthText
from domain.sealed_log import EMPTY_ROOT
from domain.tree_proofs import ProofInvalid, check_consistency

TABLES = """
CREATE TABLE IF NOT EXISTS log (vkey TEXT PRIMARY KEY, origin TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS seen (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL
) STRICT;
"""
SIZE_TYPE = "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Said:
    """What a witness answers: the status of HTTP, a body, and its type."""

    status: int
    body: str
    kind: str = "text/plain; charset=utf-8"


class Witness:
    """One witness with its key and its memory."""

    def __init__(self, signer: Signer, memory: Path, clock: Callable[[], float] = time) -> None:
        self._signer, self._memory, self._clock = signer, memory, clock
        with self._opened() as connection:
            connection.executescript(TABLES)

    def trust(self, vkey: str) -> str:
        """Know a log by its public key; return the name of the log. Raises NoteInvalid."""
        verifier = Verifier.parse(vkey)
        if verifier.kind != LOG:
            raise NoteInvalid("not the key of a log")
        with self._opened() as connection:
            connection.execute("INSERT OR IGNORE INTO log VALUES (?, ?)", (vkey, verifier.name))
        return verifier.name

    def add_checkpoint(self, body: str) -> Said:
        """Answer a log that asks for a cosignature."""
        try:
            asked = GrowthText.parse(body)
            note = Note.parse(asked.checkpoint)
            checkpoint = Checkpoint.parse(note.text)
        except NoteInvalid as problem:
            return Said(400, f"{problem}\n")
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            refusal = self._refusal(connection, asked, note, checkpoint)
            if refusal is not None:
                return refusal
            line = self._signer.line(note.text, int(self._clock()))
            connection.execute(
                "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)",
                (checkpoint.origin, checkpoint.size, checkpoint.root, self._signed(note, line)),
            )
            connection.execute("COMMIT")
        return Said(200, line)

    def seen(self, origin_hash: str) -> str | None:
        """Return the latest checkpoint of a log, by the hash of its name, as it was cosigned."""
        with self._opened() as connection:
            for origin, note in connection.execute("SELECT origin, note FROM seen"):
                if sha256(origin.encode()).hexdigest() == origin_hash:
                    return str(note)
        return None

    def _signed(self, note: Note, line: str) -> str:
        """Return the checkpoint with the log's own signatures and ours."""
        known = self._verifiers(Checkpoint.parse(note.text).origin)
        kept = [
            f"— {name} {encoded(key_id + signature)}\n"
            for name, key_id, signature in note.signatures
            if any((name, key_id) == (each.name, each.key_id) for each in known)
        ]
        return f"{note.text}\n{''.join(kept)}{line}"

    def _refusal(
        self, connection: sqlite3.Connection, asked: GrowthText, note: Note, now: Checkpoint
    ) -> Said | None:
        """Return why not, in the order of the specification; nothing if all is well."""
        known = self._verifiers(now.origin)
        if not known:
            return Said(404, "this log is not known\n")
        try:
            signed = note.signed_by(known)
        except NoteInvalid:
            signed = []
        if not signed:
            return Said(403, "no known key of this log signed it\n")
        if asked.old > now.size:
            return Said(400, "a log does not shrink\n")
        seen = connection.execute(
            "SELECT size, root FROM seen WHERE origin = ?", (now.origin,)
        ).fetchone()
        size, root = seen or (0, EMPTY_ROOT)
        if asked.old != size:
            return Said(409, f"{size}\n", SIZE_TYPE)
        return None if _grew(asked, size, root, now) else Said(422, "this is not the same log\n")

    def _verifiers(self, origin: str) -> list[Verifier]:
        with self._opened() as connection:
            rows = connection.execute("SELECT vkey FROM log WHERE origin = ?", (origin,))
            return [Verifier.parse(vkey) for (vkey,) in rows]

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._memory, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA busy_timeout = 10000")
            yield connection


def _grew(asked: GrowthText, size: int, root: bytes, now: Checkpoint) -> bool:
    """Say whether the log now is the log that was seen, with more at its end or nothing."""
    if size == 0:
        return not asked.path and (now.size > 0 or now.root == EMPTY_ROOT)
    try:
        check_consistency(size, now.size, asked.path, root, now.root)
    except ProofInvalid:
        return False
    return True
