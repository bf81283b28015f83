"""An office on the ledger in memory, and one on PostgreSQL for what only SQL can show."""

import pytest

from tests.ledger.facts import postgres_ledger
from tests.services.work import Work, two_families
from tests.store import fresh_store


@pytest.fixture
def work():
    """Return an office with two families, in memory."""
    return two_families(Work())


@pytest.fixture
def store(admin_url):
    with fresh_store(admin_url) as store:
        yield store


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.store)])
def anywhere(request):
    """Return an office with two families: what holds in memory holds in PostgreSQL."""
    if request.param == "memory":
        yield two_families(Work())
        return
    store = request.getfixturevalue("store")
    with postgres_ledger(store.app) as ledger:
        yield two_families(Work(ledger))
