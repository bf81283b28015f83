"""The books of two invented villages, told once for all tests that only read them."""

import pytest

from tests.accounts.treasuries import money_lives
from tests.projections.conftest import Office
from tests.projections.families import OTHER_VILLAGE, VILLAGE
from tests.store import fresh_store

VILLAGES = (VILLAGE, OTHER_VILLAGE)


@pytest.fixture(scope="session")
def books(admin_url):
    """Return an office with a log of money, and the log."""
    with fresh_store(admin_url) as store:
        office = Office(store)
        log = office.tell(money_lives(7, VILLAGES))
        office.project(page_size=97)
        yield office, log


@pytest.fixture
def office(books):
    return books[0]


@pytest.fixture
def log(books):
    return books[1]
