"""The office behind a real server, and a real browser in front of it."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.database import fresh_database
from tests.serving import serving
from tests.web.office import PASSWORD
from tests.web.opening import open_office

SCREENS = Path(__file__).parents[2] / "build" / "screens"
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


@pytest.fixture
def visit_site(chromium, site):
    """Return a function that opens a window and signs a user in; a broken page fails the test."""
    contexts, complaints = [], []

    def opened(login, size=DESK, tolerates=(422,), **options):
        context = chromium.new_context(viewport=size, base_url=site, **options)
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(10_000)
        window.on("pageerror", lambda error: complaints.append(str(error)))
        window.on(
            "console", lambda said: is_fault(said, tolerates) and complaints.append(said.text)
        )
        window.goto("/masuk")
        window.get_by_label("Nama pengguna").fill(login)
        window.get_by_label("Kata sandi").fill(PASSWORD)
        window.get_by_role("button", name="Masuk").click()
        window.wait_for_url("**/")
        return window

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def is_fault(said, tolerates):
    """Say whether a line of the console is a fault of ours; an answer that was meant is none."""
    return said.type == "error" and not any(str(status) in said.text for status in tolerates)


@pytest.fixture
def picture():
    """Return a function that keeps a picture of a page for people to look at."""

    def taken(window, name):
        SCREENS.mkdir(parents=True, exist_ok=True)
        width = window.viewport_size["width"]
        window.screenshot(path=SCREENS / f"{name}-{width}.png")

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
