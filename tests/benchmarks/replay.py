"""Replaying one household of 100 events to its state, against the same rows and json.loads.

Both read the same columns of the same rows. The raw side uses psycopg as it comes, the way a
program without a domain would: SELECT, and json.loads of payload and metadata.
"""

import gc
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg

from adapters.codec import EventCodec
from adapters.keyring import HmacIndex, KeyFile, WrappedKeyring
from adapters.postgres.recorder import LedgerRecorder
from domain.history import Origin, RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.accompaniment import GroupSessionAttended, VisitRecorded
from domain.household.events.livelihood import EnterpriseReported, SavingsRecorded
from services.entries import Append
from services.ledger import Ledger
from tests.benchmarks.figures import figure, ratio
from tests.store import PROGRAMME, fresh_store

BAR = 1.2
EVENTS, HOUSEHOLDS = 100, 20
RAW = (
    "SELECT stream, version, name, payload, position, event_id, metadata, recorded_at"
    f" FROM {PROGRAMME}.event WHERE stream = %s ORDER BY version"
)


def measure(admin_url):
    with fresh_store(admin_url) as store:
        keys = KeyFile(b"k" * 32, b"i" * 32)
        recorder = LedgerRecorder(store.app, PROGRAMME)
        keyring = WrappedKeyring(keys, recorder.wrapped_key)
        ledger = Ledger(EventCodec(keyring), recorder, keyring)
        streams = [_household(ledger, HmacIndex(keys)) for _ in range(HOUSEHOLDS)]
        gc.collect()
        gc.freeze()
        with psycopg.connect(store.app, autocommit=True) as connection:
            times = ratio(lambda: _ours(ledger, streams), lambda: _raw(connection, streams))
        recorder.close()
    name = "replay of one household of 100 events to state, against raw SELECT + json.loads"
    return [figure(name, times, "x", BAR)]


def _ours(ledger, streams):
    for stream in streams:
        HOUSEHOLD.replay(ledger.history(stream))


def _raw(connection, streams):
    for stream in streams:
        for row in connection.execute(RAW, [stream], prepare=True).fetchall():
            json.loads(row[3])
            json.loads(row[6])


def _household(ledger, index):
    """Put a hundred facts on record in the mix of a household's two years."""
    stream, person, mentor = uuid4(), uuid4(), uuid4()
    begun = datetime(2026, 1, 5, 3, tzinfo=UTC)
    lines = [
        RecordedEvent(
            stream,
            number + 1,
            _fact(number, person),
            uuid4(),
            Origin(
                command_id=uuid4(),
                correlation_id=str(uuid4()),
                actor_id=mentor,
                role="mentor",
                assignment_id=mentor,
                channel="phone",
                occurred_at=begun + timedelta(days=number),
                rules="0" * 32,
            ),
        )
        for number in range(EVENTS)
    ]
    ledger.append(Append(uuid4(), index.digest(stream.bytes), lines))
    return stream


def _fact(number, person):
    match number % 5:
        case 0:
            return GroupSessionAttended(
                session_id=uuid4(),
                group_id=UUID(int=7),
                kind="finance",
                pillar="livelihood",
                person_ids=(person,),
                minutes=90,
            )
        case 1:
            return SavingsRecorded(
                savings_id=uuid4(),
                account_id=UUID(int=8),
                kind="deposit",
                amount_rupiah=50_000,
                balance_rupiah=50_000 * number,
            )
        case 2:
            return EnterpriseReported(
                report_id=uuid4(),
                livelihood_id=UUID(int=9),
                month_on=datetime(2026, 1, 1, tzinfo=UTC).date(),
                income_rupiah=250_000,
                alive=True,
            )
        case _:
            return VisitRecorded(
                visit_id=uuid4(),
                respondent_id=person,
                topics=("livelihood", "social_protection"),
                minutes=45,
                accuracy_m=12,
                distance_m=30,
                note=f"Contoh catatan {number}",
            )
