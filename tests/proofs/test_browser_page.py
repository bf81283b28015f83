"""The page that lies in a bundle: opened from disk in a real browser, without any network."""

import re
from random import Random

import pytest
from playwright.sync_api import expect

from adapters.postgres.evidence import EvidenceStore
from domain.personal import Group
from tests.proofs.bags import Held, content_of, flipped, packed, resealed, unpacked
from tests.proofs.connecting import connecting
from tests.proofs.mutations import without
from tests.scenario import HOUSEHOLD_ID
from tests.services.work import visit

pytestmark = [pytest.mark.browser, pytest.mark.store]
EVERYTHING = tuple(group.value for group in Group)
SECONDS = 20_000


@pytest.fixture
def bundle(store, work, anchoring, tmp_path):
    work.ask(visit(note="Catatan contoh", place="-8.5, 116.1"))
    evidence = EvidenceStore(connecting(store.app), store.schemas)
    (tmp_path / "kebijakan").write_text(anchoring.policy_text())
    made = Held(anchoring, evidence, work.ledger.recorder).household(HOUSEHOLD_ID, EVERYTHING)
    return content_of(made)


@pytest.fixture
def opened(bundle, chromium, tmp_path):
    """Return the page of the bundle in a browser that has no network."""
    (tmp_path / "periksa.html").write_bytes(unpacked(bundle)["periksa.html"])
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "periksa.html").as_uri())
    yield page
    context.close()


def said(page, tmp_path, content):
    """Return what the page says of a bundle."""
    path = tmp_path / "bundel.zip"
    path.write_bytes(content)
    page.reload()
    page.set_input_files("#policy", tmp_path / "kebijakan")
    page.set_input_files("#bundle", path)
    expect(page.locator("#said")).to_have_text(re.compile("OK|GAGAL"), timeout=SECONDS)
    return page.locator("#said").inner_text()


def test_the_page_accepts_a_good_bundle_and_names_what_is_wrong_with_others(
    opened, bundle, anchoring, tmp_path
):
    assert said(opened, tmp_path, bundle).startswith("OK ")

    files, random = unpacked(bundle), Random(1)  # noqa: S311 (a choice of examples)
    signers = anchoring.keys.load()
    changed = {**files, "data/entries.tlog": flipped(files["data/entries.tlog"], random)}
    assert "isinya berubah" in said(opened, tmp_path, packed(changed))
    for place, why in (("first", "yang sebelumnya"), ("last", "bukan isi|terakhir|berlebih")):
        cut = resealed(without(place)(files, random), signers)
        assert re.search(rf"GAGAL.*({why})", said(opened, tmp_path, packed(cut)))
    opening = files["data/openings.ndjson"].replace(b"Catatan contoh", b"Catatan lain  ")
    other = resealed({**files, "data/openings.ndjson": opening}, signers)
    assert "bukan yang disegel" in said(opened, tmp_path, packed(other))
