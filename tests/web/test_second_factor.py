"""A code beside the password: set up once, asked for each time, used up, forgotten by two."""

import re
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import click
import pytest

from adapters.cli.identity import actor_of
from domain.desk.events import AccessChanged
from services.streams import desk_stream
from tests.database import fresh_database
from tests.web.factors import App, is_in, set_up, with_password
from tests.web.office import ADDRESS, HERE, PASSWORD, PROGRAMME, user_of
from tests.web.opening import open_office

REQUIRED = frozenset({"auditor", "inspector", "approver", "administrator", "data_officer"})


@pytest.fixture(scope="module")
def office(admin_url):
    with fresh_database(admin_url) as url, open_office(url, REQUIRED) as opened:
        yield opened


@pytest.fixture(scope="module")
def auditor(office):
    return set_up(office, "auditor")


def test_who_needs_a_second_factor_sets_it_up_at_the_first_sign_in(office):
    browser, page = with_password(office, "inspector")
    app = App(office, page)

    assert page.url.path == "/masuk/kode"
    assert "<svg" in page.text
    assert not is_in(browser)
    wrong = browser.post("/masuk/kode", data={"code": "000000"})
    assert wrong.status_code == 401
    assert app.typed in wrong.text
    codes = browser.post("/masuk/kode", data={"code": app.code()})
    assert len(set(re.findall(r'<li class="code">', codes.text))) == 1
    assert codes.text.count('<li class="code">') == 10
    assert is_in(browser)
    stream = desk_stream(PROGRAMME.code, user_of("inspector"))
    noted = [line.event for line in office.ledger.history(stream)]
    assert noted[-1] == AccessChanged(what="second_factor_confirmed")


def test_who_has_one_is_asked_for_it_each_time_and_a_code_is_good_once(office, auditor):
    _, app, _ = auditor
    code = app.code()
    browser, page = with_password(office, "auditor")
    assert "<svg" not in page.text
    assert not is_in(browser)
    assert browser.post("/masuk/kode", data={"code": code}).url.path == "/"
    assert is_in(browser)

    again, _ = with_password(office, "auditor")
    assert again.post("/masuk/kode", data={"code": code}).status_code == 401
    assert not is_in(again)
    assert again.post("/masuk/kode", data={"code": app.code()}).url.path == "/"


def test_who_need_not_have_one_signs_in_by_the_password_alone_and_may_set_one_up(office):
    browser, page = with_password(office, "mentor")
    assert page.url.path == "/"
    app = App(office, browser.get("/akun/kode"))
    assert browser.post("/akun/kode", data={"code": app.code()}).status_code == 200
    assert with_password(office, "mentor")[1].url.path == "/masuk/kode"
    assert with_password(office, "mentor-2")[1].url.path == "/"


def test_a_recovery_code_is_good_once_and_its_use_is_on_record(office, auditor):
    _, app, codes = auditor
    browser, _ = with_password(office, "auditor")
    assert browser.post("/masuk/kode", data={"code": codes[0].lower()}).url.path == "/"
    assert is_in(browser)
    again, _ = with_password(office, "auditor")
    assert again.post("/masuk/kode", data={"code": codes[0]}).status_code == 401
    stream = desk_stream(PROGRAMME.code, user_of("auditor"))
    assert AccessChanged(what="recovery_code_used") in [
        line.event for line in office.ledger.history(stream)
    ]

    renewed = browser.post("/akun/kode", data={"code": app.code()})
    assert renewed.text.count('<li class="code">') == 10
    assert again.post("/masuk/kode", data={"code": codes[1]}).status_code == 401


def test_a_code_cannot_be_guessed(office):
    _, app, _ = set_up(office, "approver")
    browser, _ = with_password(office, "approver")
    answers = [browser.post("/masuk/kode", data={"code": f"{n:06}"}) for n in range(7)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
    assert browser.post("/masuk/kode", data={"code": app.now()}).status_code == 429
    office.clock.ahead += timedelta(minutes=1)
    assert browser.post("/masuk/kode", data={"code": app.code()}).url.path == "/"


def test_the_half_way_cookie_opens_nothing_and_is_worth_nothing_later(office, auditor):
    _, app, _ = auditor
    browser, _ = with_password(office, "auditor")
    half = browser.cookies["jejak_half"]
    assert office.browser(cookies={"jejak": half}).get("/api/session").status_code == 401
    office.clock.ahead += timedelta(minutes=16)
    late = browser.post("/masuk/kode", data={"code": app.code()})
    assert late.url.path == "/masuk"
    assert not is_in(browser)
    assert office.browser().get("/masuk/kode").url.path == "/masuk"


def test_a_program_sends_the_code_along(office, auditor):
    _, app, _ = auditor
    sent = {"login": "auditor", "password": PASSWORD}
    visitor = office.visitor()

    assert visitor.post("/api/session", json=sent).status_code == 401
    assert visitor.post("/api/session", json=sent | {"code": "1"}).status_code == 401
    assert visitor.post("/api/session", json=sent | {"code": app.code()}).status_code == 201
    sent = {"login": "data_officer", "password": PASSWORD}  # who has none
    assert visitor.post("/api/session", json=sent).status_code == 403


def test_neither_secret_nor_recovery_code_stands_in_the_database(office, auditor):
    _, app, codes = auditor
    with office.reading.connection() as connection:
        rows = [
            row
            for table in ("second_factor", "recovery_code", "half_session")
            for row in connection.execute(f"SELECT * FROM {PROGRAMME.code}_access.{table}")
        ]
    everything = b"".join(
        each if isinstance(each, bytes) else str(each).encode() for row in rows for each in row
    )
    assert app.secret not in everything
    assert app.typed.replace(" ", "").encode() not in everything
    assert not any(code.replace("-", "").encode() in everything for code in codes)


def test_on_the_command_line_who_has_none_is_told_what_to_do_and_who_has_one_is_asked(
    office, auditor, monkeypatch
):
    _, app, _ = auditor
    house = SimpleNamespace(access=office.access)
    monkeypatch.setenv("JEJAK_PASSWORD", PASSWORD)
    monkeypatch.setenv("JEJAK_CODE", "000000")

    with pytest.raises(click.ClickException, match=r"belum Anda pasang.* set up yet"):
        actor_of(house, "data_officer", "data_officer")
    with pytest.raises(click.ClickException, match="sandi salah"):
        actor_of(house, "auditor", "auditor")
    monkeypatch.setenv("JEJAK_CODE", app.code())
    assert actor_of(house, "auditor", "auditor").actor_id == user_of("auditor")


@pytest.fixture(scope="module")
def administrators(office):
    """Return two, each with a second factor of their own."""
    first, _, _ = set_up(office, "administrator")
    person = {
        "command_id": str(uuid4()),
        "user_id": str(uuid4()),
        "full_name": "Contoh Pengelola 2",
        "organisation": "bappeda",
        "login": "administrator-2",
        "role": "administrator",
        "villages": [HERE],
    }
    given = first.post("/pengguna-baru", data=person | {"villages": []})
    password = re.search(r'<dd class="code">([^<]+)</dd>', given.text)[1]
    second, page = with_password(office, "administrator-2", password)
    second.post("/masuk/kode", data={"code": App(office, page).code()})
    return first, second


def test_two_administrators_together_have_a_second_factor_forgotten(office, administrators):
    first, second = administrators
    lost, app, codes = set_up_by_choice(office)

    path = f"/pengguna/{user_of('village_officer')}/lupakan-kode"
    assert second.post(f"{path}/setuju").status_code == 409
    assert first.post(path).status_code == 200
    assert first.post(f"{path}/setuju").status_code == 409
    assert is_in(lost)
    assert second.post(f"{path}/setuju").status_code == 200

    assert not is_in(lost)
    browser, page = with_password(office, "village_officer")
    assert page.url.path == "/"
    assert App(office, browser.get("/akun/kode")).secret != app.secret
    assert browser.post("/akun/kode", data={"code": codes[0]}).status_code == 401


def test_agreed_to_by_a_program_it_ends_the_sessions_just_as_well(office, administrators):
    first, second = administrators
    lost, _, _ = set_up_by_choice(office)
    path = f"/api/desks/{user_of('village_officer')}"
    here = {"origin": ADDRESS}

    asked = first.post(
        f"{path}/ask-second-factor-reset",
        json={},
        headers=here | {"idempotency-key": str(uuid4())},
    )
    assert (asked.status_code, is_in(lost)) == (201, True)
    agreed = second.post(
        f"{path}/reset-second-factor", json={}, headers=here | {"idempotency-key": str(uuid4())}
    )

    assert (agreed.status_code, is_in(lost)) == (201, False)
    assert is_in(first)


def set_up_by_choice(office):
    """Let somebody who need not have one set it up."""
    browser, _ = with_password(office, "village_officer")
    app = App(office, browser.get("/akun/kode"))
    page = browser.post("/akun/kode", data={"code": app.code()})
    return browser, app, re.findall(r'<li class="code">([0-9A-F-]+)</li>', page.text)
