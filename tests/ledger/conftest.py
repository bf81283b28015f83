"""The ledgers under test: one in memory, one in PostgreSQL, both bound to one contract."""

import pytest

from domain.events import EVENTS
from tests.ledger.facts import FACTS, memory_ledger, postgres_ledger
from tests.store import fresh_store


@pytest.fixture(autouse=True)
def known_facts(monkeypatch):
    for name, fact in FACTS.items():
        monkeypatch.setitem(EVENTS, name, fact)


@pytest.fixture
def store(admin_url):
    with fresh_store(admin_url) as store:
        yield store


@pytest.fixture
def postgres(store):
    """Return the ledger of the app in PostgreSQL."""
    with postgres_ledger(store.app) as ledger:
        yield ledger


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.store)])
def ledger(request):
    """Return a ledger: every promise holds for both."""
    if request.param == "memory":
        return memory_ledger()
    return request.getfixturevalue("postgres")
