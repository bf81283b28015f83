"""Findings from raised to closed: answered by the auditee, judged and closed by another."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from domain.audit_engagement.events import EngagementOpened, FindingRaised
from domain.village_account.events import AccountOpened
from services.streams import account_stream
from tests.web.browsing import hidden, sign_in
from tests.web.office import ELSEWHERE, HERE, PROGRAMME, user_of

SLIP = {"document_sha256": ("sts.pdf", b"%PDF-1.4 setor %%EOF", "application/pdf")}
DUE = date(2026, 3, 1)


@pytest.fixture(scope="module")
def account(office):
    stream = account_stream(PROGRAMME.code, HERE)
    known = {"holder": "village", "institution": "bank_ntb", "ending": "1234"}
    opened = AccountOpened(village_code=HERE, document_sha256="a" * 64, **known)
    office.tell(stream, opened, by=user_of("inspector"), role="inspector")


@pytest.fixture
def raised(office, account):  # noqa: ARG001 (money comes back into it)
    """Return a finding in the treasurer's village, and one in another."""
    stream, found = uuid4(), (uuid4(), uuid4())
    opened = EngagementOpened(
        warrant="ST 7/2026",
        warrant_sha256="a" * 64,
        organisation="bappeda",
        villages=(HERE, ELSEWHERE),
        from_on=DUE,
        until_on=DUE + timedelta(days=30),
    )
    office.tell(stream, opened, by=user_of("inspector"), role="inspector")
    for finding_id, village in zip(found, (HERE, ELSEWHERE), strict=True):
        office.tell(
            stream,
            FindingRaised(
                finding_id=finding_id,
                kind="money_missing",
                severity="critical",
                village_code=village,
                amount_rupiah=2_000_000,
                due_on=DUE,
            ),
            by=user_of("inspector"),
            role="inspector",
        )
    office.catch_up()
    return found


def do(browser, finding, deed, files=None, **said):
    path = f"/temuan/{finding}/{deed}"
    return browser.post(path, data=hidden(browser.get(path)) | said, files=files)


def row_of(browser, finding, **asked):
    rows = browser.get("/temuan.json", params=asked).json()["rows"]
    return next((row for row in rows if row["finding_id"] == str(finding)), None)


def test_a_finding_goes_from_raised_to_closed_by_two_sides(office, raised):
    finding, _ = raised
    inspector, treasurer = sign_in(office, "inspector"), sign_in(office, "treasurer")
    before = row_of(inspector, finding)
    assert (before["stage"], before["late"], before["owed_rupiah"]) == ("raised", True, 0)
    assert do(inspector, finding, "close-finding", reason="repaid").status_code == 409

    do(treasurer, finding, "answer-finding", position="agrees", note="Akan disetor.")
    judged = do(inspector, finding, "accept-finding", outcome="stands", return_rupiah="2.000.000")
    assert judged.status_code == 200
    assert row_of(inspector, finding)["owed_rupiah"] == 2_000_000
    assert do(inspector, finding, "close-finding", reason="repaid").status_code == 409
    paid = {"amount_rupiah": "2.000.000", "returned_on": "2026-03-01", "reference": "STS 1/2026"}
    back = do(treasurer, finding, "return-money", SLIP, **paid)
    assert back.status_code == 200, back.text[:3000]
    do(inspector, finding, "close-finding", reason="repaid")

    after = row_of(inspector, finding)
    assert (after["stage"], after["late"], after["owed_rupiah"]) == ("closed", False, 0)
    page = inspector.get(f"/temuan/{finding}").text
    for told in ("Dicatat", "Dijawab", "Jawaban dinilai", "Uang kembali", "Ditutup"):
        assert told in page
    assert "Akan disetor." in page
    assert "Akan disetor." not in treasurer.get(f"/temuan/{finding}").text
    earlier = row_of(inspector, finding, as_of=before["position"])
    assert (earlier["stage"], earlier["returned_rupiah"]) == ("raised", 0)
    for twin in ("csv", "xlsx", "json"):
        assert inspector.get(f"/temuan/{finding}.{twin}").status_code == 200
        assert inspector.get(f"/temuan.{twin}").status_code == 200


def test_a_treasurer_sees_the_findings_of_the_own_village_only(office, raised):
    here, elsewhere = raised
    treasurer = sign_in(office, "treasurer")

    assert row_of(treasurer, here)
    assert row_of(treasurer, elsewhere) is None
    assert treasurer.get(f"/temuan/{elsewhere}").status_code == 404
    assert treasurer.get(f"/temuan/{elsewhere}/answer-finding").status_code == 404
    assert treasurer.get(f"/temuan/{here}/close-finding").status_code == 403
    assert "accept-finding" not in treasurer.get(f"/temuan/{here}").text


def test_an_answer_without_a_position_comes_back_with_what_is_missing(office, raised):
    treasurer = sign_in(office, "treasurer")
    answer = do(treasurer, raised[0], "answer-finding", note="Tanpa sikap.")

    assert answer.status_code == 422
    assert "Tanpa sikap." in answer.text


def test_before_the_first_finding_the_page_says_what_would_fill_it(office):
    page = sign_in(office, "auditor").get("/temuan", params={"as_of": "2020-01-01"})

    assert "Tidak ada temuan" in page.text
    assert sign_in(office, "auditor").get(f"/temuan/{UUID(int=7)}").status_code == 404
