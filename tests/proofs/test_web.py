"""What the web shows of the log to everybody, and of a family's proof to who may read it."""

import base64
import io
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from adapters.anchors.anchoring import Anchoring
from adapters.anchors.notes import Checkpoint, Note
from adapters.bundle.bundles import Bundles
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.database import Schemas
from adapters.postgres.evidence import EvidenceStore
from adapters.web.application import create_api
from adapters.web.parts import Parts
from domain.sealed_log import root_of
from tests.database import fresh_database
from tests.proofs.inspector import run
from tests.web.office import (
    ADDRESS,
    KENANGA,
    MELATI,
    NAMES,
    PASSWORD,
    PROGRAMME,
)
from tests.web.opening import open_office

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def office(admin_url):
    with fresh_database(admin_url) as url, open_office(url) as opened:
        yield opened


def anchoring_of(anchors, office, home):
    """Return what anchors the office's log, with a key of its own."""
    anchoring = Anchoring(anchors, office.casework, home)
    anchoring.keys.make(PROGRAMME.code)
    return anchoring


@pytest.fixture(scope="module")
def bundles(office, tmp_path_factory):
    schemas, reading = Schemas(PROGRAMME.code), office.reading.connection
    anchors = AnchorStore(reading, schemas)
    anchoring = anchoring_of(anchors, office, tmp_path_factory.mktemp("home"))
    return Bundles(anchoring, EvidenceStore(reading, schemas), office.ledger.recorder)


@pytest.fixture(scope="module")
def visitor(office, bundles):
    parts = Parts(
        programme=PROGRAMME,
        casework=office.casework,
        access=office.access,
        reading=office.reading.connection,
        root=lambda _: "",
        bundles=bundles,
    )
    return TestClient(create_api(parts), base_url=ADDRESS, raise_server_exceptions=False)


@pytest.fixture
def auditor(office):
    token, _ = office.access.sign_in("auditor", PASSWORD)
    return {"authorization": f"Bearer {token}", "sec-fetch-site": "same-origin"}


def test_everybody_sees_the_checkpoint_and_the_tiles_that_give_its_root(visitor, bundles):
    assert visitor.get("/checkpoint").status_code in {200, 404}
    bundles.anchoring.keeper.seal()

    note = visitor.get("/checkpoint")
    checkpoint = Checkpoint.parse(Note.parse(note.text).text)
    partial = visitor.get(f"/tile/0/000.p/{checkpoint.size}")

    assert note.headers["content-type"] == "text/plain; charset=utf-8"
    leaves = [partial.content[at : at + 32] for at in range(0, len(partial.content), 32)]
    assert root_of(leaves) == checkpoint.root
    for path in (
        f"0/000.p/{checkpoint.size + 1}",
        "0/000",
        "entries/000.p/1",
        "0/0",
        "9/000.p/1",
    ):
        assert visitor.get(f"/tile/{path}").status_code == 404, path
    page = visitor.get("/jangkar")
    assert page.status_code == 200
    assert checkpoint.root.hex() in page.text


def test_who_may_read_a_family_gets_its_proof_and_nobody_else(visitor, auditor, bundles):
    bundles.anchoring.keeper.seal()
    told = visitor.get(f"/rt/{MELATI}/bukti.json", headers=auditor).json()

    assert set(told["files"]) == {"checkpoint", "policy", "entries", "tree", "heads", "proof"}
    content = b"".join(map(base64.b64decode, told["files"].values()))
    assert not any(name.encode() in content for name in NAMES.values())
    assert KENANGA.hex not in content.hex()
    assert visitor.get(f"/rt/{uuid4()}/bukti.json", headers=auditor).status_code == 404
    visitor.cookies.clear()
    refused = visitor.get(f"/rt/{MELATI}/bukti.json", follow_redirects=False)
    assert refused.status_code in {303, 401}


def test_the_bundle_of_the_page_is_accepted_by_the_verifier(
    visitor, auditor, bundles, tmp_path: Path
):
    answer = visitor.get(f"/rt/{MELATI}/bundel.zip", headers=auditor)

    assert answer.status_code == 200
    path, policy = tmp_path / "b.zip", tmp_path / "policy"
    path.write_bytes(answer.content)
    policy.write_text(bundles.anchoring.policy_text())
    assert run(path, policy).returncode == 0
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        lines = archive.read(next(n for n in archive.namelist() if n.endswith(".ndjson")))
    opens = {group.value for group in PROGRAMME.roles["auditor"].opens}
    for line in lines.decode().splitlines():
        assert ('"salt"' in line) == any(f'"group":"{group}"' in line for group in opens)
    assert visitor.get(f"/rt/{uuid4()}/bundel.zip", headers=auditor).status_code == 404
