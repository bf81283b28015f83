"""The sealed log as mathematics: the bytes of an entry, its leaf hash, and the RFC 6962 tree.

Anyone can check the log with this page and SHA-256. Position in the log is the leaf's index.
"""

import hashlib
import struct
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

FORMAT = b"jejak/leaf/v1\n"
ENTRY_BYTES_MAX = 65_535  # tiled logs carry an entry's length in 16 bits
EMPTY_ROOT = hashlib.sha256(b"").digest()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class EntryTooLong(ValueError):
    """An event is larger than an entry of the log may be."""


def microseconds(moment: datetime) -> int:
    """Return an instant as whole microseconds since 1970 UTC."""
    return (moment - EPOCH) // MICROSECOND


def leaf_entry(  # noqa: PLR0913, PLR0917 (an entry is its seven parts, in their order)
    stream: UUID,
    version: int,
    name: str,
    previous: bytes | None,
    recorded_at: int,
    metadata: bytes,
    payload: bytes,
) -> bytes:
    """Return the bytes that a leaf is the hash of: every part with its length, big-endian.

    `previous` is the leaf hash of the stream's version before this one, `recorded_at` counts
    microseconds. Raises EntryTooLong.
    """
    coded, before = name.encode(), previous or b""
    head, tail = struct.pack(">q", version), struct.pack(">q", recorded_at)
    parts = [FORMAT, stream.bytes, head, *_sized(coded, before), tail, *_sized(metadata, payload)]
    entry = b"".join(parts)
    if len(entry) > ENTRY_BYTES_MAX:
        raise EntryTooLong(f"an entry of {len(entry)} bytes; {ENTRY_BYTES_MAX} is the limit")
    return entry


def _sized(*parts: bytes) -> Iterable[bytes]:
    for part in parts:
        yield struct.pack(">i", len(part))
        yield part


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry as a leaf of the tree."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees next to each other."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees of a log: enough to append and to give the root.

    `nodes[level]` covers 2**level leaves; it counts where `size` has a bit at that level, and is
    a remainder of an earlier size elsewhere.
    """

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.nodes = list(nodes)

    def append(self, leaf: bytes) -> None:
        """Put a leaf at the end of the log."""
        level, rest, nodes, sha256 = 0, self.size, self.nodes, hashlib.sha256
        while rest & 1:
            leaf = sha256(b"\x01" + nodes[level] + leaf).digest()
            level += 1
            rest >>= 1
        if level == len(nodes):
            nodes.append(leaf)
        else:
            nodes[level] = leaf
        self.size += 1

    def append_complete(self, root: bytes, height: int) -> None:
        """Put the root of 2**height leaves at the end of a log whose length they divide."""
        self.nodes += [b""] * (height - len(self.nodes))
        level, rest = height, self.size >> height
        while rest & 1:
            root = node_hash(self.nodes[level], root)
            level, rest = level + 1, rest >> 1
        self.nodes[level : level + 1] = [root]
        self.size += 1 << height

    def root(self) -> bytes:
        """Return the root of the tree over all leaves."""
        root: bytes | None = None
        for level, node in enumerate(self.nodes):
            if self.size >> level & 1:
                root = node if root is None else node_hash(node, root)
        return EMPTY_ROOT if root is None else root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root of the tree over these leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
