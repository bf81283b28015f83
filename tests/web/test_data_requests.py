"""Requests about personal data over HTTP: who may do which step, and the copy for the person."""

import json
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from domain.data_request.events import PersonFileReleased
from tests.web.office import KENANGA, MELATI, NAMES, NIK, person

HEAD = person(KENANGA, "head")


def post(client, request, step, **body):
    path = f"/api/data-requests/{request}/{step}"
    return client.post(path, json=body, headers={"idempotency-key": str(uuid4())})


@pytest.fixture(scope="module")
def officer(office):
    return office.signed_in("pdp_officer")


@pytest.fixture(scope="module")
def lead(office):
    return office.signed_in("programme_lead")


def asked(officer, kind="access"):
    request = uuid4()
    said = {"person_id": str(HEAD), "kind": kind, "applicant": "self", "channel": "letter"}
    answer = post(officer, request, "receive", **said, household_id=str(KENANGA))
    assert answer.status_code == 201, answer.text
    return request


TERMS = {"outcome": "granted", "ground": "right_of_access", "basis": "UU 27/2022 pasal 7"}


def granted(officer, lead):
    request = asked(officer)
    assert post(officer, request, "propose", **TERMS).status_code == 201
    assert post(lead, request, "decide", outcome="granted").status_code == 201
    return request


def test_a_request_stands_in_the_register_with_its_hour(officer):
    request = asked(officer)

    found = officer.get("/api/data-requests", params={"only_open": True}).json()["requests"]

    [row] = [each for each in found if each["request"] == str(request)]
    assert (row["kind"], row["stage"], row["late"]) == ("access", "received", False)
    assert row["due_at"] > row["received_at"]


def test_the_officer_decides_nothing_and_the_lead_proposes_nothing(officer, lead):
    request = asked(officer)

    assert post(officer, request, "decide", outcome="granted").status_code == 403
    assert post(lead, request, "propose", **TERMS).status_code == 403
    undecided = post(lead, request, "decide", outcome="granted")
    assert (undecided.status_code, undecided.json()["code"]) == (409, "D1")


def test_a_person_gets_a_copy_of_everything_and_of_nobody_else(office, officer, lead):
    request = granted(officer, lead)

    copy = post(officer, request, "file")

    assert copy.status_code == 200
    content = json.loads(copy.content)
    assert content["orang"] == str(HEAD)
    own = [line for line in content["catatan"] if line["data_pribadi"].get("nik") == NIK]
    assert own[0]["data_pribadi"]["full_name"] == NAMES[KENANGA]
    assert all(line["kalimat"] and line["sentence"] for line in content["catatan"])
    assert NAMES[MELATI] not in copy.text
    [released] = [
        line.event
        for line in office.ledger.history(request)
        if isinstance(line.event, PersonFileReleased)
    ]
    assert released.file_sha256 == sha256(copy.content).hexdigest()


def test_the_copy_counts_as_a_reading_of_the_file_and_the_officer_sees_it(office, officer, lead):
    post(officer, granted(officer, lead), "file")
    office.catch_up()

    seen = officer.get("/api/reads", params={"target": str(KENANGA)}).json()["reads"]

    assert {"page": "person_file", "role": "pdp_officer"}.items() <= seen[0].items()


def test_without_a_grant_there_is_no_copy(officer, lead):
    assert post(officer, asked(officer), "file").json()["code"] == "D1"
    assert post(officer, uuid4(), "file").json()["code"] == "D1"
    assert post(lead, granted(officer, lead), "file").status_code == 403


def test_granting_erasure_of_a_participant_is_refused_with_the_sentence_of_the_rule(officer):
    request = asked(officer, "erasure")

    answer = post(officer, request, "propose", **TERMS | {"ground": "own_request"})

    assert (answer.status_code, answer.json()["code"]) == (409, "D1")
    assert "identity" in answer.json()["detail"]
    assert UUID(str(request))
