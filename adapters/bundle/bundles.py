"""Makes bundles: the histories of some households up to their sealed ends, with all proofs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from uuid import UUID

from adapters.anchors.anchoring import Anchoring
from adapters.bundle.attachments import Attachments
from adapters.bundle.bag import write_bag
from adapters.bundle.card import card_of
from adapters.bundle.openings import openings
from adapters.bundle.proofs import proofs
from adapters.postgres.anchors import Kept
from adapters.postgres.evidence import EvidenceStore, StoredEvent
from adapters.postgres.recorder import LedgerRecorder
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.state import AuditEngagement
from domain.desk.commands import NoteRelease
from domain.history import RecordedEvent, case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.log_seals.aggregate import LogSeals
from services.entries import LedgerRow

HERE = Path(__file__).parent
PROOF = HERE.parent / "web/static/proof.js"
# More than that does not stay in memory while it is made: a village may have many photos.
IN_MEMORY = 8 << 20
# What a browser needs, by the names that it knows.
NEEDED = {
    "checkpoint": "checkpoint",
    "policy": "policy",
    "entries": "entries.tlog",
    "tree": "tree.nodes",
    "heads": "heads.nodes",
    "proof": "bukti.json",
}


class NothingToBundle(LookupError):
    """There is no such household or sample, or nobody ever was of that village."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose histories, under which name; `about` is what a note of the release says of them."""

    name: str
    streams: Sequence[UUID]
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle, and what to put on record when it leaves the house.

    `file` has no name, and is gone when it is closed: that is up to who asked for the bundle.
    """

    name: str
    file: IO[bytes]
    size: int
    release: NoteRelease

    @property
    def last(self) -> int:
        """Return the position up to which it is complete."""
        return self.release.upto

    @property
    def households(self) -> tuple[UUID, ...]:
        return self.release.household_ids


@dataclass(frozen=True)
class Bundles:
    """`attachments` finds what is not in the log itself."""

    anchoring: Anchoring
    store: EvidenceStore
    recorder: LedgerRecorder
    attachments: Attachments | None = None

    def household(self, household_id: UUID, groups: Collection[str] = ()) -> Bundle:
        """Return the bundle of one household, with these groups of sealed fields opened."""
        kept, seals = self._sealed()
        about = {"kind": "household"}
        wanted = Wanted(f"jejak-{case_number(household_id)}", [household_id], about)
        return self._make(wanted, kept, seals, groups)

    def village(self, code: str, groups: Collection[str] = ()) -> Bundle:
        """Return the bundle of every household that ever was of a village."""
        kept, seals = self._sealed()
        streams = self.store.households_of(code, seals.size)
        wanted = Wanted(f"jejak-desa-{code}", streams, {"kind": "village", "village_code": code})
        return self._make(wanted, kept, seals, groups)

    def sample(self, engagement_id: UUID, groups: Collection[str] = ()) -> Bundle:
        """Return the bundle of every household of an audit's samples, and of the audit itself."""
        audit = self.anchoring.casework.load(AUDIT_ENGAGEMENT, engagement_id).state
        state: AuditEngagement = audit
        chosen = {each for sample in state.samples.values() for each in sample.chosen}
        if not chosen:
            raise NothingToBundle("no sample was drawn")
        kept, seals = self._sealed()
        streams = [*self.store.sampled(sorted(chosen), seals.size), engagement_id]
        about = {"kind": "sample", "engagement_id": engagement_id}
        return self._make(
            Wanted(f"jejak-sampel-{engagement_id}", streams, about), kept, seals, groups
        )

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
        files = proofs(self.anchoring, self.store, events, kept, seals)
        return {name: files[f"data/{file}"] for name, file in NEEDED.items()}, kept.made_at

    def _sealed(self) -> tuple[Kept, LogSeals]:
        """Return a checkpoint of now, as far as can be with what witnesses and authority say."""
        kept = self.anchoring.anchor()
        if kept is None:
            raise NothingToBundle("the log is empty")
        return kept, self.anchoring.keeper.seals()

    def _make(
        self, wanted: Wanted, kept: Kept, seals: LogSeals, groups: Collection[str]
    ) -> Bundle:
        events = self.store.histories(wanted.streams, seals.size)
        if not events:
            raise NothingToBundle(wanted.name)
        states = self._states(events)
        parts = self.recorder.select_sealed(wanted.streams)
        keyring = self.anchoring.casework.ledger.keyring
        lines = openings(events, parts, keyring, groups)
        payload = chain(
            proofs(self.anchoring, self.store, events, kept, seals).items(),
            [("data/openings.ndjson", "".join(f"{line}\n" for line in lines).encode())],
            ((f"data/kartu/{key.hex}.json", card_of(states[key]).encode()) for key in states),
            self._attached(events, states, seals.size - 1),
        )
        info = {
            "Source-Organization": self.anchoring.casework.programme.title.id,
            "External-Identifier": wanted.name,
            "Bagging-Date": kept.made_at.date().isoformat(),
            "Jejak-Checkpoint": str(kept.size),
            "Jejak-Position": str(seals.size - 1),
        }
        # Closed by whoever asked for the bundle.
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        try:
            write_bag(file, wanted.name, payload, _shipped(), info, self.anchoring.keys.load())
        except BaseException:
            file.close()
            raise
        size = file.tell()
        file.seek(0)
        release = NoteRelease(
            file_sha256=file_digest(file, "sha256").hexdigest(),
            household_ids=tuple(states),
            upto=seals.size - 1,
            groups=tuple(groups),
            **wanted.about,
        )
        file.seek(0)
        return Bundle(wanted.name, file, size, release)

    def _attached(
        self, events: Sequence[StoredEvent], states: Mapping[UUID, Household], upto: int
    ) -> Iterator[tuple[str, bytes]]:
        if self.attachments is not None:
            villages = {state.village_code for state in states.values()}
            asked = self.attachments.questions(states, villages, upto)
            yield "data/temuan.json", asked.encode()
            for digest, file in self.attachments.evidence(events):
                yield f"data/bukti/{digest}", file

    def _states(self, events: Sequence[StoredEvent]) -> dict[UUID, Household]:
        """Return how each household stands, by the rules of the program."""
        mapper = self.anchoring.casework.ledger.mapper
        states = {}
        for stream, history in groupby(events, key=attrgetter("stream")):
            lines = [mapper.to_domain_event(_row(event)) for event in history]
            told = cast("list[RecordedEvent]", lines)
            if told[0].event.name.startswith(f"{HOUSEHOLD.kind}."):
                states[stream] = HOUSEHOLD.replay(told)
        return states


def _shipped() -> dict[str, bytes]:
    """Return the verifiers that come along: one for Python, and one page for a browser."""
    page, proof = (HERE / "periksa.html").read_bytes(), PROOF.read_bytes()
    return {
        "verify.py": (HERE / "verify.py").read_bytes(),
        "periksa.html": page.replace(b"/*PROOF*/", proof),
    }


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
