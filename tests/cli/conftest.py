"""A terminal, a fresh installation, and one with a small simulated programme on record."""

from urllib.parse import urlsplit

import pytest

from tests.cli.terminal import Installation, Terminal
from tests.database import fresh_database


@pytest.fixture(scope="session")
def terminal(tmp_path_factory):
    terminal = Terminal(tmp_path_factory.mktemp("typed"))
    yield terminal
    terminal.close()


@pytest.fixture
def fresh(terminal, tmp_path, empty_database):
    """Return an installation in which nothing has been done yet."""
    return Installation(terminal, tmp_path / "home", empty_database)


@pytest.fixture(scope="session")
def played(terminal, tmp_path_factory, admin_url):
    """Return an installation with one village of five families, for tests that only read it."""
    with fresh_database(admin_url) as url:
        installation = Installation(terminal, tmp_path_factory.mktemp("played"), url)
        installation.types("simulate", "--villages", 1, "--households", 5, "--seed", "17")
        yield installation


@pytest.fixture
def copied(terminal, played, admin_url):
    """Return a copy of it, to be spoilt."""
    template = urlsplit(played.here["JEJAK_DATABASE_URL"]).path.lstrip("/")
    with fresh_database(admin_url, template=template) as url:
        yield Installation(terminal, played.home, url)
