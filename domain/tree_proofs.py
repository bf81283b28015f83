"""Proofs about the tree of the sealed log: that a leaf is in it, and that it only grew.

Inclusion and consistency proofs are those of RFC 6962 section 2.1, checked as RFC 9162 sections
2.1.3.2 and 2.1.4.2 say. A shared proof is for many leaves at once: it holds each node only once,
and only those that the leaves themselves do not give. `subtree(first, last)` answers the hash
over the leaves first to last - 1; it is asked for subtrees of a tree only.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from domain.sealed_log import node_hash

Subtree = Callable[[int, int], bytes]
HASH_BYTES = 32


class ProofInvalid(ValueError):
    """A proof does not show what it is said to show."""


def split_of(width: int) -> int:
    """Return how many of the leaves of a tree lie in its left half: a power of two."""
    return 1 << (width - 1).bit_length() - 1


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Return the path from a leaf to the root, from the leaf's sibling up."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a log of {size}")
    path, first, last = [], 0, size
    while last - first > 1:
        middle = first + split_of(last - first)
        if index < middle:
            path.append(subtree(middle, last))
            last = middle
        else:
            path.append(subtree(first, middle))
            first = middle
    return path[::-1]


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """Return what shows that the log of `old` leaves is the beginning of that of `new`."""
    if not 0 <= old <= new:
        raise ValueError(f"a log of {new} cannot have begun with {old}")
    if old in {0, new}:
        return []
    path, first, last, is_root = [], 0, new, True
    while old - first != last - first:
        middle = first + split_of(last - first)
        if old <= middle:
            path.append(subtree(middle, last))
            last = middle
        else:
            path.append(subtree(first, middle))
            first, is_root = middle, False
    if not is_root:
        path.append(subtree(first, last))
    return path[::-1]


def check_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf stands at the index of the log with this root. Raises ProofInvalid."""
    _check_lengths(leaf, root, *path)
    if not 0 <= index < size:
        raise ProofInvalid("the index lies outside the log")
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise ProofInvalid("the path is too long")
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    if last or found != root:
        raise ProofInvalid("the path does not lead to the root")


def check_consistency(
    old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Check that the log only grew from `old` to `new`. Raises ProofInvalid.

    Nothing can be shown of a log of no leaves: whatever there is may have grown from it.
    """
    if not 0 < old <= new or (path and old == new):
        raise ProofInvalid("this growth takes no path")
    if old == new:
        if old_root != new_root:
            raise ProofInvalid("the roots differ")
        return
    _check_lengths(old_root, new_root, *path)
    if _grown(old - 1, new - 1, [old_root, *path] if old & (old - 1) == 0 else path) != (
        old_root,
        new_root,
    ):
        raise ProofInvalid("the log did not only grow")


def _grown(place: int, last: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return both roots that the nodes of a consistency proof lead to."""
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = nodes[0] if nodes else b""
    for step in nodes[1:]:
        if last == 0:
            raise ProofInvalid("the path is too long")
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofInvalid("the path is too short")
    return before, after


def shared_proof(indexes: Sequence[int], size: int, subtree: Subtree) -> Iterator[bytes]:
    """Yield the nodes that many leaves lack to reach the root, from left to right.

    `indexes` are sorted, each once.
    """
    stack = [(0, size, 0, len(indexes))]
    while stack:
        first, last, low, high = stack.pop()
        if low == high:
            yield subtree(first, last)
        elif last - first > 1:
            middle = first + split_of(last - first)
            cut = bisect_left(indexes, middle, low, high)
            stack += [(middle, last, cut, high), (first, middle, low, cut)]


def shared_root(leaves: Mapping[int, bytes], size: int, nodes: Iterator[bytes]) -> bytes:
    """Return the root that leaves and the nodes of their shared proof lead to.

    Raises ProofInvalid when a node is missing or left over, or a leaf lies outside the log.
    """
    indexes = sorted(leaves)
    if not indexes or indexes[0] < 0 or indexes[-1] >= size:
        raise ProofInvalid("a leaf lies outside the log")

    def root_of(first: int, last: int, low: int, high: int) -> bytes:
        if low == high:
            node = next(nodes, b"")
            _check_lengths(node)
            return node
        if last - first == 1:
            return leaves[first]
        middle = first + split_of(last - first)
        cut = bisect_left(indexes, middle, low, high)
        left = root_of(first, middle, low, cut)
        return node_hash(left, root_of(middle, last, cut, high))

    root = root_of(0, size, 0, len(indexes))
    if next(nodes, None) is not None:
        raise ProofInvalid("nodes are left over")
    return root


def _check_lengths(*hashes: bytes) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise ProofInvalid("a hash has 32 bytes")
