"""The badge of a replay: earned in the reader's browser, never green by default."""

import re
from dataclasses import replace

import psycopg
import pytest
from playwright.sync_api import expect

from adapters.anchors.anchoring import Anchoring
from adapters.bundle.bundles import Bundles
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.database import Schemas
from adapters.postgres.evidence import EvidenceStore
from adapters.web.application import create_api
from domain.household.events.plan import NeedClosed
from tests.database import fresh_database
from tests.serving import serving
from tests.web.office import MELATI, PROGRAMME, user_of
from tests.web.opening import open_office

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def database(admin_url):
    with fresh_database(admin_url) as url:
        yield url


@pytest.fixture(scope="module")
def office(database):
    with open_office(database) as opened:
        yield opened


@pytest.fixture(scope="module")
def bundles(office, tmp_path_factory):
    schemas, reading = Schemas(PROGRAMME.code), office.reading.connection
    home = tmp_path_factory.mktemp("home")
    anchoring = Anchoring(AnchorStore(reading, schemas), office.casework, home)
    anchoring.keys.make(PROGRAMME.code)
    return Bundles(anchoring, EvidenceStore(reading, schemas), office.ledger.recorder)


@pytest.fixture(scope="module")
def site(office, bundles):
    """Return the address of the office with somebody who makes proofs."""
    api = create_api(replace(office.new_api().state.parts, bundles=bundles))
    with serving(api) as address:
        yield address


def badge(window, words):
    window.goto(f"/rt/{MELATI}")
    expect(window.locator(".proof-badge summary")).to_have_text(re.compile(words), timeout=20_000)
    return window.locator(".proof-badge").get_attribute("data-state")


def test_the_badge_is_earned_kept_honest_and_lost(visit_site, office, bundles, database, picture):
    window = visit_site("auditor")
    assert badge(window, "Belum ada titik periksa") == "waiting"

    bundles.anchoring.keeper.seal()
    assert badge(window, "Terverifikasi s.d. titik periksa 20") == "verified"
    picture(window, "badge")

    need = next(line for line in office.ledger.history(MELATI) if hasattr(line.event, "need_id"))
    office.tell(
        MELATI,
        NeedClosed(need_id=need.event.need_id, outcome="served"),
        by=user_of("supervisor"),
        role="supervisor",
    )
    assert badge(window, "Belum dijangkar: 1 peristiwa") == "waiting"

    with psycopg.connect(database, autocommit=True) as superuser:
        superuser.execute("ALTER TABLE ntb.event DISABLE TRIGGER ALL")
        superuser.execute(
            "UPDATE ntb.event SET metadata = metadata || ' '::bytea WHERE position = %s",
            [need.position],
        )
    assert badge(window, "GAGAL: peristiwa") == "failed"
