"""A mirror of the whole log in a folder: static tiles and entries (c2sp.org/tlog-tiles).

It holds no personal data, so that an inspectorate may keep all of it. What is there stays; a later
run adds what is new.
"""

from collections.abc import Iterator
from pathlib import Path

from adapters.anchors.anchoring import Anchoring
from adapters.anchors.hash_tiles import HashTiles
from adapters.anchors.texts import WIDTH, Tile, entry_bundle, tiles_of
from adapters.postgres.anchors import Kept
from adapters.postgres.evidence import EvidenceStore

BUNDLES_AT_ONCE = 16


def mirror(anchoring: Anchoring, store: EvidenceStore, folder: Path) -> Kept | None:
    """Write the log up to its latest checkpoint; the checkpoint comes last. None of an empty log.

    A run that was cut off leaves the checkpoint of the run before.
    """
    kept = anchoring.keeper.checkpoint()
    if kept is None:
        return None
    for tile, content in _entries(store, folder, kept.size):
        write_tile(folder, tile, content)
    tiles = HashTiles(kept.size, anchoring.store.hashes)
    for tile in tiles_of(kept.size):
        if not (folder / tile.path).exists():
            write_tile(folder, tile, b"".join(tiles.row(tile.level, tile.index)))
    (folder / "policy").write_text(anchoring.policy_text(), "utf-8")
    (folder / "checkpoint").write_text(anchoring.note(kept), "utf-8")
    return kept


def _entries(store: EvidenceStore, folder: Path, size: int) -> Iterator[tuple[Tile, bytes]]:
    """Yield the bundles of entries that are not there yet."""
    first = 0
    while first + WIDTH <= size and (folder / Tile(-1, first // WIDTH).path).exists():
        first += WIDTH
    while first < size:
        last = min(first + WIDTH * BUNDLES_AT_ONCE, size)
        entries = [event.entry for event in store.between(first, last)]
        for at in range(0, len(entries), WIDTH):
            chunk = entries[at : at + WIDTH]
            yield Tile(-1, (first + at) // WIDTH, len(chunk)), entry_bundle(chunk)
        first = last


def write_tile(folder: Path, tile: Tile, content: bytes) -> None:
    """Put a tile where a mirror has it, whole or not at all."""
    path = folder / tile.path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
