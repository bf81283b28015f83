"""Requests about personal data by pages: the register, each step by who may, each refusal."""

import re
from uuid import uuid4

import pytest

from domain.history import case_number
from tests.web.browsing import sign_in
from tests.web.office import KENANGA, MELATI, NAMES, person

PATH = "/permintaan-data"
ASKED = {"kind": "access", "applicant": "self", "channel": "letter"}
TERMS = {"outcome": "granted", "ground": "right_of_access", "basis": "UU 27/2022 pasal 7"}


@pytest.fixture
def officer(office):
    return sign_in(office, "pdp_officer")


def receive(officer, family=KENANGA, **more):
    told = {"command_id": str(uuid4()), "person_id": str(person(family, "head"))} | ASKED | more
    return officer.post(PATH, params={"number": case_number(family)}, data=told)


def step(browser, page, slug, **told):
    address = f"{page.url.path}/{slug}"
    return browser.post(address, data={"command_id": str(uuid4())} | told)


def rows(browser):
    return {row["request"]: row for row in browser.get(f"{PATH}.json").json()["rows"]}


def test_a_request_is_received_proposed_decided_by_another_and_answered(office, officer):
    page = receive(officer)
    request = page.url.path.rpartition("/")[2]
    assert rows(officer)[request]["stage"] == "received"
    assert NAMES[KENANGA] not in page.text
    assert step(officer, page, "usulan", **TERMS).status_code == 200
    lead = sign_in(office, "programme_lead")
    waiting = lead.get(page.url.path)
    assert "Putuskan seperti diusulkan" in waiting.text
    assert "baru diusulkan" in waiting.text
    assert "Putuskan seperti diusulkan" not in officer.get(page.url.path).text

    assert step(lead, page, "putusan", outcome="refused").status_code == 422
    assert "diputus dua orang" in step(lead, page, "putusan", outcome="granted").text
    today = office.clock().date().isoformat()
    done = step(officer, page, "jawaban", answered_on=today, channel="letter")

    assert done.status_code == 200
    row = rows(sign_in(office, "auditor"))[request]
    assert (row["stage"], row["outcome"], row["late"]) == ("answered", "granted", False)
    assert row["case_number"] == case_number(KENANGA)
    assert "granted" in lead.get(page.url.path, params={"lang": "en"}).text


def test_whoever_may_not_take_a_step_is_refused(office, officer):
    page = receive(officer)
    lead, auditor, mentor = (
        sign_in(office, role) for role in ("programme_lead", "auditor", "mentor")
    )

    assert step(officer, page, "putusan").status_code == 403
    assert step(lead, page, "usulan", **TERMS).status_code == 403
    assert step(auditor, page, "putusan").status_code == 403
    assert step(lead, page, "putusan", outcome="granted").status_code == 409
    assert mentor.get(PATH).status_code == mentor.get(page.url.path).status_code == 403
    assert auditor.get(f"{PATH}/{uuid4()}").status_code == 404
    assert "Catat permintaan" not in auditor.get(PATH).text


def test_a_copy_is_handed_over_only_when_two_people_granted_it(office, officer):
    page = receive(officer)
    copy = {"command_id": str(uuid4())}

    assert officer.post(f"{page.url.path}/salinan", data=copy).status_code == 409
    assert "Unduh salinan" not in page.text
    step(officer, page, "usulan", **TERMS)
    step(sign_in(office, "programme_lead"), page, "putusan", outcome="granted")

    handed = officer.post(f"{page.url.path}/salinan", data=copy)
    assert NAMES[KENANGA] in handed.text
    assert NAMES[MELATI] not in handed.text
    assert sign_in(office, "auditor").post(f"{page.url.path}/salinan", data=copy).is_error


def test_what_the_law_forbids_is_refused_with_its_sentence_and_nothing_typed_is_lost(officer):
    page = receive(officer, kind="erasure")

    refused = step(officer, page, "usulan", **TERMS | {"ground": "own_request"})

    assert refused.status_code == 409
    assert "<strong>D1</strong>" in refused.text
    assert 'value="UU 27/2022 pasal 7"' in refused.text
    wrong = step(officer, page, "usulan", **TERMS | {"basis": ""})
    assert wrong.status_code == 422


def test_somebody_is_found_by_the_family_and_not_by_a_name(officer):
    asked = officer.get(PATH, params={"number": case_number(MELATI).lower()})
    assert re.findall(r'name="person_id" value="([0-9a-f-]+)"', asked.text)
    assert NAMES[MELATI] not in asked.text
    assert "Tidak ada keluarga" in officer.get(PATH, params={"number": "RT-ZZZZZ-ZZZZZ"}).text
    assert receive(officer, person_id=str(person(MELATI, "head"))).status_code == 422
    stray = officer.post(PATH, params={"number": "x"}, data={"command_id": str(uuid4())})
    assert stray.status_code == 404
