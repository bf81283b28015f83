"""Makes checkpoints: seals the ends of the histories, looks that the log only grew, and signs."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4, uuid5

from adapters.anchors.hash_tiles import HashTiles
from adapters.anchors.heads import Heads
from adapters.anchors.notes import Checkpoint, Signer
from adapters.anchors.texts import GrowthText, InclusionText
from adapters.postgres.anchors import AnchorStore, Kept
from domain.commands import Command
from domain.context import Actor
from domain.history import NAMESPACE
from domain.log_seals.aggregate import LOG_SEALS, LogSeals
from domain.log_seals.commands import NameSigningKey, SealHeads
from domain.tree_proofs import (
    ProofInvalid,
    check_consistency,
    consistency_proof,
    inclusion_proof,
)
from services.casework import Casework
from services.requests import Request
from services.steps import Step
from services.streams import log_stream

ROLE = "system"


class LogRewritten(Exception):
    """The log is no longer what was signed before. Nothing is signed until somebody looked."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """`signers` reads the keys whenever something has to be signed."""

    store: AnchorStore
    casework: Casework
    signers: Callable[[], list[Signer]]

    def checkpoint(self) -> Kept | None:
        """Sign how the log is now, once; return the latest checkpoint, none of an empty log.

        Raises LogRewritten.
        """
        signers = self.signers()
        self._name_key(signers[-1])
        frontier, latest = self.store.frontier(), self.store.latest()
        if not frontier.size:
            return None
        checkpoint = Checkpoint(signers[-1].name, frontier.size, frontier.root())
        lines = "".join(signer.line(checkpoint.text) for signer in signers)
        note = f"{checkpoint.text}\n{lines}"
        if latest is not None and latest.note == note:
            return latest
        self.store.complete_tiles(checkpoint.size)
        self._check_growth(latest, checkpoint)
        self.store.keep(checkpoint.size, checkpoint.root, note)
        return self.store.latest()

    def seal(self) -> Kept | None:
        """Seal the ends of all histories, then sign: what a bundle needs to be complete."""
        self.seal_heads()
        return self.checkpoint()

    def seal_heads(self) -> None:
        """Put on record how far every history has come, unless nothing has happened since."""
        seals, size = self.seals(), self.store.frontier().size
        stream = log_stream(self.casework.programme.code)
        if not self.store.others_since(seals.size, stream):
            return
        heads = Heads(size, self.store.heads(size))
        self._execute(SealHeads(size=size, streams=len(heads), root=heads.root().hex()))

    def seals(self) -> LogSeals:
        """Return what the log says of itself."""
        stream = log_stream(self.casework.programme.code)
        state: LogSeals = self.casework.load(LOG_SEALS, stream).state
        return state

    def growth(self, old: int, kept: Kept) -> GrowthText:
        """Return what a witness who cosigned `old` leaves has to be shown."""
        tiles = HashTiles(kept.size, self.store.hashes)
        path = consistency_proof(old, kept.size, tiles.subtree)
        return GrowthText(old, tuple(path), kept.note)

    def inclusion(self, position: int, kept: Kept, note: str) -> InclusionText:
        """Return the proof that one event stands in the log of a checkpoint."""
        tiles = HashTiles(kept.size, self.store.hashes)
        path = inclusion_proof(position, kept.size, tiles.subtree)
        return InclusionText(position, tuple(path), note)

    def _check_growth(self, latest: Kept | None, now: Checkpoint) -> None:
        """Refuse to sign what is not the log that was signed before, with more at its end."""
        try:
            tiles = HashTiles(now.size, self.store.hashes)
            if tiles.root() != now.root:
                raise ProofInvalid("the leaves do not give the root that the log keeps")
            if latest is not None:
                path = consistency_proof(latest.size, now.size, tiles.subtree)
                check_consistency(latest.size, now.size, path, latest.root, now.root)
        except ValueError as problem:
            raise LogRewritten(
                f"Catatan tidak lagi sama dengan titik periksa sebelumnya; tidak ada yang "
                f"ditandatangani. Jalankan `jejak verify`. / The log is not what the checkpoint "
                f"before says; nothing was signed. Run `jejak verify`. ({problem})"
            ) from None

    def _name_key(self, signer: Signer) -> None:
        """Put the key that signs on record, where it is new."""
        key = signer.verifier.key.hex()
        named = self.seals().keys
        if not named or named[-1] != (signer.name, key):
            self._execute(NameSigningKey(origin=signer.name, key=key))

    def _execute(self, command: Command) -> None:
        stream = log_stream(self.casework.programme.code)
        actor = Actor(actor_id=uuid5(NAMESPACE, ROLE), role=ROLE)
        request = Request(command_id=uuid4(), actor=actor, channel="clockwork")
        self.casework.execute(Step(LOG_SEALS, stream, command), request)
