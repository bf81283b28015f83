"""Facts that only these tests know, and the ledgers they are recorded in."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from uuid import UUID, uuid4

from adapters.codec import EventCodec
from adapters.keyring import HmacIndex, KeyFile, WrappedKeyring
from adapters.memory import MemoryRecorder
from adapters.postgres.recorder import LedgerRecorder
from domain.events import Event
from domain.history import Origin, RecordedEvent
from domain.personal import Narrative, Place
from services.ledger import Append, Ledger
from tests.store import PROGRAMME

KEYS = KeyFile(kek=b"k" * 32, index=b"i" * 32)
INDEX = HmacIndex(KEYS)
WITA = timezone(timedelta(hours=8))
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=WITA)


class Noted(Event):
    """Something noted about a person. Not registered: other tests ask for all events."""

    name = "sample.noted.v1"
    subject = "person_id"

    person_id: UUID
    topics: tuple[str, ...] = ()
    rupiah: int = 0
    note: Narrative = None
    place: Place = None


class Counted(Event):
    """Something without personal fields."""

    name = "sample.counted.v1"
    subject = None

    count: int = 0


FACTS = {fact.name: fact for fact in (Noted, Counted)}


def origin(command_id, **more):
    known = {
        "correlation_id": "request-1",
        "actor_id": UUID(int=7),
        "role": "mentor",
        "channel": "phone",
        "occurred_at": MOMENT,
        "rules": "sample-1",
    }
    return Origin(command_id=command_id, **known | more)


def fact(stream, version, event=None):
    """Return an event in its envelope."""
    said_by = origin(uuid4())
    return RecordedEvent(stream, version, event or Counted(count=version), uuid4(), said_by)


def append(*facts, command_id=None, digest=b"d" * 32, **more):
    """Return what a command adds to the log."""
    command_id = command_id or uuid4()
    for line in facts:
        line.origin = replace(line.origin, command_id=command_id)
    return Append(command_id, digest, list(facts), **more)


def ledger_on(recorder, keys=KEYS):
    """Return a ledger with a keyring of its own, like another process would have."""
    keyring = WrappedKeyring(keys, recorder.wrapped_key)
    return Ledger(EventCodec(keyring), recorder, keyring)


@contextmanager
def postgres_ledger(url, programme=PROGRAMME):
    recorder = LedgerRecorder(url, programme)
    try:
        yield ledger_on(recorder)
    finally:
        recorder.close()


def memory_ledger():
    return ledger_on(MemoryRecorder())
