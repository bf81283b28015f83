"""Reads and refusals are pages for who watches over them, and for nobody else."""

import pytest

from domain.history import case_number
from tests.web.browsing import sign_in
from tests.web.office import KENANGA, MELATI, NAMES


@pytest.fixture(scope="module")
def watched(office):
    mentor = sign_in(office, "mentor")
    mentor.get(f"/rt/{MELATI}")
    mentor.get("/program")
    office.catch_up()
    return office


@pytest.mark.parametrize("role", ["auditor", "inspector", "pdp_officer"])
def test_who_watches_sees_reads_and_refusals(watched, role):
    browser = sign_in(watched, role)
    opened, refused = browser.get("/pembacaan"), browser.get("/penolakan")

    assert case_number(MELATI) in opened.text
    assert "read.village_progress" in refused.text
    assert NAMES[MELATI] not in opened.text
    assert browser.get("/pembacaan.csv").text.count("\n") >= 2


def test_reads_are_asked_for_one_family_and_refusals_for_one_rule(watched):
    browser = sign_in(watched, "auditor")

    assert (
        browser.get("/pembacaan.json", params={"number": case_number(KENANGA)}).json()["rows"]
        == []
    )
    rows = browser.get("/penolakan.json", params={"code": "S2"}).json()["rows"]
    assert rows
    assert {row["code"] for row in rows} == {"S2"}


@pytest.mark.parametrize("role", ["mentor", "village_officer", "administrator"])
def test_who_does_not_watch_is_refused(watched, role):
    browser = sign_in(watched, role)

    assert browser.get("/pembacaan").status_code == 403
    assert browser.get("/penolakan.json").status_code == 403
