"""Files over HTTP: who may bring and see them, how large they are, and how they come out."""

from hashlib import sha256
from uuid import uuid4

import pytest

from domain.household.events.accompaniment import VisitRecorded
from tests.evidence.pictures import PDF, picture
from tests.web.office import KENANGA, MELATI, person, user_of

PHOTO = picture()
DIGEST = sha256(PHOTO).hexdigest()


def address(household_id=MELATI, *rest):
    return "/".join((f"/api/households/{household_id}/files", *rest))


def bring(client, content=PHOTO, household_id=MELATI):
    return client.post(
        address(household_id), content=content, headers={"content-type": "image/jpeg"}
    )


def cite(office, household_id, digest, mentor):
    """Let a visit to a family cite a file."""
    visit = VisitRecorded(
        visit_id=uuid4(),
        respondent_id=person(household_id, "head"),
        topics=("livelihood",),
        minutes=30,
        photo_sha256s=(digest,),
    )
    office.tell(household_id, visit, by=user_of(mentor), role="mentor")


@pytest.fixture
def cited(office):
    assert bring(office.signed_in("mentor")).status_code == 201
    cite(office, MELATI, DIGEST, "mentor")


def test_a_file_is_brought_and_known_by_its_hash(office):
    answer = bring(office.signed_in("mentor"))

    assert answer.status_code == 201
    said = answer.json()
    assert (said["sha256"], said["media"], said["size_bytes"]) == (DIGEST, "jpeg", len(PHOTO))
    assert bring(office.signed_in("mentor"), PDF).json()["media"] == "pdf"


def test_what_is_no_picture_and_no_document_is_refused_by_its_rule(office):
    answer = bring(office.signed_in("mentor"), b"<html>")

    assert answer.status_code == 409
    assert answer.json()["code"] == "F11"


def test_a_file_is_brought_only_by_who_may_and_only_for_a_family_of_theirs(office):
    assert bring(office.visitor()).status_code == 401
    assert bring(office.signed_in("auditor")).status_code == 403
    assert bring(office.signed_in("mentor"), household_id=KENANGA).status_code == 403
    assert bring(office.signed_in("mentor"), household_id=uuid4()).status_code == 404


def test_only_where_files_are_brought_may_a_body_be_large(office):
    client = office.signed_in("mentor")

    assert bring(client, bytes(8_000_001)).json()["code"] == "F11"
    too_large = bring(client, bytes(9_000_001))
    assert too_large.status_code == 413
    assert "9 MB" in too_large.json()["detail"]
    elsewhere = client.post(
        f"/api/households/{MELATI}/record-visit",
        content=b" " * 1_000_001,
        headers={"idempotency-key": str(uuid4())},
    )
    assert elsewhere.status_code == 413


@pytest.mark.usefixtures("cited")
def test_the_original_is_only_ever_saved_and_a_browser_runs_nothing_of_it(office):
    answer = office.signed_in("auditor").get(address(MELATI, DIGEST))

    assert answer.content == PHOTO
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("cited")
def test_what_is_shown_is_a_picture_made_anew(office):
    answer = office.signed_in("auditor").get(address(MELATI, DIGEST, "shown"))

    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.content != PHOTO
    assert answer.content.startswith(b"\xff\xd8")


def test_a_file_that_no_fact_cites_is_seen_by_nobody(office):
    client = office.signed_in("mentor")
    digest = bring(client, picture(size=(40, 40))).json()["sha256"]

    assert client.get(address(MELATI, digest)).status_code == 404
    cite(office, MELATI, digest, "mentor")
    assert client.get(address(MELATI, digest)).status_code == 200


@pytest.mark.usefixtures("cited")
def test_the_hash_alone_is_no_permission(office):
    other = office.signed_in("mentor-2")
    assert other.get(address(MELATI, DIGEST)).status_code == 404
    assert office.visitor().get(address(MELATI, DIGEST)).status_code == 401
    assert office.signed_in("administrator").get(address(MELATI, DIGEST)).status_code == 403

    cite(office, KENANGA, DIGEST, "mentor-2")
    assert other.get(address(KENANGA, DIGEST)).status_code == 404
    assert bring(other, household_id=KENANGA).status_code == 201
    assert other.get(address(KENANGA, DIGEST)).content == PHOTO


def test_an_address_that_is_none_is_not_found(office):
    client = office.signed_in("auditor")

    for name in ("x", "..%2f..%2fsecrets", DIGEST.upper(), DIGEST + "0"):
        assert client.get(address(MELATI, name)).status_code == 404


@pytest.mark.usefixtures("cited")
def test_the_replay_shows_what_a_fact_cites_and_says_what_is_kept_here(office):
    auditor = office.signed_in("auditor")
    cite(office, MELATI, "b" * 64, "mentor")
    story = auditor.get(f"/rt/{MELATI}/riwayat.json").json()["events"]
    kept = auditor.get(f"/rt/{MELATI}/berkas-bukti.json").json()["kept"]
    small = auditor.get(f"{address(MELATI, DIGEST)}/shown?small=true").content

    newest, former = story[-1]["papers"], story[-2]["papers"]
    assert [paper["sha256"] for paper in (*former, *newest)] == [DIGEST, "b" * 64]
    assert DIGEST in kept
    assert "b" * 64 not in kept
    assert len(small) < len(auditor.get(f"{address(MELATI, DIGEST)}/shown").content)
    assert DIGEST[:16] in auditor.get(f"/rt/{MELATI}?pos={story[-2]['pos']}").text
    assert office.signed_in("mentor").get(f"/rt/{KENANGA}/berkas-bukti.json").status_code == 404
