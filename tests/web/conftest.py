"""One office per file of tests; each test works with visits and sessions of its own."""

import pytest

from tests.database import fresh_database
from tests.web.opening import open_office


@pytest.fixture(scope="module")
def office(admin_url):
    with fresh_database(admin_url) as url, open_office(url) as opened:
        yield opened
