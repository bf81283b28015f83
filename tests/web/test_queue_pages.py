"""What waits for whom, and what was paid after a claim ended: pages, files, and who may see."""

from uuid import uuid4

import pytest

from domain.disbursement_order.events import OrderApproved, OrderPaid, OrderProposed
from domain.household.events.money import CashTransferred
from domain.household.events.people import MemberDied
from tests.web.browsing import sign_in
from tests.web.moneys import tell_money
from tests.web.office import ELSEWHERE, HERE, user_of


@pytest.fixture(scope="module")
def log(office):
    return tell_money(office)


def rows(browser, path, **asked):
    return browser.get(f"{path}.json", params=asked).json()["rows"]


def first(log, kind, village=HERE):
    streams = {
        one.originator_id
        for one in log
        if isinstance(one.event, OrderProposed) and one.event.village_code == village
    }
    return next(o for o in log if isinstance(o.event, kind) and o.originator_id in streams)


@pytest.mark.parametrize(
    ("role", "kind", "step"),
    [
        ("approver", OrderProposed, "approve"),
        ("treasurer", OrderApproved, "pay"),
        ("confirmer", OrderPaid, "confirm"),
    ],
)
def test_each_sees_the_own_step_with_its_form_and_nobody_elses(office, log, role, kind, step):
    at = first(log, kind)
    browser = sign_in(office, role)
    before = rows(browser, "/antrean", as_of=at.position)
    [order] = [row for row in before if row["order_id"] == str(at.originator_id)]

    assert (order["waits_for"], order["mine"]) in {(step, True), ("pay", False)}
    assert order["amount_rupiah"] > 0
    page = browser.get(f"/antrean/{at.originator_id}/{step}")
    assert page.status_code == 200
    others = {"approve", "pay", "confirm"} - {step}
    for other in others:
        assert browser.get(f"/antrean/{at.originator_id}/{other}").status_code == 403
    for twin in ("csv", "xlsx"):
        assert browser.get(f"/antrean.{twin}", params={"as_of": at.position}).status_code == 200


def test_an_empty_queue_says_what_would_fill_it(office, log):
    assert log
    page = sign_in(office, "treasurer").get("/antrean", params={"as_of": "2020-01-01"})

    assert "Tidak ada yang menunggu Anda" in page.text
    elsewhere = first(log, OrderApproved, ELSEWHERE).originator_id
    assert sign_in(office, "treasurer").get(f"/antrean/{elsewhere}/pay").status_code == 404
    assert sign_in(office, "mentor").get("/antrean").status_code == 403


def test_a_form_that_breaks_a_rule_comes_back_with_the_rule(office, log):
    paid = first(log, OrderPaid).originator_id
    treasurer = sign_in(office, "treasurer")
    answer = treasurer.post(
        f"/antrean/{paid}/pay",
        data={
            "command_id": str(uuid4()),
            "id": str(uuid4()),
            "sp2d": "SP2D 1",
            "method": "advance",
        }
        | {"paid_on": "2026-01-02", "amount_rupiah": "999.999.999.999"},
        files={"document_sha256": ("a.pdf", b"%PDF-1.4 %%EOF", "application/pdf")},
    )

    assert answer.status_code == 409
    assert "SP2D 1" in answer.text


def test_a_case_has_its_days_and_its_rupiah_and_is_not_there_before(office, log):
    homes = {o.originator_id for o in log if getattr(o.event, "village_code", "") == HERE}
    given = next(
        o for o in log if isinstance(o.event, CashTransferred) and o.originator_id in homes
    )
    died = MemberDied(person_id=uuid4(), died_on=given.occurred_at.date())
    office.tell(given.originator_id, died, by=user_of("mentor"), role="mentor")
    position = office.ledger.history(given.originator_id)[-1].position
    office.catch_up()
    inspector = sign_in(office, "inspector")

    [case] = rows(inspector, "/dana/tanggungan")
    assert case["happened_on"] == str(given.occurred_at.date())
    assert case["before_known_rupiah"] + case["after_known_rupiah"] == case["amount_rupiah"] > 0
    assert case["reacted_on"] is None
    assert rows(inspector, "/dana/tanggungan", as_of=position - 1) == []
    assert rows(inspector, "/dana/tanggungan", village=ELSEWHERE) == []
    page = inspector.get("/dana/tanggungan")
    assert case["case_number"] in page.text
    assert inspector.get("/dana/tanggungan.xlsx").status_code == 200
