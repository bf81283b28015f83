"""How an event becomes the bytes that are stored and hashed, and an event again.

The payload is the event's clear fields as JSON in the order of its class, without defaults and
without personal fields, which are sealed. The metadata is the event's id and origin as JSON with
sorted keys. Names are looked up in our own list, never imported.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, tzinfo
from functools import cache, lru_cache
from typing import Any, Self, cast
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from pydantic_core import from_json, to_json

from adapters.rereading import reader_of
from adapters.sealing import plaintexts_of, seal
from domain.events import EVENTS, Event
from domain.history import Origin, RecordedEvent
from services.entries import LedgerRow, SealedPart
from services.ports import Keyring

# What an old event says in today's words: its name and payload, given those it was stored with.
Upcast = Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]
UPCASTS: dict[str, Upcast] = {}

Parts = tuple[SealedPart, ...]
NewKey = tuple[UUID, bytes] | None

ORIGIN_FIELDS = [field.name for field in fields(Origin)]
PEOPLE = 4_096  # who write the histories of a programme: each id is one object, however often read
ZONES: dict[str, tzinfo | None] = {}  # by how they end a moment's text


def _moment(text: str) -> datetime:
    """Return a moment in a zone that all share: it is smaller, and quicker to compare."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is UTC:
        return moment
    return moment.astimezone(ZONES.setdefault(text[-6:], moment.tzinfo))


READERS: dict[str, Callable[[str], Any]] = {
    "occurred_at": _moment,
    **dict.fromkeys(("actor_id", "assignment_id"), lru_cache(PEOPLE)(UUID)),
    **dict.fromkeys(("causation_id", "command_id"), UUID),
}
BEFORE_ID = sorted(name for name in ORIGIN_FIELDS if name < "event_id")
AFTER_ID = sorted(name for name in ORIGIN_FIELDS if name > "event_id")


class StoredOrigin(Origin):
    """An origin that is read from its bytes when somebody asks for it: most folds never do."""

    __slots__ = ("_stored",)
    _stored: bytes | dict[str, Any]

    @classmethod
    def of(cls, metadata: bytes) -> Self:
        """Return the origin that these bytes are."""
        origin = object.__new__(cls)
        KEEP(origin, metadata)
        return origin

    def __getattr__(self, name: str) -> Any:
        stored = self._stored
        if isinstance(stored, bytes):
            stored = from_json(stored)
            KEEP(self, stored)
        value = stored.get(name)
        if value is not None and (read := READERS.get(name)) is not None:
            value = read(value)
        object.__setattr__(self, name, value)
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin) and all(
            getattr(self, name) == getattr(other, name) for name in ORIGIN_FIELDS
        )

    def __hash__(self) -> int:
        return hash(self.command_id)


# Sets what a frozen class would not let be set, in half the time of object.__setattr__.
KEEP = StoredOrigin.__dict__["_stored"].__set__


class UnknownEvent(LookupError):
    """The log holds an event by a name that this version of Jejak does not know."""


class EventCodec(Mapper[UUID]):
    """The mapper between events and rows."""

    def __init__(self, keyring: Keyring) -> None:
        super().__init__(JSONTranscoder())
        self._keyring = keyring
        self._latest: tuple[Origin | None, bytes, bytes] = (None, b"", b"")

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> LedgerRow:
        """Return an event as its row, sealed."""
        recorded = cast("RecordedEvent", domain_event)
        event, parts, new_key = self._sealed(recorded)
        return LedgerRow(
            recorded.originator_id,
            recorded.originator_version,
            event.name,
            payload_of(event),
            -1,
            recorded.event_id,
            self._metadata(recorded),
            None,
            parts,
            new_key,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> RecordedEvent:
        """Return a row as its event, with personal fields unopened. Raises UnknownEvent."""
        row = cast("LedgerRow", stored_event)
        return RecordedEvent(
            row.originator_id,  # type: ignore[arg-type]
            row.originator_version,
            event_from(row.topic, row.state),
            row.event_id,
            StoredOrigin.of(row.metadata),
            row.id,
            row.recorded_at,
        )

    def _sealed(self, recorded: RecordedEvent) -> tuple[Event, Parts, NewKey]:
        event = recorded.event
        plaintexts = plaintexts_of(event) if event.personal else ()
        if not plaintexts:
            return event, (), None
        person = getattr(event, event.subject or "")
        if person is None:
            raise ValueError(f"{event.name} has personal fields about nobody")
        key, wrapped = self._keyring.key_for(person)
        parts, commitments = seal(
            plaintexts, person, key, recorded.originator_id, recorded.originator_version
        )
        new_key = None if wrapped is None else (person, wrapped)
        return event.model_copy(update={"sealed": commitments}), parts, new_key

    def _metadata(self, recorded: RecordedEvent) -> bytes:
        """Return the metadata. The events of one command share their origin, and so the work."""
        origin, before, after = self._latest
        if origin is not recorded.origin:
            before, after = _around_id(recorded.origin)
            self._latest = recorded.origin, before, after
        return before + str(recorded.event_id).encode() + after


def payload_of(event: Event) -> bytes:
    """Return the clear fields of an event as bytes, always the same for the same facts."""
    return event.__pydantic_serializer__.to_json(
        event, exclude=_personal(type(event)), exclude_defaults=True
    )


@cache
def _personal(event: type[Event]) -> set[str]:
    return set(event.personal)


def metadata_of(event_id: UUID, origin: Origin) -> bytes:
    """Return an event's id and origin as bytes; what is not known is left out."""
    before, after = _around_id(origin)
    return before + str(event_id).encode() + after


def _around_id(origin: Origin) -> tuple[bytes, bytes]:
    """Return what stands before the id and after it, all keys being sorted."""
    before, after = (
        to_json({name: value for name in names if (value := getattr(origin, name)) is not None})
        for names in (BEFORE_ID, AFTER_ID)
    )
    return before[:-1] + b',"event_id":"', b'",' + after[1:]


def event_from(name: str, payload: bytes) -> Event:
    """Return the event that was stored by this name, in today's words."""
    event_class = EVENTS.get(name)
    if event_class is not None:
        return cast("Event", reader_of(event_class).validate_json(payload))
    content = from_json(payload)
    while name in UPCASTS:
        name, content = UPCASTS[name](content)
    if name not in EVENTS:
        raise UnknownEvent(f"no event is named {name}: the log is newer than this program")
    return EVENTS[name].model_validate_json(to_json(content))
