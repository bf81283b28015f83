"""What every test may ask for: a database of its own, and a browser where there is one."""

import os
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import HOW_TO_GET_IT, find_chromium
from tests.database import fresh_database, running_server
from tests.logs import keep_short

# No sandbox, because CI runs as root; nothing is fetched that a test did not ask for.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

PATIENCE_MS = 60_000  # a window is waited for as long as a busy machine may need

keep_short()
expect.set_options(timeout=PATIENCE_MS)

# Whatever the surroundings say: what Python compiled once, no program of a test compiles again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(scope="session")
def admin_url():
    """Return the superuser's URL on the server of this run; tests leave its own database alone."""
    with running_server() as url:
        yield url


@pytest.fixture
def empty_database(admin_url):
    """Return the superuser's URL of a database that holds nothing yet."""
    with fresh_database(admin_url) as url:
        yield url


@pytest.fixture(scope="session")
def chromium():
    """Return the one browser of a worker."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and find_chromium() is None:
        miss = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        miss(HOW_TO_GET_IT)


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    journeys = sum("browser" in report.keywords for report in skipped)
    if journeys and find_chromium() is None:
        terminalreporter.write_line(f"{journeys} browser journeys were skipped: {HOW_TO_GET_IT}")
