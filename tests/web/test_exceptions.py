"""The inspector sees what should be asked first; others do not see it at all."""

import pytest

from tests.web.browsing import sign_in


@pytest.mark.parametrize("role", ["inspector", "auditor"])
def test_who_checks_finds_the_questions_with_their_twins(office, role):
    browser = sign_in(office, role)
    page = browser.get("/pengecualian")
    rows = browser.get("/pengecualian.json").json()["rows"]

    assert page.status_code == 200
    assert "keadaan pada posisi" in page.text
    assert browser.get("/pengecualian.csv").status_code == 200
    assert browser.get("/pengecualian.xlsx").content.startswith(b"PK")
    assert "Nilai berisiko" in page.text or not rows
    assert [row["rupiah"] for row in rows] == sorted((r["rupiah"] for r in rows), reverse=True)


def test_questions_can_be_narrowed_and_asked_of_the_past(office):
    browser = sign_in(office, "inspector")

    assert browser.get("/pengecualian?rule=R12&village=none").status_code == 200
    assert browser.get("/pengecualian?page=2").status_code == 200
    assert browser.get("/pengecualian?page=0").status_code == 422
    assert browser.get("/pengecualian.json?as_of=0").json()["rows"] == []
    assert browser.get("/pengecualian?as_of=99999999").status_code == 404


@pytest.mark.parametrize("role", ["programme_lead", "mentor", "village_officer"])
def test_who_is_asked_about_does_not_see_the_questions(office, role):
    browser = sign_in(office, role)

    assert browser.get("/pengecualian").status_code == 403
    assert "/pengecualian" not in browser.get("/").text
