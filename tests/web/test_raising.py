"""A question of a red flag becomes a finding of an audit once, by who may raise findings."""

from urllib.parse import urlencode

import pytest

from tests.web.moneys import tell_money
from tests.web.test_audit_pages import hidden, open_audit, rows, sign_in


@pytest.fixture(scope="module")
def inspector(office):
    assert tell_money(office)
    return sign_in(office, "inspector")


@pytest.fixture(scope="module")
def question(inspector):
    """Return a question about a village that no audit has raised yet."""
    return next(row for row in rows(inspector, "/pengecualian") if row["village_code"])


def address(question):
    return "/temuan/angkat?" + urlencode({name: question[name] for name in ("rule", "subject")})


def test_a_question_is_raised_once_and_leads_to_its_finding(inspector, question):
    path = address(question)
    empty = inspector.get(path)
    nothing = inspector.post(path, data=hidden(empty) | {"kind": "missing_papers"})
    audit = open_audit(inspector, villages=(question["village_code"],), warrant="ST 9/2026")
    said = {"engagement_id": audit.split("/")[-1], "kind": "missing_papers", "severity": "major"}
    answer = inspector.post(
        path, data=hidden(inspector.get(path)) | said | {"due_on": "2026-12-31"}
    )

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


def test_a_question_that_is_a_finding_already_is_refused_with_its_number(inspector):
    [raised] = [row for row in rows(inspector, "/pengecualian") if row["finding_id"]]
    again = inspector.get(address(raised))

    assert again.status_code == 409
    assert f"sudah diangkat sebagai temuan {raised['finding']}" in again.text


def test_what_is_no_question_cannot_be_raised(inspector):
    assert inspector.get("/temuan/angkat?rule=R1&subject=none").status_code == 404


def test_who_may_not_raise_findings_is_refused(office, question):
    assert sign_in(office, "auditor").get(address(question)).status_code == 403
