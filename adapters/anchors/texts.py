"""The other texts of C2SP: proofs of one entry, requests to a witness, and the paths of tiles.

c2sp.org/tlog-proof, c2sp.org/tlog-witness and c2sp.org/tlog-tiles.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from adapters.anchors.notes import NoteInvalid, decoded, encoded, number
from domain.tree_proofs import HASH_BYTES

PROOF = "c2sp.org/tlog-proof@v1"
WIDTH = 256
PATH_MAX = 63
TILE = re.compile(r"(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")


def _hashes(lines: Sequence[str]) -> list[bytes]:
    hashes = [decoded(line) for line in lines]
    if len(hashes) > PATH_MAX or any(len(each) != HASH_BYTES for each in hashes):
        raise NoteInvalid("not the hashes of a proof")
    return hashes


@dataclass(frozen=True, slots=True)
class InclusionText:
    """That one entry stands in a log, with the checkpoint that says so."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str

    def __str__(self) -> str:
        path = "".join(f"{encoded(step)}\n" for step in self.path)
        return f"{PROOF}\nindex {self.index}\n{path}\n{self.checkpoint}"

    @classmethod
    def parse(cls, content: str) -> Self:
        """Read a proof; its extra data is passed over. Raises NoteInvalid."""
        head, found, checkpoint = content.partition("\n\n")
        first, *lines = head.split("\n")
        if lines and lines[0].startswith("extra "):
            decoded(lines.pop(0).removeprefix("extra "))
        if first != PROOF or not found or not lines or not lines[0].startswith("index "):
            raise NoteInvalid("not a proof of inclusion")
        return cls(number(lines[0][6:]), tuple(_hashes(lines[1:])), checkpoint)


@dataclass(frozen=True, slots=True)
class GrowthText:
    """A checkpoint put before a witness, with the proof that the log grew from `old`."""

    old: int
    path: tuple[bytes, ...]
    checkpoint: str

    def __str__(self) -> str:
        path = "".join(f"{encoded(step)}\n" for step in self.path)
        return f"old {self.old}\n{path}\n{self.checkpoint}"

    @classmethod
    def parse(cls, content: str) -> Self:
        """Read what a log asks of a witness. Raises NoteInvalid."""
        head, found, checkpoint = content.partition("\n\n")
        first, *lines = head.split("\n")
        if not found or not first.startswith("old "):
            raise NoteInvalid("not a request to a witness")
        return cls(number(first[4:]), tuple(_hashes(lines)), checkpoint)


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of hashes, or of entries where the level is -1. `width` is 256 for a full one."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        digits = f"{self.index:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = re.findall(r"\d{3}", digits)
        place = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{'entries' if self.level < 0 else self.level}/{place}{partial}"

    @classmethod
    def parse(cls, path: str) -> Self:
        """Read the part of an address after `tile/`. Raises NoteInvalid."""
        match = TILE.fullmatch(path)
        if match is None:
            raise NoteInvalid("not a tile")
        level = -1 if match[1] == "entries" else int(match[1])
        tile = cls(level, int(re.sub(r"\D", "", match[2])), int(match[3] or WIDTH))
        if tile.path != f"tile/{path}" or tile.width > WIDTH:
            raise NoteInvalid("not the one spelling of a tile")
        return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield all tiles of hashes of a log, full and partial."""
    level = 0
    while size:
        yield from (Tile(level, index) for index in range(size // WIDTH))
        if size % WIDTH:
            yield Tile(level, size // WIDTH, size % WIDTH)
        size, level = size // WIDTH, level + 1


def entry_bundle(entries: Sequence[bytes]) -> bytes:
    """Return entries one after the other, each with its length in 16 bits before it."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def entries_of(bundle: bytes) -> list[bytes]:
    """Return the entries of a bundle. Raises NoteInvalid when it ends within one."""
    entries, place = [], 0
    while place < len(bundle):
        start = place + 2
        place = start + int.from_bytes(bundle[place:start])
        entries.append(bundle[start:place])
    if place != len(bundle):
        raise NoteInvalid("a bundle ends within an entry")
    return entries
