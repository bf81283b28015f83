"""Recomputes a whole log from a mirror in a folder, without the server and without trusting it.

Every entry is hashed, every history is followed leaf by leaf, and the root over all leaves is
compared with the checkpoint, whose signatures a policy judges.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from adapters.anchors.notes import Checkpoint, Note
from adapters.anchors.policy import Policy
from adapters.anchors.texts import WIDTH, Tile
from domain.sealed_log import FORMAT, Frontier

HEAD = len(FORMAT)
STREAM, VERSION, NAME = HEAD + 16, HEAD + 24, HEAD + 28
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
        leaves = list(_leaves(_read(folder, Tile(-1, first // WIDTH, width)), first, heads))
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


def _leaves(bundle: bytes, position: int, heads: Heads) -> Iterator[bytes]:
    """Yield the leaf of each entry; `heads` knows every history so far."""
    at, end = 0, len(bundle)
    while at < end:
        start = at + 2
        at = start + (bundle[start - 2] << 8 | bundle[start - 1])
        entry = bundle[start:at]
        place = NAME + int.from_bytes(entry[VERSION:NAME])
        # A history goes on with the next version, and with the leaf of the one before it.
        version, before = heads.get(entry[HEAD:STREAM], BEGINNING)
        if (
            int.from_bytes(entry[STREAM:VERSION]) != version + 1
            or entry[place : place + len(before)] != before
        ):
            raise MirrorBroken(position, "bukan kelanjutan alirannya / not next in its stream")
        leaf = sha256(b"\x00" + entry).digest()
        heads[entry[HEAD:STREAM]] = version + 1, LEAF_LENGTH + leaf
        position += 1
        yield leaf
    if at != end:
        raise MirrorBroken(position, "berkasnya terpotong / the file ends within an entry")


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
