"""What waits beside orders: for the approver, the treasurer and the confirmer, each their own."""

from uuid import uuid4

import pytest

from domain.household.events.money import GrantProposed
from tests.web.browsing import hidden
from tests.web.moneys import tell_money
from tests.web.office import ELSEWHERE, HERE, PASSWORD, user_of


@pytest.fixture(scope="module")
def log(office):
    return tell_money(office)


def sign_in(office, role):
    browser = office.browser()
    browser.post("/masuk", data={"login": role, "password": PASSWORD})
    return browser


def rows(browser, **asked):
    return browser.get("/antrean.json", params=asked).json()["rows"]


def kinds(browser):
    return {row["waits_for"] for row in rows(browser) if row["mine"]}


@pytest.fixture
def grant(office, log):
    """Propose a grant to a family of the village, and return where it waits."""
    home = next(
        o.originator_id
        for o in log
        if getattr(o.event, "village_code", "") == HERE
        and o.event.name == "household.nominated.v1"
    )
    proposed = GrantProposed(
        grant_id=uuid4(), kind="seed_capital", amount_rupiah=2_000_000, envelope_id=uuid4(),
        budget_line="1",
    )  # fmt: skip
    office.tell(home, proposed, by=user_of("village_officer"), role="village_officer")
    position = office.ledger.history(home)[-1].position
    office.catch_up()
    return home, proposed.grant_id, position


def test_each_role_sees_what_waits_for_a_step_of_its_own(office, log):
    assert log
    treasurer, confirmer = sign_in(office, "treasurer"), sign_in(office, "confirmer")

    assert kinds(treasurer) >= {"give"}
    assert kinds(treasurer) & {"receipt", "look", "grant", "match"} == set()
    assert kinds(confirmer) >= {"receipt", "look"}
    assert kinds(confirmer) & {"give", "grant", "answer", "remit"} == set()
    assert {row["village_code"] for row in rows(confirmer)} == {HERE}
    for browser in (treasurer, confirmer):
        assert browser.get("/antrean").status_code == 200
        assert browser.get("/antrean", params={"lang": "en"}).status_code == 200
        for row in rows(browser)[:3]:
            assert row["days"] >= 0


def test_a_receipt_waits_from_the_hand_over_until_it_is_signed(office, log):
    confirmer = sign_in(office, "confirmer")
    signed = next(
        one for one in log
        if one.event.name == "household.receipt-acknowledged.v1" and _is_here(log, one)
    )  # fmt: skip
    about = str(signed.event.transfer_id)

    def waits(at):
        return about in {
            row["about_id"] for row in rows(confirmer, as_of=at) if row["waits_for"] == "receipt"
        }

    assert waits(signed.position - 1)
    assert not waits(signed.position)


def _is_here(log, one):
    return any(
        o.originator_id == one.originator_id and getattr(o.event, "village_code", "") == HERE
        for o in log
    )


def test_a_proposed_grant_waits_for_the_approver_until_it_is_decided(office, grant):
    home, grant_id, position = grant
    approver = sign_in(office, "approver")
    waiting = [row for row in rows(approver) if row["about_id"] == str(grant_id)]
    assert [(row["waits_for"], row["mine"]) for row in waiting] == [("grant", True)]
    assert str(grant_id) not in {r["about_id"] for r in rows(approver, as_of=position - 1)}
    path = f"/antrean/bantuan/{home}/{grant_id}"
    assert f'href="{path}/approve"' in approver.get("/antrean").text

    form = approver.get(f"{path}/reject")
    missing = approver.post(f"{path}/reject", data=hidden(form))
    done = approver.post(f"{path}/reject", data=hidden(form) | {"reason": "no_money"})

    assert missing.status_code == 422
    assert done.url.path == "/antrean"
    assert str(grant_id) not in {row["about_id"] for row in rows(approver)}


def test_what_a_rule_refuses_comes_back_with_the_rule_and_stays(office, grant):
    home, grant_id, _ = grant
    approver = sign_in(office, "approver")
    path = f"/antrean/bantuan/{home}/{grant_id}/approve"
    answer = approver.post(path, data=hidden(approver.get(path)) | {"basis": "SK 7/2026"})

    assert answer.status_code == 409
    assert str(grant_id) in {row["about_id"] for row in rows(approver)}


def test_nobody_decides_on_a_grant_who_may_not_or_that_is_not_there(office, grant):
    home, grant_id, _ = grant
    path = f"/antrean/bantuan/{home}/{grant_id}/approve"

    assert sign_in(office, "treasurer").get(path).status_code == 403
    assert (
        sign_in(office, "approver").get(path.replace(str(grant_id), str(uuid4()))).status_code
        == 404
    )
    assert ELSEWHERE not in {row["village_code"] for row in rows(sign_in(office, "treasurer"))}
