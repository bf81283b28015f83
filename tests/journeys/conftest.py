"""The office behind a real server, and a real browser in front of it."""

from collections import defaultdict
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.conftest import PATIENCE_MS
from tests.database import fresh_database
from tests.serving import serving
from tests.web.office import PASSWORD
from tests.web.opening import open_office

SCREENS = Path(__file__).parents[2] / "build" / "screens"
PICTURE_TRIES = 3
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def office(admin_url):
    with fresh_database(admin_url) as url, open_office(url) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(office):
    """Return the address at which the office answers."""
    with serving(office.api) as address:
        yield address


@pytest.fixture(scope="module")
def contexts(site):  # noqa: ARG001 (the site outlives them)
    """Keep what is like a browser of one's own, by how it was opened, for the next who needs one.

    Opening one costs more than all that most journeys do in it.
    """
    kept = defaultdict(list)
    yield kept
    for context in chain.from_iterable(kept.values()):
        context.close()


@pytest.fixture
def visit_site(chromium, site, office, contexts):
    """Return a function that opens a window for a user, or for nobody who has signed in yet.

    A broken page fails the test.
    """
    given, complaints = [], []

    def opened(login, size=DESK, tolerates=(422,), **options):
        kept = contexts[repr((size, sorted(options.items())))]
        context = kept.pop() if kept else new_context(chromium, site, viewport=size, **options)
        given.append((kept, context))
        if login:
            token, _ = office.access.sign_in(login, PASSWORD)
            context.add_cookies([{"name": "jejak", "value": token, "url": site}])
        window = next(iter(context.pages), None) or context.new_page()
        window.on("pageerror", lambda error: complaints.append(str(error)))
        window.on(
            "console", lambda said: is_fault(said, tolerates) and complaints.append(said.text)
        )
        window.goto("/")
        return window

    yield opened
    for kept, context in given:
        if empty(context, site):
            kept.append(context)
    assert complaints == []


def new_context(chromium, site, **options):
    context = chromium.new_context(base_url=site, **options)
    context.set_default_timeout(PATIENCE_MS)
    return context


def empty(context, site):
    """Leave nothing of a visit behind but one empty window; say whether that could be done."""
    if not context.pages:
        return False
    context.clear_permissions()
    blank = context.new_page()
    everything = {"origin": site, "storageTypes": "all"}
    context.new_cdp_session(blank).send("Storage.clearDataForOrigin", everything)
    context.clear_cookies()
    for window in context.pages:
        if window is not blank:
            window.close()
    return True


def is_fault(said, tolerates):
    """Say whether a line of the console is a fault of ours; an answer that was meant is none."""
    return said.type == "error" and not any(str(status) in said.text for status in tolerates)


@pytest.fixture
def picture():
    """Return a function that keeps a picture of a page for people to look at."""

    def taken(window, name):
        SCREENS.mkdir(parents=True, exist_ok=True)
        width = window.viewport_size["width"]
        for tries_left in reversed(range(PICTURE_TRIES)):
            window.wait_for_load_state("load")
            try:
                window.screenshot(path=SCREENS / f"{name}-{width}.png")
            except PlaywrightError:
                # Chromium takes none while it changes from one page to the next.
                if not tries_left:
                    raise
            else:
                break

    return taken


@contextmanager
def without_script(chromium, site, cookies):
    """Yield a window in which no script runs."""
    context = chromium.new_context(
        viewport=DESK,
        base_url=site,
        java_script_enabled=False,
        storage_state={"cookies": cookies, "origins": []},
    )
    yield context.new_page()
    context.close()
