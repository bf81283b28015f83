"""The ends of all histories: one line per stream, and the tree over these lines."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from domain.sealed_log import leaf_hash, root_of
from domain.tree_proofs import shared_proof

Head = tuple[UUID, int, bytes]


def head_line(stream: UUID, version: int, leaf: bytes) -> bytes:
    """Return the line of a stream: its id, how long it is, and the leaf of its last event."""
    return stream.bytes + version.to_bytes(8) + leaf


class Heads:
    """The last events of all streams of a beginning of the log, sorted by stream."""

    def __init__(self, size: int, heads: Sequence[Head]) -> None:
        self.size = size
        self._heads = sorted(heads)

    def __len__(self) -> int:
        return len(self._heads)

    @cached_property
    def _leaves(self) -> list[bytes]:
        return [leaf_hash(head_line(*head)) for head in self._heads]

    @cached_property
    def _places(self) -> dict[UUID, int]:
        return {head[0]: place for place, head in enumerate(self._heads)}

    def root(self) -> bytes:
        """Return the root over all lines."""
        return root_of(self._leaves)

    def place(self, stream: UUID) -> int:
        """Return which line is a stream's."""
        return self._places[stream]

    def proof(self, streams: Sequence[UUID]) -> list[bytes]:
        """Return the nodes that the lines of these streams lack to reach the root."""
        leaves = self._leaves
        places = sorted(map(self.place, streams))
        return list(
            shared_proof(places, len(self), lambda first, last: root_of(leaves[first:last]))
        )
