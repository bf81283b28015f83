"""The own account: a password is changed by who knows it, and every other session ends."""

from tests.web.browsing import sign_in
from tests.web.office import HERE, PASSWORD, PROGRAMME

NEW = "kata sandi yang baru"


def test_the_account_page_says_who_one_is_and_where(office):
    page = sign_in(office, "village_officer").get("/akun").text

    assert PROGRAMME.roles["village_officer"].label.id in page
    assert PROGRAMME.village_by_code[HERE].name in page
    assert office.browser().get("/akun", follow_redirects=False).status_code == 303


def test_the_password_is_changed_and_every_session_ends(office):
    browser, elsewhere = sign_in(office, "approver"), sign_in(office, "approver")
    sent = {"login": "approver", "password": PASSWORD, "new_password": NEW}
    answer = browser.post("/akun/sandi", data=sent, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/masuk")
    assert elsewhere.get("/akun", follow_redirects=False).status_code == 303
    assert sign_in(office, "approver", NEW).get("/akun").status_code == 200


def test_a_wrong_or_weak_password_or_another_users_changes_nothing(office):
    browser = sign_in(office, "data_officer")
    for login, password, new in (
        ("data_officer", "bukan sandinya", NEW),
        ("data_officer", PASSWORD, "pendek"),
        ("inspector", PASSWORD, NEW),
        ("data_officer", PASSWORD, ""),
    ):
        sent = {"login": login, "password": password, "new_password": new}
        answer = browser.post("/akun/sandi", data=sent, follow_redirects=False)
        assert answer.status_code in (401, 422), (login, new)
        assert 'role="alert"' in answer.text
        assert PASSWORD not in answer.text

    assert sign_in(office, "data_officer").get("/akun").url.path == "/akun"
    assert sign_in(office, "inspector").get("/akun").url.path == "/akun"
