"""What leads from the raw entries of some histories to a checkpoint, and shows them complete."""

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from adapters.anchors.anchoring import Anchoring
from adapters.anchors.hash_tiles import HashTiles
from adapters.anchors.heads import Heads
from adapters.postgres.anchors import Kept
from adapters.postgres.evidence import EvidenceStore, StoredEvent
from domain.canonical import canonical_json
from domain.log_seals.aggregate import LogSeals
from domain.tree_proofs import shared_proof

README = Path(__file__).parent / "BACA-DULU.txt"


def proofs(
    anchoring: Anchoring,
    store: EvidenceStore,
    events: Sequence[StoredEvent],
    kept: Kept,
    seals: LogSeals,
) -> dict[str, bytes]:
    """Return the files of a bundle that hold the events and what proves them."""
    [heads_event] = store.between(seals.position, seals.position + 1)
    ordered = sorted([*events, heads_event], key=attrgetter("position"))
    tiles = HashTiles(kept.size, anchoring.store.hashes)
    nodes = shared_proof([event.position for event in ordered], kept.size, tiles.subtree)
    heads = Heads(seals.size, anchoring.store.heads(seals.size))
    streams = sorted({event.stream for event in events})
    places = {stream.hex: heads.place(stream) for stream in streams}
    found = {
        "data/BACA-DULU.txt": README.read_bytes(),
        "data/checkpoint": anchoring.note(kept).encode(),
        "data/policy": anchoring.policy_text().encode(),
        "data/entries.tlog": b"".join(map(_entry, ordered)),
        "data/tree.nodes": b"".join(nodes),
        "data/heads.nodes": b"".join(heads.proof(streams)),
        "data/bukti.json": canonical_json({"heads": seals.position, "places": places}).encode(),
    }
    stamp = anchoring.timestamp(kept)
    return found | ({"data/checkpoint.tsr": stamp} if stamp else {})


def _entry(event: StoredEvent) -> bytes:
    entry = event.entry
    return event.position.to_bytes(8) + len(entry).to_bytes(2) + entry
