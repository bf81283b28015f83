"""Lists that were brought and wait for somebody's yes: sealed on disk, gone once taken in.

A list names people, so that no byte of it lies there in clear; what lies there is bound to the
name under which it lies.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from adapters.keyring import FileSeal

KEPT_FOR = timedelta(days=14)
PRIVATE = 0o600
LIST, BRIDGE, SAID, REPORT, PROGRESS = "list", "bridge", "said", "report", "progress.json"


class Incoming:
    """One folder per list under a random id; a second process sees what the first one keeps."""

    def __init__(self, folder: Path, seal: FileSeal) -> None:
        self._folder, self._seal = folder, seal

    def keep(self, list_id: UUID, part: str, content: bytes) -> None:
        """Keep a part of a list, sealed, whole or not at all."""
        self._write(list_id, part, self._seal.seal(f"{list_id}/{part}", content))

    def part(self, list_id: UUID, part: str) -> bytes | None:
        """Return a part that was kept, if it still is."""
        place = self._place(list_id, part)
        if not place.exists():
            return None
        return self._seal.open(f"{list_id}/{part}", place.read_bytes())

    def drop(self, list_id: UUID, *parts: str) -> None:
        """Forget parts of a list; without any, all of it."""
        if not parts:
            shutil.rmtree(self._folder / str(list_id), ignore_errors=True)
        for part in parts:
            self._place(list_id, part).unlink(missing_ok=True)

    def say(self, list_id: UUID, **progress: Any) -> None:
        """Note how far it is. Counts only: it may be read by whoever may read the folder."""
        self._write(list_id, PROGRESS, json.dumps(progress).encode())

    def progress(self, list_id: UUID) -> dict[str, Any]:
        place = self._place(list_id, PROGRESS)
        found: dict[str, Any] = json.loads(place.read_bytes()) if place.exists() else {}
        return found

    def ids(self, now: datetime) -> list[UUID]:
        """Return the lists that wait, after forgetting those that waited for too long."""
        found = []
        for place in sorted(self._folder.glob("*-*-*-*-*")):
            if now.timestamp() - place.stat().st_mtime > KEPT_FOR.total_seconds():
                shutil.rmtree(place, ignore_errors=True)
            else:
                found.append(UUID(place.name))
        return found

    @contextmanager
    def alone(self, list_id: UUID) -> Iterator[bool]:
        """Say whether nobody else is at work on the list; the end of a process frees it."""
        place = self._place(list_id, "lock")
        with place.open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def is_busy(self, list_id: UUID) -> bool:
        """Say whether somebody is at work on the list now."""
        with self.alone(list_id) as is_free:
            return not is_free

    def _place(self, list_id: UUID, part: str) -> Path:
        return self._folder / str(list_id) / part

    def _write(self, list_id: UUID, part: str, content: bytes) -> None:
        place = self._place(list_id, part)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = place.with_name(f".{part}")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file:  # noqa: PTH123 (with the rights of the file)
            file.write(content)
        beside.replace(place)
