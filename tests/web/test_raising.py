"""A question of a red flag becomes a finding of an audit once, by who may raise findings."""

from urllib.parse import urlencode

import pytest

from tests.web.browsing import hidden, sign_in
from tests.web.moneys import tell_money
from tests.web.test_audit_pages import open_audit, rows


@pytest.fixture(scope="module")
def inspector(office):
    assert tell_money(office)
    return sign_in(office, "inspector")


@pytest.fixture(scope="module")
def questions(inspector):
    """Return questions about villages that no audit has raised yet, each to be raised once."""
    return [row for row in rows(inspector, "/pengecualian") if row["village_code"]]


def address(question):
    return "/temuan/angkat?" + urlencode({name: question[name] for name in ("rule", "subject")})


def as_finding(browser, question):
    """Raise a question as a finding of an audit of its own."""
    path = address(question)
    audit = open_audit(browser, villages=(question["village_code"],), warrant="ST 9/2026")
    said = {"engagement_id": audit.split("/")[-1], "kind": "missing_papers", "severity": "major"}
    return browser.post(path, data=hidden(browser.get(path)) | said | {"due_on": "2026-12-31"})


def test_a_question_is_raised_once_and_leads_to_its_finding(inspector, questions):
    question = questions[0]
    empty = inspector.get(address(question))
    nothing = inspector.post(address(question), data=hidden(empty) | {"kind": "missing_papers"})
    answer = as_finding(inspector, question)

    assert nothing.status_code == 422
    assert answer.status_code == 200, answer.text[:2000]
    assert answer.url.path.startswith("/temuan/")
    [raised] = [
        row
        for row in rows(inspector, "/pengecualian")
        if (row["rule"], row["positions"]) == (question["rule"], question["positions"])
    ]
    assert raised["finding_id"] == answer.url.path.split("/")[-1]
    assert answer.url.path in inspector.get(f"/pengecualian?rule={question['rule']}").text
    [finding] = [
        row for row in rows(inspector, "/temuan") if row["finding_id"] == raised["finding_id"]
    ]
    kept = {name: finding[name] for name in ("rule", "version", "values")}
    assert kept == {name: question[name] for name in ("rule", "version", "values")}
    page = inspector.get(answer.url.path).text
    assert finding["number"] == raised["finding"]
    assert finding["number"] in page
    assert f"{question['rule']} v{question['version']}" in page


def test_a_question_that_is_a_finding_already_is_refused_with_its_number(inspector, questions):
    finding = as_finding(inspector, questions[1]).url.path.split("/")[-1]
    [raised] = [row for row in rows(inspector, "/pengecualian") if row["finding_id"] == finding]
    again = inspector.get(address(raised))

    assert address(raised) == address(questions[1])
    assert again.status_code == 409
    assert f"sudah diangkat sebagai temuan {raised['finding']}" in again.text


def test_what_is_no_question_cannot_be_raised(inspector):
    assert inspector.get("/temuan/angkat?rule=R1&subject=none").status_code == 404


def test_who_may_not_raise_findings_is_refused(office, questions):
    assert sign_in(office, "auditor").get(address(questions[0])).status_code == 403
