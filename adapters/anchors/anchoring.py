"""Everything about checkpoints of one installation, put together for commands, jobs and pages."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import structlog

from adapters.anchors import timestamps
from adapters.anchors.keeper import Keeper
from adapters.anchors.notes import Note
from adapters.anchors.policy import Policy
from adapters.anchors.signing_keys import SigningKeys
from adapters.anchors.witnesses import Witnesses
from adapters.jobs import Jobs
from adapters.postgres.anchors import COSIGNATURE, TIMESTAMP, AnchorStore, Kept
from services.casework import Casework

log = structlog.get_logger()
EVERY_SECONDS = 30
DAILY = {"hour": 3, "minute": 30}  # local time of the programme
AUTHORITY = "authority"


@dataclass(frozen=True)
class Anchoring:
    """`home` holds the folder of secrets and the policy; `timestamp_url` names the authority."""

    store: AnchorStore
    casework: Casework
    home: Path
    timestamp_url: str | None = None

    @cached_property
    def keys(self) -> SigningKeys:
        return SigningKeys(self.home / "secrets")

    @property
    def policy_path(self) -> Path:
        return self.home / "policy"

    def policy(self) -> Policy:
        """Return whom this installation asks to cosign: the file `policy`, or nobody."""
        return Policy.parse(self.policy_text())

    def policy_text(self) -> str:
        """Return the policy as text; without one it has our own keys and asks for nobody.

        An empty file is none: that is what `jejak policy > policy` has made of it by now.
        """
        if self.policy_path.exists() and (written := self.policy_path.read_text("utf-8")).strip():
            return written
        logs = "".join(f"log {signer.verifier}\n" for signer in self.keys.load())
        return f"{logs}quorum none\n"

    @cached_property
    def keeper(self) -> Keeper:
        return Keeper(self.store, self.casework, self.keys.load)

    @cached_property
    def witnesses(self) -> Witnesses:
        return Witnesses(self.store, self.policy, self.keeper.growth)

    def note(self, kept: Kept) -> str:
        """Return a checkpoint with all cosignatures that are known of it."""
        lines = self.store.testimonies(kept.number, COSIGNATURE).values()
        return kept.note + b"".join(lines).decode()

    def timestamp(self, kept: Kept) -> bytes | None:
        """Return the timestamp of a checkpoint, if there is one."""
        return self.store.testimonies(kept.number, TIMESTAMP).get(AUTHORITY)

    def stamp(self, kept: Kept) -> bool:
        """Ask the authority for a timestamp over the text of a checkpoint, once."""
        if self.timestamp_url is None or self.timestamp(kept) is not None:
            return False
        try:
            answer = timestamps.ask(self.timestamp_url, Note.parse(kept.note).text.encode())
        except timestamps.TimestampRefused as problem:
            log.warning("timestamp_refused", problem=str(problem))
            return False
        self.store.keep_testimony(kept.number, TIMESTAMP, AUTHORITY, answer)
        return True

    def anchor(self) -> Kept | None:
        """Seal the ends of all histories, sign, have it cosigned and timestamped."""
        kept = self.keeper.seal()
        if kept is not None:
            self.witnesses.ask(kept)
            self.stamp(kept)
        return kept

    def add_to(self, jobs: Jobs) -> None:
        """Let the clockwork make checkpoints: soon after an event, and a full one every night."""
        jobs.every("checkpoint", EVERY_SECONDS, self._sign)
        jobs.daily("anchor", DAILY, self._anchor)

    def _sign(self) -> int:
        if not self.keys.exist():
            return 0
        kept = self.keeper.checkpoint()
        return 0 if kept is None else kept.size

    def _anchor(self) -> int:
        if not self.keys.exist():
            return 0
        kept = self.anchor()
        return 0 if kept is None else kept.size
