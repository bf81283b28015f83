"""Signing in by the form: a cookie of this host alone, and back to where one wanted to be."""

import re
from html import unescape

import pytest

from tests.web.office import MELATI, PASSWORD


def sign_in(visitor, login):
    answer = visitor.post("/masuk", data={"login": login, "password": PASSWORD})
    assert answer.url.path == "/"


def test_signing_in_by_the_form_gives_a_cookie_that_no_script_can_read(office):
    visitor = office.browser()
    answer = visitor.post(
        "/masuk", data={"login": "auditor", "password": PASSWORD}, follow_redirects=False
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("jejak=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_belongs_to_this_host_alone(office):
    answer = office.browser().post(
        "https://127.0.0.1/masuk",
        data={"login": "auditor", "password": PASSWORD},
        follow_redirects=False,
    )

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-jejak=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_a_password_does_not_travel_over_a_line_that_others_can_hear(office):
    answer = office.browser().post(
        "http://jejak.example/masuk", data={"login": "auditor", "password": PASSWORD}
    )

    assert answer.status_code == 403
    assert "https" in answer.text
    assert "set-cookie" not in answer.headers


def test_a_wrong_password_keeps_the_name_on_the_page_and_not_the_password(office):
    answer = office.browser().post(
        "/masuk", data={"login": "auditor", "password": "bukan kata sandinya"}
    )

    assert answer.status_code == 401
    assert 'value="auditor"' in answer.text
    assert "bukan kata sandinya" not in answer.text
    assert 'role="alert"' in answer.text


def test_every_sign_in_has_a_session_of_its_own(office):
    visitor = office.browser(cookies={"jejak": "planted-by-somebody"})
    sign_in(visitor, "auditor")

    tokens = {cookie.value for cookie in visitor.cookies.jar}
    assert "planted-by-somebody" not in tokens or len(tokens) == 2
    assert visitor.get("/").status_code == 200


def test_after_signing_in_one_is_where_one_wanted_to_be(office):
    visitor = office.browser()
    page = visitor.get(f"/rt/{MELATI}?clock=occurred")
    wanted = unescape(re.search(r'name="next" value="([^"]*)"', page.text)[1])

    assert page.url.path == "/masuk"
    answer = visitor.post(
        "/masuk", data={"login": "auditor", "password": PASSWORD, "next": wanted}
    )
    assert answer.url.path == f"/rt/{MELATI}"
    assert "clock=occurred" in str(answer.url)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:x"],
)
def test_signing_in_never_leads_to_another_site(office, elsewhere):
    answer = office.browser().post(
        "/masuk",
        data={"login": "auditor", "password": PASSWORD, "next": elsewhere},
        follow_redirects=False,
    )

    assert answer.headers["location"] == "/"
