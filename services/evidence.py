"""Files that prove something: who may bring them, who may see them, and where they are kept.

A file is kept under its SHA-256, and under the household for which somebody brought its bytes.
The hash alone is never permission: it stands in the log, where many may read it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.assets import AttachEvidence
from domain.household.state import Household, Status
from domain.rules import Refused
from services.casework import Casework
from services.reading import NoSuchFile, Reading
from services.requests import Request

SIZE_MAX = 8_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file turned out to be. `shown` is a picture made anew of a picture, without extras.

    `fingerprint` is the same for pictures that look alike.
    """

    media: str
    shown: bytes | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was brought, and as it may be shown."""

    original: bytes
    shown: bytes | None


class StorageAway(Exception):
    """The place where files lie does not answer as agreed; nothing was put on record."""


class FileDamaged(Exception):
    """A file that was kept is gone, or is other bytes than its hash says."""


class FileStore(Protocol):
    """Where files lie: a directory, or whatever else keeps bytes under a name.

    Raises StorageAway or FileDamaged, and hands out no byte that has another hash.
    """

    def put(self, household_id: UUID, digest: str, kept: Kept) -> None:
        """Keep a file for a household; the same again changes nothing."""

    def get(self, household_id: UUID, digest: str) -> Kept | None:
        """Return a file that was kept for this household, and None for any other."""

    def of(self, household_id: UUID) -> list[str]:
        """Return the hashes of all files that were kept for a household."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What whoever brought a file needs to cite it."""

    sha256: str
    media: str
    size_bytes: int
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The one door to files. `check` looks at the bytes, and raises Refused (F11)."""

    casework: Casework
    store: FileStore
    check: Callable[[bytes], Checked]

    def bring(self, household_id: UUID, content: bytes, request: Request) -> Brought:
        """Keep a file for a household. Raises NoSuchFile or Refused (S2, F11)."""
        self.casework.authority.check(request.actor, AttachEvidence.name)
        self._check_area(self.casework.load(HOUSEHOLD, household_id).state, request)
        if len(content) > SIZE_MAX:
            raise Refused("F11", "size", megabytes=SIZE_MAX // 1_000_000)
        checked = self.check(content)
        digest = sha256(content).hexdigest()
        self.store.put(household_id, digest, Kept(content, checked.shown))
        return Brought(digest, checked.media, len(content), checked.fingerprint)

    def fetch(self, household_id: UUID, digest: str, request: Request) -> Kept:
        """Return a file that the household's own history cites; that it was seen is on record.

        Raises NoSuchFile for everything else.
        """
        file = Reading(self.casework).open(household_id, request, "timeline")
        if not any(digest in cited_by(line) for line in file.history):
            raise NoSuchFile
        kept = self.store.get(household_id, digest)
        if kept is None:
            raise NoSuchFile
        return kept

    def _check_area(self, household: Household, request: Request) -> None:
        if household.status is Status.UNKNOWN:
            raise NoSuchFile
        authority, actor = self.casework.authority, request.actor
        authority.check_area(actor, {household.village_code})
        is_caseload = self.casework.programme.roles[actor.role].area == "caseload"
        if is_caseload and household.entry.mentor_id != actor.actor_id:
            raise Refused("S2", "area")


def cited_by(line: RecordedEvent) -> Iterator[str]:
    """Yield the hashes of files that a fact cites."""
    for name in type(line.event).model_fields:
        if name.endswith(("sha256", "sha256s")):
            cited: Any = getattr(line.event, name)
            yield from (cited,) if isinstance(cited, str) else cited or ()
