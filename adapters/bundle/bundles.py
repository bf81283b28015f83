"""Makes bundles: the histories of some households up to their sealed ends, with all proofs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import cast
from uuid import UUID

from adapters.anchors.anchoring import Anchoring
from adapters.anchors.hash_tiles import HashTiles
from adapters.anchors.heads import Heads
from adapters.bundle.bag import bag, zipped
from adapters.bundle.card import card_of
from adapters.bundle.openings import openings
from adapters.postgres.anchors import Kept
from adapters.postgres.evidence import EvidenceStore, StoredEvent
from adapters.postgres.recorder import LedgerRecorder
from domain.canonical import canonical_json
from domain.history import RecordedEvent, case_number
from domain.household.aggregate import HOUSEHOLD
from domain.log_seals.aggregate import LogSeals
from domain.tree_proofs import shared_proof
from services.entries import LedgerRow

HERE = Path(__file__).parent
PROOF = HERE.parent / "web/static/proof.js"
# What a browser needs, by the names that it knows.
NEEDED = {
    "checkpoint": "checkpoint",
    "policy": "policy",
    "entries": "entries.tlog",
    "tree": "tree.nodes",
    "heads": "heads.nodes",
    "proof": "bukti.json",
}
README = HERE / "BACA-DULU.txt"


class NothingToBundle(LookupError):
    """There is no such household, or nobody ever was of that village."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as one file. `last` is the position up to which it is complete."""

    name: str
    content: bytes
    last: int
    streams: tuple[UUID, ...]


@dataclass(frozen=True)
class Bundles:
    """`evidence` are the files that events cite by hash, as far as they are here."""

    anchoring: Anchoring
    store: EvidenceStore
    recorder: LedgerRecorder
    evidence: Mapping[str, bytes] = field(default_factory=dict)

    def household(self, household_id: UUID, groups: Collection[str] = ()) -> Bundle:
        """Return the bundle of one household, with these groups of sealed fields opened."""
        kept, seals = self._sealed()
        number = case_number(household_id)
        return self._make(f"jejak-{number}", [household_id], kept, seals, groups)

    def village(self, code: str, groups: Collection[str] = ()) -> Bundle:
        """Return the bundle of every household that ever was of a village."""
        kept, seals = self._sealed()
        streams = self.store.households_of(code, seals.size)
        return self._make(f"jejak-desa-{code}", streams, kept, seals, groups)

    def proof(self, household_id: UUID) -> tuple[dict[str, bytes], datetime]:
        """Return what shows that a history is complete up to the ends that were sealed last.

        Nothing is put on record for it. Raises NothingToBundle where nothing is sealed yet.
        """
        kept, seals = self.anchoring.store.latest(), self.anchoring.keeper.seals()
        if kept is None or not 0 <= seals.position < kept.size:
            raise NothingToBundle("nothing is sealed yet")
        events = self.store.histories([household_id], seals.size)
        if not events:
            raise NothingToBundle("nothing of it is sealed yet")
        files = self._proofs(events, kept, seals)
        return {name: files[f"data/{file}"] for name, file in NEEDED.items()}, kept.made_at

    def _sealed(self) -> tuple[Kept, LogSeals]:
        kept = self.anchoring.keeper.seal()
        if kept is None:
            raise NothingToBundle("the log is empty")
        return kept, self.anchoring.keeper.seals()

    def _make(
        self,
        name: str,
        streams: Sequence[UUID],
        kept: Kept,
        seals: LogSeals,
        groups: Collection[str],
    ) -> Bundle:
        events = self.store.histories(streams, seals.size)
        if not events:
            raise NothingToBundle(name)
        payload = self._proofs(events, kept, seals)
        payload |= self._cards(events)
        parts = self.recorder.select_sealed(streams)
        keyring = self.anchoring.casework.ledger.keyring
        lines = openings(events, parts, keyring, groups)
        payload["data/openings.ndjson"] = "".join(f"{line}\n" for line in lines).encode()
        cited = {code: file for code, file in self.evidence.items() if _is_cited(code, events)}
        payload |= {f"data/bukti/{code}": file for code, file in cited.items()}
        info = {
            "Source-Organization": self.anchoring.casework.programme.title.id,
            "External-Identifier": name,
            "Bagging-Date": kept.made_at.date().isoformat(),
            "Jejak-Checkpoint": str(kept.size),
            "Jejak-Position": str(seals.size - 1),
        }
        files = bag(payload, _shipped(), info, self.anchoring.keys.load())
        return Bundle(name, zipped(name, files), seals.size - 1, tuple(streams))

    def _proofs(
        self, events: Sequence[StoredEvent], kept: Kept, seals: LogSeals
    ) -> dict[str, bytes]:
        """Return the raw entries with what leads from them to the checkpoint."""
        [heads_event] = self.store.between(seals.position, seals.position + 1)
        ordered = sorted([*events, heads_event], key=attrgetter("position"))
        tiles = HashTiles(kept.size, self.anchoring.store.hashes)
        nodes = shared_proof([event.position for event in ordered], kept.size, tiles.subtree)
        heads = Heads(seals.size, self.anchoring.store.heads(seals.size))
        streams = sorted({event.stream for event in events})
        places = {stream.hex: heads.place(stream) for stream in streams}
        found = {
            "data/BACA-DULU.txt": README.read_bytes(),
            "data/checkpoint": self.anchoring.note(kept).encode(),
            "data/policy": self.anchoring.policy_text().encode(),
            "data/entries.tlog": b"".join(map(_entry, ordered)),
            "data/tree.nodes": b"".join(nodes),
            "data/heads.nodes": b"".join(heads.proof(streams)),
            "data/bukti.json": canonical_json(
                {"heads": seals.position, "places": places}
            ).encode(),
        }
        stamp = self.anchoring.timestamp(kept)
        return found | ({"data/checkpoint.tsr": stamp} if stamp else {})

    def _cards(self, events: Sequence[StoredEvent]) -> dict[str, bytes]:
        """Return how each household stands, by the rules of the program."""
        mapper = self.anchoring.casework.ledger.mapper
        cards = {}
        for stream, history in groupby(events, key=attrgetter("stream")):
            lines = [mapper.to_domain_event(_row(event)) for event in history]
            state = HOUSEHOLD.replay(cast("list[RecordedEvent]", lines))
            cards[f"data/kartu/{stream.hex}.json"] = card_of(state).encode()
        return cards


def _shipped() -> dict[str, bytes]:
    """Return the verifiers that come along: one for Python, and one page for a browser."""
    page, proof = (HERE / "periksa.html").read_bytes(), PROOF.read_bytes()
    return {
        "verify.py": (HERE / "verify.py").read_bytes(),
        "periksa.html": page.replace(b"/*PROOF*/", proof),
    }


def _entry(event: StoredEvent) -> bytes:
    entry = event.entry
    return event.position.to_bytes(8) + len(entry).to_bytes(2) + entry


def _row(event: StoredEvent) -> LedgerRow:
    return LedgerRow(
        event.stream,
        event.version,
        event.name,
        event.payload,
        event.position,
        event.event_id,
        event.metadata,
        event.recorded_at,
    )


def _is_cited(code: str, events: Sequence[StoredEvent]) -> bool:
    return any(code.encode() in event.payload for event in events)
