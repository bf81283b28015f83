"""Recomputes the whole log from what is stored, and names the first position that is wrong.

The rows are read as the bytes they are; nothing is parsed and written again. Every leaf is made
from its row and the leaf before it in its stream, so that a changed row shows where it stands;
the root over all leaves shows a row that was moved, left out at the end, or added.
"""

import struct
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import psycopg
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

from adapters.postgres.arrays import EPOCH
from adapters.postgres.database import Schemas
from domain.sealed_log import FORMAT, Frontier, microseconds

SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
FRONTIER = "SELECT size, nodes FROM @ledger@.frontier"
LOG = """COPY (
    SELECT position, stream, version, recorded_at, leaf, name, metadata, payload
    FROM @ledger@.event ORDER BY position
) TO STDOUT (FORMAT binary)"""

# A row is sound in itself but stands after a later one: the first that is later than it moved.
MOVED = """SELECT min(position) FROM @ledger@.event WHERE recorded_at > (
    SELECT min(recorded_at) FROM @ledger@.event WHERE position >= %s)"""
# Each command knows the positions of its events: where one is not among them, something moved.
DISPLACED = """SELECT min(e.position) FROM @ledger@.event e JOIN @ledger@.command c
    ON c.command_id = (convert_from(e.metadata, 'UTF8')::jsonb ->> 'command_id')::uuid
    WHERE e.position NOT BETWEEN c.first_position AND c.last_position"""

# Eight fields, each with its length before it; five have always the same one.
FIXED = struct.Struct(">hiqi16siiiqi32s")
SHAPE = (8, 8, 16, 4, 8, 32)
NAME = FIXED.size + 4
COPY_HEAD, COPY_HEAD_BYTES = b"PGCOPY\n\xff\r\n\0", 19
COPY_TAIL = b"\xff\xff"
LEAF_HEAD = b"\x00" + FORMAT
SINCE_1970 = microseconds(EPOCH)
REPORT_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `root` is the hex of what the rows give, whatever the log says of itself."""

    ok: bool
    size: int
    root: str
    first_bad_position: int | None = None
    reason: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class _Bad(Exception):
    """What is wrong at a position, in Indonesian and in English."""

    def __init__(
        self, position: int, indonesian: str, english: str, *, is_moved: bool = False
    ) -> None:
        super().__init__(f"{indonesian} / {english}")
        self.position, self.is_moved = position, is_moved


def verify(
    url: str,
    programme: str,
    progress: Callable[[int, int], None] = lambda _position, _size: None,
) -> Verification:
    """Read the log of a programme from its first event, and say whether it is what was sealed.

    Works on a snapshot while others append. `progress` is told the position and the size.
    """
    schemas, grown = Schemas(programme), Frontier()
    with closing(_connect(url)) as connection:
        connection.execute(SNAPSHOT)
        size, nodes = connection.execute(schemas.fill(FRONTIER).encode()).fetchall()[0]
        try:
            for position in _checked(_rows(connection, schemas), grown):
                if position % REPORT_EVERY == 0:
                    progress(position, size)
            _check_tree(grown, Frontier(size, nodes))
        except _Bad as bad:
            position = _first_displaced(url, schemas, bad)
            root = grown.root().hex()
            return Verification(
                ok=False, size=size, root=root, first_bad_position=position, reason=str(bad)
            )
    return Verification(ok=True, size=size, root=grown.root().hex())


def _connect(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url, autocommit=True, options="-c timezone=UTC")


def _rows(connection: psycopg.Connection[Any], schemas: Schemas) -> Iterator[bytes]:
    """Yield each row as it comes from the server, in PostgreSQL's binary form."""
    line = connection.pgconn
    result = line.exec_(schemas.fill(LOG).encode())
    if result.status != ExecStatus.COPY_OUT:
        raise error_from_result(result)
    while True:
        length, block = line.get_copy_data(0)
        if length < 0:
            return
        row = bytes(block)
        if row.startswith(COPY_HEAD):
            row = row[COPY_HEAD_BYTES:]
        if len(row) > len(COPY_TAIL):
            yield row


def _checked(rows: Iterator[bytes], grown: Frontier) -> Iterator[int]:
    """Yield each position after its row was found sound and its leaf put into the tree."""
    heads: dict[bytes, tuple[int, bytes]] = {}
    latest = 0
    for expected, row in enumerate(rows):
        count, a, position, b, stream, c, version, d, recorded_at, e, leaf = FIXED.unpack_from(row)
        if (count, a, b, c, d, e) != SHAPE:
            raise _Bad(expected, "barisnya cacat", "its row is malformed")
        if position != expected:
            raise _Bad(expected, "tidak ada dalam catatan", "it is missing from the log")
        version_before, previous = heads.get(stream, (0, b""))
        if version != version_before + 1:
            raise _Bad(position, "bukan kelanjutan alirannya", "it does not continue its stream")
        after_name = NAME + int.from_bytes(row[FIXED.size : NAME])
        found = sha256(
            LEAF_HEAD
            + stream
            + version.to_bytes(8)
            + row[FIXED.size : after_name]
            + len(previous).to_bytes(4)
            + previous
            + (recorded_at + SINCE_1970).to_bytes(8, signed=True)
            + row[after_name:]  # metadata and payload, which COPY gives as a leaf has them
        ).digest()
        if found != leaf:
            raise _Bad(position, "isinya bukan yang disegel", "it is not what was sealed")
        if recorded_at < latest:
            raise _Bad(position, "urutannya diubah", "its order was changed", is_moved=True)
        heads[stream], latest = (version, leaf), recorded_at
        grown.append(leaf)
        yield position


def _check_tree(grown: Frontier, kept: Frontier) -> None:
    """Compare the tree that the rows give with the one that the log keeps."""
    if grown.size < kept.size:
        raise _Bad(grown.size, "akhir catatan hilang", "the end of the log is missing")
    if grown.size > kept.size:
        raise _Bad(kept.size, "tidak pernah disegel", "it was never sealed")
    first = 0
    for level in reversed(range(len(grown.nodes))):
        if grown.size >> level & 1:
            last = first + (1 << level) - 1
            if grown.nodes[level] not in kept.nodes[level : level + 1]:
                place = f"{first}-{last}"
                raise _Bad(
                    first, f"akar pohon berbeda pada {place}", f"the root differs within {place}"
                )
            first = last + 1


def _first_displaced(url: str, schemas: Schemas, bad: _Bad) -> int:
    """Return the first position that something was moved from or to, if before what was found.

    A row that was moved or taken out shows only later, where a row that is sound follows it.
    """
    first = bad.position
    queries: list[tuple[str, list[int]]] = [(DISPLACED, [])]
    if bad.is_moved:
        queries.append((MOVED, [bad.position]))
    with closing(_connect(url)) as connection:
        for query, parameters in queries:
            with suppress(psycopg.DataError):  # metadata that is no longer JSON
                for (position,) in connection.execute(schemas.fill(query).encode(), parameters):
                    first = first if position is None else min(first, position)
    return first
