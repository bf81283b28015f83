"""Recomputes a whole log from a mirror in a folder, without the server and without trusting it.

Every entry is hashed, every history is followed leaf by leaf, and the root over all leaves is
compared with the checkpoint, whose signatures a policy judges.
"""

import struct
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from adapters.anchors.notes import Checkpoint, Note
from adapters.anchors.policy import Policy
from adapters.anchors.texts import WIDTH, Tile
from domain.sealed_log import FORMAT, Frontier

HEAD = len(FORMAT)
NAME = HEAD + 28
PARTS = struct.Struct(">16sqi")  # stream, version, and the length of the name
LEAF_LENGTH = (32).to_bytes(4)
BEGINNING = (0, (0).to_bytes(4))
Heads = dict[bytes, tuple[int, bytes]]


class MirrorBroken(ValueError):
    """What is wrong with a mirror, and at which position."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"posisi / position {position}: {reason}")
        self.position = position


@dataclass(frozen=True, slots=True)
class Checked:
    """What a mirror was found to be."""

    size: int
    root: str
    witnesses: tuple[str, ...]


def check_mirror(folder: Path, policy: Policy) -> Checked:
    """Read a mirror from its first entry. Raises MirrorBroken, or NoteInvalid."""
    note = Note.parse((folder / "checkpoint").read_text("utf-8"))
    names, checkpoint = policy.accepts(note), Checkpoint.parse(note.text)
    frontier, heads = Frontier(), Heads()
    for first in range(0, checkpoint.size, WIDTH):
        width = min(WIDTH, checkpoint.size - first)
        try:
            leaves = _leaves(_read(folder, Tile(-1, first // WIDTH, width)), first, heads)
        except (struct.error, IndexError):
            raise MirrorBroken(first, "berkasnya terpotong / an entry is cut short") from None
        if len(leaves) != width:
            raise MirrorBroken(first + len(leaves), "tidak ada dalam cermin / it is missing")
        kept = _read(folder, Tile(0, first // WIDTH, width))
        if kept != b"".join(leaves):
            place = next(i for i, leaf in enumerate(leaves) if kept[i * 32 : i * 32 + 32] != leaf)
            raise MirrorBroken(first + place, "isinya bukan yang disegel / not what was sealed")
        _grow(frontier, leaves)
    if frontier.root() != checkpoint.root:
        raise MirrorBroken(0, "akarnya bukan akar titik periksa / another root than was signed")
    return Checked(checkpoint.size, checkpoint.root.hex(), tuple(names))


def _leaves(bundle: bytes, position: int, heads: Heads) -> list[bytes]:
    """Return the leaf of each entry; `heads` knows every history so far."""
    leaves: list[bytes] = []
    add, known, unpack = leaves.append, heads.get, PARTS.unpack_from
    at, end = 0, len(bundle)
    while at < end:
        start = at + 2
        at = start + (bundle[start - 2] << 8 | bundle[start - 1])
        stream, version, name_length = unpack(bundle, start + HEAD)
        # A history goes on with the next version, and with the leaf of the one before it.
        before, previous = known(stream, BEGINNING)
        place = start + NAME + name_length
        if version != before + 1 or not bundle.startswith(previous, place):
            raise MirrorBroken(
                position + len(leaves), "bukan kelanjutan alirannya / not next in its stream"
            )
        leaf = sha256(b"\x00" + bundle[start:at]).digest()
        heads[stream] = version, LEAF_LENGTH + leaf
        add(leaf)
    if at != end:
        raise MirrorBroken(position + len(leaves), "berkasnya terpotong / it ends within an entry")
    return leaves


def _grow(frontier: Frontier, leaves: list[bytes]) -> None:
    """Put the leaves of a tile into the tree, all at once where they fill it."""
    if len(leaves) < WIDTH:
        for leaf in leaves:
            frontier.append(leaf)
        return
    while len(leaves) > 1:
        pairs = iter(leaves)
        both = zip(pairs, pairs, strict=True)
        leaves = [sha256(b"\x01" + left + right).digest() for left, right in both]
    frontier.append_complete(leaves[0], WIDTH.bit_length() - 1)


def _read(folder: Path, tile: Tile) -> bytes:
    try:
        return (folder / tile.path).read_bytes()
    except FileNotFoundError:
        first = tile.index * WIDTH
        raise MirrorBroken(first, f"{tile.path} tidak ada / is missing") from None
