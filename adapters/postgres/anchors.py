"""Checkpoints in PostgreSQL, and the hashes of the log that proofs are made of."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection

from adapters.postgres.database import Schemas
from domain.sealed_log import Frontier

FRONTIER = "SELECT size, nodes FROM @ledger@.frontier"
LEAVES = """SELECT string_agg(leaf, '' ORDER BY position) FROM @ledger@.event
    WHERE position >= %s AND position < %s"""
ROOTS = """SELECT string_agg(root, '' ORDER BY index) FROM @ledger@.tile
    WHERE level = %s AND index >= %s AND index < %s"""
LATEST = """SELECT number, size, root, note, made_at FROM @ledger@.checkpoint
    WHERE size <= coalesce(%s, size) ORDER BY number DESC LIMIT 1"""
TESTIMONY = """SELECT witness, content FROM @ledger@.testimony
    WHERE checkpoint = %s AND kind = %s ORDER BY witness"""
LISTED = """SELECT c.number, c.size, c.root, c.note, c.made_at,
        array_remove(array_agg(t.kind || ' ' || t.witness ORDER BY t.kind, t.witness), NULL)
    FROM @ledger@.checkpoint c LEFT JOIN @ledger@.testimony t ON t.checkpoint = c.number
    GROUP BY c.number ORDER BY c.number DESC LIMIT %s"""
HEADS = "SELECT stream, version, leaf FROM @ledger@.heads(%s)"
OTHERS = """SELECT EXISTS (SELECT FROM @ledger@.event
    WHERE position >= %s AND stream <> %s ORDER BY position LIMIT 1)"""
KEEP = "SELECT @ledger@.keep_checkpoint(%s, %s, %s)"
KEEP_TILES = "SELECT @ledger@.keep_tiles(%s)"
KEEP_TESTIMONY = "SELECT @ledger@.keep_testimony(%s, %s, %s, %s)"

COSIGNATURE, TIMESTAMP = "cosignature", "timestamp"


class Connecting(Protocol):
    """Gives a connection for a while."""

    def __call__(self) -> AbstractContextManager[Connection[Any]]: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that was signed and kept; `note` is what the log signed."""

    number: int
    size: int
    root: bytes
    note: str
    made_at: datetime
    testimonies: tuple[str, ...] = ()


class AnchorStore:
    """Reads and keeps as the app."""

    def __init__(self, connecting: Connecting, schemas: Schemas) -> None:
        self._connecting = connecting
        self._schemas = schemas

    def frontier(self) -> Frontier:
        """Return how long the log is and the nodes that give its root."""
        [(size, nodes)] = self._rows(FRONTIER)
        return Frontier(size, nodes)

    def hashes(self, level: int, first: int, last: int) -> bytes:
        """Return the hashes first to last - 1 of a level of tiles, one after the other."""
        if level == 0:
            [(found,)] = self._rows(LEAVES, first, last)
        else:
            [(found,)] = self._rows(ROOTS, level - 1, first, last)
        return found or b""

    def heads(self, size: int) -> list[tuple[UUID, int, bytes]]:
        """Return the last event of every stream among the first `size` events, by stream."""
        return self._rows(HEADS, size)

    def latest(self, size: int | None = None) -> Kept | None:
        """Return the latest checkpoint, of a log no longer than `size` if that is given."""
        rows = self._rows(LATEST, size)
        return next((Kept(*row) for row in rows), None)

    def listed(self, limit: int) -> list[Kept]:
        """Return the latest checkpoints, with what was testified about each."""
        return [
            replace(Kept(*row), testimonies=tuple(told))
            for *row, told in self._rows(LISTED, limit)
        ]

    def testimonies(self, number: int, kind: str) -> dict[str, bytes]:
        """Return what others said of a checkpoint, by who said it."""
        return dict(self._rows(TESTIMONY, number, kind))

    def others_since(self, size: int, stream: UUID) -> bool:
        """Say whether anything but this stream has grown since the log had this size."""
        [(found,)] = self._rows(OTHERS, size, stream)
        return bool(found)

    def complete_tiles(self, size: int) -> None:
        """Keep the roots of all complete tiles of a log of this size."""
        self._rows(KEEP_TILES, size)

    def keep(self, size: int, root: bytes, note: str) -> int:
        """Keep a signed checkpoint; return its number."""
        [(number,)] = self._rows(KEEP, size, root, note)
        return int(number)

    def keep_testimony(self, number: int, kind: str, witness: str, content: bytes) -> None:
        """Keep what somebody said of a checkpoint, once."""
        self._rows(KEEP_TESTIMONY, number, kind, witness, content)

    def _rows(self, template: str, *parameters: Any) -> list[tuple[Any, ...]]:
        query = self._schemas.fill(template).encode()
        with self._connecting() as connection:
            rows: Sequence[tuple[Any, ...]] = connection.execute(
                query, parameters, binary=True
            ).fetchall()
            return list(rows)
