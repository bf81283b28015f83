"""Remembers outside the database what was erased, so that a restored backup forgets it again.

Its lines hold random ids and names of groups, nothing personal.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure that was carried out."""

    request: UUID
    person: UUID
    groups: tuple[str, ...]


class Journal:
    """A file that only grows, one line per erasure."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, request: UUID, person: UUID, groups: tuple[str, ...]) -> None:
        """Add an erasure, unless it is there; on the disk when this returns."""
        if any(each.request == request for each in self):
            return
        line = json.dumps({"request": str(request), "person": str(person), "groups": groups})
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # A line that a crash cut short is closed, and then left out when the file is read.
            os.write(descriptor, f"\n{line}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def __iter__(self) -> Iterator[Erased]:
        text = self._path.read_text("utf-8") if self._path.exists() else ""
        for line in text.splitlines():
            try:
                said = json.loads(line)
                yield Erased(UUID(said["request"]), UUID(said["person"]), tuple(said["groups"]))
            except (ValueError, KeyError, TypeError):
                continue
