"""A log with two families in PostgreSQL, and everything that is needed to anchor it."""

import pytest

from adapters.anchors.anchoring import Anchoring
from adapters.postgres.anchors import AnchorStore
from tests.ledger.facts import postgres_ledger
from tests.proofs.connecting import connecting
from tests.services.work import OFFICE, Work, two_families
from tests.store import fresh_store


@pytest.fixture
def store(admin_url):
    with fresh_store(admin_url) as store:
        yield store


@pytest.fixture
def work(store):
    with postgres_ledger(store.app) as ledger:
        yield two_families(Work(ledger))


@pytest.fixture
def anchoring(store, work, tmp_path):
    """Return what anchors the log, with a key of its own."""
    anchors = AnchorStore(connecting(store.app), store.schemas)
    anchoring = Anchoring(anchors, work.casework, tmp_path)
    anchoring.keys.make(OFFICE.code)
    return anchoring
