"""The books over HTTP: who sees which, at which position, and what a file says of itself."""

import pytest

from adapters.books.formats import FORMATS
from tests.web.moneys import tell_money
from tests.web.office import ELSEWHERE, HERE, PROGRAMME


@pytest.fixture(scope="module")
def log(office):
    return tell_money(office)


@pytest.fixture
def inspector(office, log):
    assert log
    return office.signed_in("inspector")


@pytest.fixture
def treasurer(office, log):
    assert log
    return office.signed_in("treasurer")


def villages(answer):
    return {each["village_code"] for each in answer.json()["balances"]}


def test_an_inspector_sees_all_books_and_a_treasurer_those_of_the_own_village(
    inspector, treasurer
):
    assert villages(inspector.get("/api/ledger")) == {HERE, ELSEWHERE}
    assert villages(treasurer.get("/api/ledger")) == {HERE}
    assert treasurer.get("/api/ledger", params={"village": ELSEWHERE}).status_code == 404
    assert inspector.get("/api/ledger", params={"village": "99.99.99.9999"}).status_code == 404


def test_the_books_balance_and_say_what_posted_nothing(inspector):
    told = inspector.get("/api/ledger").json()

    assert sum(each["balance_rupiah"] for each in told["balances"]) == 0
    assert {each["rule"] for each in told["irregular"]} == {"F3"}
    assert told["statements"]
    assert told["differences"] == []
    assert len(told["root"]) == 64


def test_before_the_first_rupiah_there_are_no_books(inspector):
    before = inspector.get("/api/ledger", params={"as_of": "2020-01-01"}).json()

    assert (before["balances"], before["position"]) == ([], -1)


@pytest.mark.parametrize("wanted", FORMATS)
def test_a_file_says_position_and_root_and_is_the_same_when_asked_again(inspector, wanted):
    asked = {"format": wanted, "village": HERE}
    first = inspector.get("/api/ledger/export", params=asked)
    position = first.headers["jejak-position"]
    again = inspector.get("/api/ledger/export", params=asked | {"as_of": position})

    assert first.headers["jejak-root"] == inspector.get("/api/ledger").json()["root"]
    assert first.headers["content-type"].startswith(FORMATS[wanted].media_type)
    assert f"buku-{HERE}-{position}" in first.headers["content-disposition"]
    if wanted != "xlsx":
        assert again.content == first.content
        assert ELSEWHERE not in first.text
        assert ELSEWHERE.replace(".", "-") not in first.text


def test_a_treasurer_exports_the_own_village_only(treasurer):
    mine = treasurer.get("/api/ledger/export", params={"format": "hledger"})
    other = {"format": "hledger", "village": ELSEWHERE}

    assert HERE.replace(".", "-") in mine.text
    assert ELSEWHERE.replace(".", "-") not in mine.text
    assert treasurer.get("/api/ledger/export", params=other).status_code == 404


def test_who_has_no_business_with_money_gets_nothing(office, log):
    assert log
    mentor = office.signed_in("mentor")

    assert mentor.get("/api/ledger").status_code == 403
    assert mentor.get("/api/ledger/export", params={"format": "csv"}).status_code == 403


def test_a_format_that_nobody_knows_is_refused(inspector):
    assert inspector.get("/api/ledger/export", params={"format": "pdf"}).status_code == 422


def test_expenses_carry_the_code_of_the_village_bookkeeping(inspector):
    codes = {kind.code: kind.account_code for kind in PROGRAMME.transfers}
    text = inspector.get("/api/ledger/export", params={"format": "csv"}).text

    assert f",{codes['capital']}," in text
    assert f",{codes['stipend']}," in text
