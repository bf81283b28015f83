"""A programme's log on PostgreSQL, and the projector that follows it."""

from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.codec import EventCodec
from adapters.keyring import KeyFile, WrappedKeyring
from adapters.postgres.projector import Projector
from adapters.postgres.recorder import LedgerRecorder
from projections.catalogue import READ_MODELS
from services.ledger import Append, Ledger
from tests.sample_programme import PROGRAMME as DEFINITION
from tests.store import PROGRAMME, fresh_store

KEYS = KeyFile(kek=b"k" * 32, index=b"i" * 32)
READ, SHADOW = f"{PROGRAMME}_read", f"{PROGRAMME}_shadow"


class Office:
    """Where facts are told and read: the log of one programme and its read models."""

    def __init__(self, store):
        self.store = store
        self.codec = EventCodec(WrappedKeyring(KEYS, lambda _person: None))

    def tell(self, log, size=500):
        """Append recorded events as they are, each at its own moment."""
        recorder = LedgerRecorder(self.store.owner, PROGRAMME)
        try:
            keyring = WrappedKeyring(KEYS, recorder.wrapped_key)
            ledger = Ledger(EventCodec(keyring), recorder, keyring)
            for start in range(0, len(log), size):
                part = log[start : start + size]
                appends = [Append(uuid4(), b"d" * 32, [one]) for one in part]
                receipts = ledger.append_all(appends, [one.recorded_at for one in part])
                for one, receipt in zip(part, receipts, strict=True):
                    one.position, one.recorded_at = receipt.first_position, receipt.recorded_at
        finally:
            recorder.close()
        return log

    def projector(self, read_models=READ_MODELS, **more):
        more = {"definition": DEFINITION, **more}
        return Projector(self.store.app, PROGRAMME, self.codec, read_models, **more)

    def project(self, **more):
        return self.projector(**more).catch_up()

    @contextmanager
    def reading(self):
        """Yield a connection that sees the read models first, then the log."""
        with self.projector().connect() as connection:
            yield connection

    def tables(self, schema=READ):
        """Return the tables of the read models, all rows of each as ordered text."""
        found = {}
        with psycopg.connect(self.store.app, autocommit=True) as connection:
            names = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]
            ).fetchall()
            for (name,) in names:
                if name != "tracking":
                    rows = SQL("SELECT t::text FROM {} AS t ORDER BY 1")
                    found[name] = [
                        text
                        for (text,) in connection.execute(rows.format(Identifier(schema, name)))
                    ]
        return found


@pytest.fixture
def store(admin_url):
    with fresh_store(admin_url) as store:
        yield store


@pytest.fixture
def office(store):
    return Office(store)
