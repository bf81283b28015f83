"""The two writers that are compared, and the visits they write, ready to be stored."""

from contextlib import contextmanager
from itertools import count
from uuid import uuid4

from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent
from psycopg.conninfo import conninfo_to_dict

from domain.history import RecordedEvent
from services.entries import Entry
from services.ledger import Append, Receipt
from tests.ledger.facts import Noted, origin, postgres_ledger

WRITERS, APPENDS = 8, 250
HOUSEHOLDS = 40
NOTE = (
    "Contoh Melati 17 bercerita bahwa dua ekor kambing sudah beranak, anak bungsu kembali ke"
    " sekolah, dan tabungan kelompok bertambah sejak kunjungan yang lalu."
)


@contextmanager
def ours(store):
    """Yield what prepares the appends of one thread, encoded and sealed."""
    with postgres_ledger(store.app) as ledger:

        def prepare():
            entries = entries_of(ledger)
            some = [next(entries) for _ in range(APPENDS)]
            return iter([lambda entry=entry: append(ledger, entry) for entry in some])

        yield prepare


@contextmanager
def theirs(store):
    application = stock(store)

    def prepare():
        stream, state = uuid4(), b"x" * 740  # as many bytes as ours has in all
        rows = [
            StoredEvent(stream, version, "sample.noted.v1", state)
            for version in range(1, APPENDS + 1)
        ]
        return iter([lambda row=row: application.recorder.insert_events([row]) for row in rows])

    yield prepare
    application.close()


def stock(store, *, creates_table=False):
    """Return the library's own application; many at once fail to create its table."""
    place = conninfo_to_dict(store.admin)
    return Application(
        env={
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_HOST": place["host"],
            "POSTGRES_PORT": place["port"],
            "POSTGRES_USER": place["user"],
            "POSTGRES_PASSWORD": place["password"],
            "POSTGRES_DBNAME": place["dbname"],
            "POSTGRES_POOL_SIZE": str(WRITERS),
            "CREATE_TABLE": "y" if creates_table else "n",
        }
    )


def append(ledger, entry):
    [answer] = ledger.recorder.record([entry])
    assert isinstance(answer, Receipt)


def entries_of(ledger, size=1):
    """Yield visits to some households, in turn, as they go to the store; their keys are there."""
    households = [(uuid4(), uuid4()) for _ in range(HOUSEHOLDS)]
    for stream, person in households:
        ledger.append(_visits(stream, person, 1, 1))
    for first in count(2, size):
        for stream, person in households:
            visits = _visits(stream, person, first, size)
            rows = [ledger.mapper.to_stored_event(visit) for visit in visits.events]
            yield Entry(visits, rows)


def _visits(stream, person, first, size):
    command_id = uuid4()
    said = origin(
        command_id, assignment_id=uuid4(), device_id="hp-17", device_seq=first, app_version="1.0"
    )
    visits = [
        RecordedEvent(stream, version, _visit(person), uuid4(), said)
        for version in range(first, first + size)
    ]
    return Append(command_id, b"d" * 32, visits)


def _visit(person):
    return Noted(person_id=person, topics=("asset", "savings", "school"), rupiah=25_000, note=NOTE)
