"""The nightly look at the whole log says aloud when a row was changed."""

import psycopg
import pytest
from structlog.testing import capture_logs

from adapters.postgres.self_check import self_check
from adapters.postgres.verify import verify
from tests.store import PROGRAMME

pytestmark = pytest.mark.store


class Opened:
    """What the check needs of a store."""

    def __init__(self, store):
        self.schemas, self._url = store.schemas, store.reader

    def url(self, _role):
        return self._url


def test_a_whole_log_is_counted_and_a_changed_row_is_an_error(store, work):
    with capture_logs() as lines:
        assert self_check(Opened(store)) == work.size()
    assert lines == []

    with psycopg.connect(store.admin, autocommit=True) as superuser:
        superuser.execute(f'ALTER TABLE "{PROGRAMME}".event DISABLE TRIGGER ALL')
        change = "UPDATE @ledger@.event SET payload = payload || ' '::bytea WHERE position = 4"
        superuser.execute(store.schemas.fill(change).encode())
    with capture_logs() as lines:
        self_check(Opened(store))

    assert [(line["log_level"], line["event"], line["position"]) for line in lines] == [
        ("error", "log_not_whole", 4)
    ]
    assert not verify(store.reader, PROGRAMME).ok
