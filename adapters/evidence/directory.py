"""Files in a directory: the bytes once under their SHA-256, and a mark for each household."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from services.evidence import FileDamaged, Kept

PRIVATE = 0o600


class DirectoryStore:
    """Whole or not at all: each file is written beside its place and then moved there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, household_id: UUID, digest: str, kept: Kept) -> None:
        """Keep a file for a household; the mark comes last, so that it never leads nowhere."""
        original = self._bytes(digest)
        if not original.exists():
            _write(original, kept.original)
        if kept.shown is not None and not self._shown(digest).exists():
            _write(self._shown(digest), kept.shown)
        _write(self._mark(household_id, digest), b"")

    def get(self, household_id: UUID, digest: str) -> Kept | None:
        """Return a file that was kept for this household. Raises FileDamaged."""
        if not self._mark(household_id, digest).exists():
            return None
        shown, place = self._shown(digest), self._bytes(digest)
        original = place.read_bytes() if place.exists() else b""
        if sha256(original).hexdigest() != digest:
            raise FileDamaged(digest)
        return Kept(original, shown.read_bytes() if shown.exists() else None)

    def of(self, household_id: UUID) -> list[str]:
        """Return the hashes of all files that were kept for a household."""
        marks = (self.folder / "households" / str(household_id)).glob("[!.]*")
        return sorted(mark.name for mark in marks)

    def _bytes(self, digest: str) -> Path:
        return self.folder / "files" / digest[:2] / digest

    def _shown(self, digest: str) -> Path:
        return self.folder / "shown" / digest[:2] / f"{digest}.jpg"

    def _mark(self, household_id: UUID, digest: str) -> Path:
        return self.folder / "households" / str(household_id) / digest


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _beside(place) as waiting:
        waiting.write_bytes(content)
        waiting.chmod(PRIVATE)
        with waiting.open("rb") as written:
            os.fsync(written.fileno())
        waiting.replace(place)


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    waiting = place.with_name(f".{uuid4().hex}")
    try:
        yield waiting
    finally:
        waiting.unlink(missing_ok=True)
