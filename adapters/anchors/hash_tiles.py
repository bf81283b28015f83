"""The hash of any subtree of the log, from tiles of 256 hashes that are read when needed."""

from collections.abc import Callable

from adapters.anchors.texts import WIDTH
from domain.sealed_log import node_hash
from domain.tree_proofs import HASH_BYTES, ProofInvalid, split_of

# The hashes first to last - 1 of a level of tiles, one after the other.
Hashes = Callable[[int, int, int], bytes]
HEIGHT = 8  # a tile of 256 hashes covers eight levels of the tree


class HashTiles:
    """The tree over the first `size` leaves. Each tile is read and hashed once."""

    def __init__(self, size: int, hashes: Hashes) -> None:
        self.size = size
        self._hashes = hashes
        self._rows: dict[tuple[int, int], list[list[bytes]]] = {}

    def subtree(self, first: int, last: int) -> bytes:
        """Return the hash over the leaves first to last - 1 of a subtree."""
        width = last - first
        if width & (width - 1) == 0:
            return self._complete(first, width)
        middle = first + split_of(width)
        return node_hash(self.subtree(first, middle), self.subtree(middle, last))

    def root(self) -> bytes:
        """Return the root over all leaves; there must be one."""
        return self.subtree(0, self.size)

    def row(self, level: int, index: int) -> list[bytes]:
        """Return the hashes of a tile, full or partial."""
        return self._tile(level, index)[0]

    def _complete(self, first: int, width: int) -> bytes:
        height = width.bit_length() - 1
        # A whole tile is one hash of the tile above it.
        level = height // HEIGHT
        row, place = height % HEIGHT, first >> height
        per_tile = WIDTH >> row
        return self._tile(level, place // per_tile)[row][place % per_tile]

    def _tile(self, level: int, index: int) -> list[list[bytes]]:
        """Return the hashes of a tile, then those of pairs of them, and so on."""
        known = self._rows.get((level, index))
        if known is not None:
            return known
        first = index * WIDTH
        last = min(first + WIDTH, self.size >> level * HEIGHT)
        content = self._hashes(level, first, last)
        if len(content) != (last - first) * HASH_BYTES:
            raise ProofInvalid(f"tile {index} of level {level} is not complete")
        row = [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]
        rows = [row]
        while len(row) > 1:
            row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
            rows.append(row)
        self._rows[level, index] = rows
        return rows
