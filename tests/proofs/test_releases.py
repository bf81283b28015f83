"""What goes along in a bundle, the bundle of an audit's sample, and what is known of copies."""

import json
from hashlib import sha256
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from adapters.bundle.attachments import Attachments
from adapters.bundle.bundles import NothingToBundle
from adapters.evidence.directory import DirectoryStore
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.database import Schemas
from adapters.postgres.evidence import EvidenceStore
from adapters.privacy import Privacy
from adapters.web.application import create_api
from adapters.web.parts import Parts
from domain.audit_engagement.events import EngagementOpened, SampleDrawn
from domain.desk.events import BundleReleased
from domain.household.events.assets import EvidenceAttached
from domain.household.events.money import CashTransferred
from services.evidence import Kept
from tests.database import fresh_database
from tests.golden.examples import full
from tests.proofs.bags import Held, content_of, unpacked
from tests.proofs.inspector import run
from tests.proofs.test_web import anchoring_of
from tests.web.office import (
    ADDRESS,
    HERE,
    KENANGA,
    MELATI,
    PASSWORD,
    PROGRAMME,
    person,
    user_of,
)
from tests.web.opening import open_office

pytestmark = pytest.mark.store
PHOTO, UNCITED = b"\xff\xd8 contoh foto", b"\xff\xd8 foto lain"
ENGAGEMENT, REQUEST = uuid4(), uuid4()


@pytest.fixture(scope="module")
def office(admin_url):
    with fresh_database(admin_url) as url, open_office(url) as opened:
        yield opened


@pytest.fixture(scope="module")
def bundles(office, tmp_path_factory):
    schemas, reading = Schemas(PROGRAMME.code), office.reading.connection
    files = DirectoryStore(office.files)
    for household, content in ((MELATI, PHOTO), (MELATI, UNCITED), (KENANGA, PHOTO)):
        files.put(household, sha256(content).hexdigest(), Kept(content, None))
    cited = {"sha256": sha256(PHOTO).hexdigest()}
    told = {"by": user_of("mentor"), "role": "mentor"}
    office.tell(MELATI, full(EvidenceAttached).model_copy(update=cited), **told)
    anchors = AnchorStore(reading, schemas)
    anchoring = anchoring_of(anchors, office, tmp_path_factory.mktemp("home"))
    evidence = EvidenceStore(reading, schemas)
    return Held(anchoring, evidence, office.ledger.recorder, Attachments(files, reading))


def files_of(bundle):
    return unpacked(content_of(bundle))


def verdict(bundle, bundles, tmp_path):
    path, policy = tmp_path / "b.zip", tmp_path / "policy"
    path.write_bytes(content_of(bundle))
    policy.write_text(bundles.anchoring.policy_text())
    return run(path, policy)


def test_evidence_that_a_history_cites_goes_along_and_no_other(bundles, tmp_path):
    melati, kenanga = bundles.household(MELATI), bundles.household(KENANGA)

    files = files_of(melati)
    assert files[f"data/bukti/{sha256(PHOTO).hexdigest()}"] == PHOTO
    assert UNCITED not in files.values()
    assert PHOTO not in files_of(kenanga).values()
    for made in (melati, kenanga):
        told = verdict(made, bundles, tmp_path)
        assert told.returncode == 0, told.stderr


def test_what_the_rules_ask_goes_along_with_the_positions(bundles):
    told = json.loads(files_of(bundles.household(MELATI))["data/temuan.json"])

    assert told["as_of"] >= 0
    assert {each["household_id"] for each in told["questions"]} <= {str(MELATI)}
    for each in told["questions"]:
        assert each["rule"]
        assert all(0 <= position <= told["as_of"] for position in each["positions"])


def test_the_sample_of_an_audit_is_one_bundle_with_the_audit_itself(office, bundles, tmp_path):
    auditor = {"by": user_of("auditor"), "role": "auditor"}
    transfer = full(CashTransferred)
    office.tell(KENANGA, transfer, **auditor)
    drawn = {"chosen": (MELATI, transfer.transfer_id), "request_id": REQUEST}
    opened = full(EngagementOpened)
    office.tell(ENGAGEMENT, opened, full(SampleDrawn).model_copy(update=drawn), **auditor)
    empty = uuid4()
    office.tell(empty, opened, **auditor)

    made = bundles.sample(ENGAGEMENT)

    assert set(made.households) == {MELATI, KENANGA}
    told = verdict(made, bundles, tmp_path)
    assert told.returncode == 0, told.stderr
    assert "2 keluarga" in told.stdout
    assert ENGAGEMENT.bytes in files_of(made)["data/entries.tlog"]
    for unknown in (empty, uuid4(), MELATI):
        with pytest.raises(NothingToBundle):
            bundles.sample(unknown)


def test_a_bundle_of_the_page_is_on_record_and_an_erasure_knows_of_it(office, bundles, tmp_path):
    parts = Parts(
        programme=PROGRAMME,
        casework=office.casework,
        access=office.access,
        reading=office.reading.connection,
        root=lambda _: "",
        bundles=bundles,
    )
    visitor = TestClient(create_api(parts), base_url=ADDRESS)
    token, _ = office.access.sign_in("auditor", PASSWORD)
    page = f"/rt/{MELATI}/bundel.zip"
    assert visitor.get(page, follow_redirects=False).status_code in {303, 401}
    assert office.desk_events(user_of("auditor"), BundleReleased) == []

    answer = visitor.get(page, headers={"authorization": f"Bearer {token}"})

    [noted] = office.desk_events(user_of("auditor"), BundleReleased)
    assert noted.file_sha256 == sha256(answer.content).hexdigest()
    assert (noted.kind, noted.household_ids) == ("household", (MELATI,))
    privacy = Privacy(office.casework, office.reading.connection, tmp_path)
    copies = privacy.erasing.releases
    assert len(copies(person(MELATI, "head"), (MELATI,))) == 1
    assert copies(person(KENANGA, "head"), (KENANGA,)) == ()


def test_a_village_bundle_names_everybody_in_it(bundles):
    made = bundles.village(HERE, ["narrative"])

    assert made.release.village_code == HERE
    assert made.release.groups == ("narrative",)
    assert MELATI in made.release.household_ids
