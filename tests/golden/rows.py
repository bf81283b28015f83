"""A golden row: an event as the log stores it for ever, and what it must always read as."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import NAMESPACE_OID, UUID, uuid5

from pydantic_core import from_json

from adapters.codec import StoredOrigin, event_from, metadata_of, payload_of
from domain.events import EVENTS, Event
from domain.history import Origin
from domain.sealed_log import EPOCH, leaf_entry, leaf_hash, microseconds
from tests.golden.examples import bare, full, origin

FOLDER = Path(__file__).parent
RECORDED_AT = datetime(2026, 3, 2, 1, 31, tzinfo=UTC)


class Changed(AssertionError):
    """Something that is stored for ever would be read or written otherwise than it was."""


@dataclass(frozen=True)
class GoldenRow:
    """One line of a file: texts are the stored bytes as UTF-8, `entry` and `leaf` are hex.

    `reads_as` holds every clear field, also those that are not stored because they are as the
    class has them when nothing is said: so a changed default is a changed history.
    """

    name: str
    stream: str
    version: int
    previous: str
    recorded_at: int
    metadata: str
    payload: str
    entry: str
    leaf: str
    reads_as: dict[str, Any]

    @classmethod
    def of(cls, event: Event, said: Origin, version: int, previous: "GoldenRow | None") -> Self:
        """Return the row that an event is stored as, after another one of its stream."""
        stream = uuid5(NAMESPACE_OID, event.name)
        recorded_at = microseconds(RECORDED_AT) + version
        metadata = metadata_of(uuid5(stream, str(version)), said)
        payload = payload_of(event)
        before = bytes.fromhex(previous.leaf) if previous else None
        entry = leaf_entry(stream, version, event.name, before, recorded_at, metadata, payload)
        return cls(
            name=event.name,
            stream=str(stream),
            version=version,
            previous=previous.leaf if previous else "",
            recorded_at=recorded_at,
            metadata=metadata.decode(),
            payload=payload.decode(),
            entry=entry.hex(),
            leaf=leaf_hash(entry).hex(),
            reads_as=reading(event),
        )

    def line(self) -> str:
        """Return the row as it stands in its file."""
        return json.dumps(asdict(self), ensure_ascii=False) + "\n"

    def check(self) -> None:
        """Raise Changed unless the row is read, written and sealed today as on its first day."""
        event = event_from(self.name, self.payload.encode())
        self._expect("is read as", text(self.reads_as), text(reading(event)))
        if event.name == self.name:  # an older version is read in the words of the newer one
            self._expect("is stored as", self.payload, payload_of(event).decode())
        said = StoredOrigin.of(self.metadata.encode())
        event_id = UUID(from_json(self.metadata)["event_id"])
        self._expect("is said by", self.metadata, metadata_of(event_id, said).decode())
        self._expect("is sealed as", self.entry, self._entry().hex())
        self._expect("has the leaf", self.leaf, leaf_hash(self._entry()).hex())

    def _entry(self) -> bytes:
        return leaf_entry(
            UUID(self.stream),
            self.version,
            self.name,
            bytes.fromhex(self.previous) or None,
            microseconds(EPOCH + timedelta(microseconds=self.recorded_at)),
            self.metadata.encode(),
            self.payload.encode(),
        )

    def _expect(self, what: str, golden: str, today: str) -> None:
        if golden != today:
            raise Changed(
                f"{self.name} (row {self.version}) {what}\n  {today}\nand was\n  {golden}\n"
                "What is stored is for ever: give the changed event the next version number."
            )


def reading(event: Event) -> dict[str, Any]:
    """Return the name and every clear field of an event as JSON types."""
    clear: dict[str, Any] = event.model_dump(mode="json", exclude=set(event.personal))
    return {"name": event.name, "fields": clear}


def text(content: dict[str, Any]) -> str:
    """Return content as one text, in which true is not 1."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def golden_rows(folder: Path = FOLDER) -> list[GoldenRow]:
    """Return every row that was ever put down."""
    files = sorted(folder.glob("*.jsonl"))
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    return [GoldenRow(**json.loads(line)) for line in lines]


def our_events() -> set[str]:
    """Return the names of all events of the domain; other tests may know more of their own."""
    return {name for name, its in EVENTS.items() if its.__module__.startswith("domain.")}


def missing_rows(folder: Path = FOLDER) -> Iterator[GoldenRow]:
    """Yield the two rows, bare and full, of each event that has none yet."""
    known = {row.name for row in golden_rows(folder)}
    for name in sorted(our_events() - known):
        event_class = EVENTS[name]
        first = GoldenRow.of(bare(event_class), origin(event_class, whole=False), 1, None)
        yield first
        yield GoldenRow.of(full(event_class), origin(event_class, whole=True), 2, first)
