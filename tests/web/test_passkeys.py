"""A passkey beside the code: added after the password, proved at sign-in, removed, forgotten."""

import html
import re
from uuid import uuid4

import pytest

from domain.desk.events import AccessChanged
from services.streams import desk_stream
from tests.access.device import Device
from tests.database import fresh_database
from tests.web.factors import is_in, set_up, with_password
from tests.web.office import PASSWORD, PROGRAMME, user_of
from tests.web.opening import open_office

REQUIRED = frozenset({"auditor", "inspector", "approver", "administrator", "data_officer"})
LOCAL = {"host": "localhost"}
OWN = "/akun/kunci"


@pytest.fixture(scope="module")
def office(admin_url):
    with fresh_database(admin_url) as url, open_office(url, REQUIRED) as opened:
        yield opened


def options_on(page):
    found = re.search(r'data-options="([^"]+)"', page.text)
    return html.unescape(found[1]) if found else ""


def ask(browser, login, password=PASSWORD, name="Telepon"):
    typed = {"login": login, "password": password, "name": name}
    return browser.post(f"{OWN}/baru", data=typed, headers=LOCAL)


def add(browser, login):
    device = Device()
    answer = device.make(options_on(ask(browser, login)))
    kept = browser.post(OWN, data={"answer": answer, "name": "Telepon"}, headers=LOCAL)
    assert kept.status_code == 200
    return device


def prove(office, login, device, password=PASSWORD):
    browser, _ = with_password(office, login, password)
    options = options_on(browser.get("/masuk/kode", headers=LOCAL))
    sent = {"answer": device.prove(options), "next": "/akun"} if options else {"answer": "{}"}
    return browser, browser.post("/masuk/kunci", data=sent, headers=LOCAL, follow_redirects=False)


@pytest.fixture(scope="module")
def auditor(office):
    browser, _, _ = set_up(office, "auditor")
    return browser, add(browser, "auditor")


def test_a_passkey_takes_the_place_of_the_code_and_is_on_record(office, auditor):
    browser, device = auditor
    there, answer = prove(office, "auditor", device)

    assert (answer.status_code, answer.headers["location"]) == (303, "/akun")
    assert is_in(there)
    assert "jejak_half" not in there.cookies
    assert "<strong>Telepon</strong>" in browser.get(OWN, headers=LOCAL).text
    stream = desk_stream(PROGRAMME.code, user_of("auditor"))
    noted = [line.event for line in office.ledger.history(stream)]
    assert noted[-1] == AccessChanged(what="passkey_added")


def test_a_wrong_answer_lets_nobody_in_and_is_asked_for_anew(office, auditor):
    _, device = auditor
    stranger = Device(credential=device.credential)
    there, answer = prove(office, "auditor", stranger)

    assert answer.status_code == 401
    assert not is_in(there)
    again = there.post("/masuk/kunci", data={"answer": device.prove(options_on(answer))})
    assert again.url.path == "/"
    assert is_in(there)


def test_only_who_gives_the_own_password_anew_is_asked_for_a_device(office):
    browser, _, _ = set_up(office, "inspector")

    for login, password in (("inspector", "bukan sandinya"), ("mentor", PASSWORD)):
        refused = ask(browser, login, password)
        assert (refused.status_code, options_on(refused)) == (401, "")
    made = Device().make('{"challenge": "AAAA"}')
    assert browser.post(OWN, data={"answer": made, "name": "Telepon"}).status_code == 401
    assert "Belum ada kunci sandi" in browser.get(OWN, headers=LOCAL).text
    assert office.browser().post(OWN, data={"answer": made, "name": "x"}).status_code == 401


def test_who_has_set_up_no_code_is_sent_there_first(office):
    browser, _ = with_password(office, "mentor")

    assert 'href="/akun/kode"' in browser.get(OWN, headers=LOCAL).text
    assert ask(browser, "mentor").status_code == 401


def test_at_another_address_passkeys_are_neither_made_nor_asked_for(office, auditor):
    browser, _ = auditor
    assert "http://localhost" in browser.get(OWN).text
    assert f'action="{OWN}/baru"' not in browser.get(OWN).text
    _, page = with_password(office, "auditor")
    assert page.url.path == "/masuk/kode"
    assert options_on(page) == ""


def test_removing_one_ends_the_sessions_elsewhere_and_it_is_asked_for_no_more(office):
    browser, _, _ = set_up(office, "approver")
    device = add(browser, "approver")
    there, _ = prove(office, "approver", device)
    handle = re.search(r'name="handle" value="([0-9a-f]+)"', browser.get(OWN).text)[1]
    stranger, _ = with_password(office, "mentor")
    assert stranger.post(f"{OWN}/hapus", data={"handle": handle}).status_code == 404
    assert is_in(there)

    assert browser.post(f"{OWN}/hapus", data={"handle": handle}).status_code == 200

    assert not is_in(there)
    assert is_in(browser)
    assert prove(office, "approver", device)[1].status_code == 401


def test_neither_a_new_password_nor_two_people_get_round_a_passkey(office):
    holder, _, _ = set_up(office, "data_officer")
    device = add(holder, "data_officer")
    first, _, _ = set_up(office, "administrator")
    given = first.post(f"/pengguna/{user_of('data_officer')}/sandi")
    password = re.search(r'<dd class="code">([^<]+)</dd>', given.text)[1]
    assert not is_in(holder)
    half, page = with_password(office, "data_officer", password)
    assert (page.url.path, is_in(half)) == ("/masuk/kode", False)
    there, _ = prove(office, "data_officer", device, password)
    assert is_in(there)

    forget(office, first, user_of("data_officer"))

    assert not is_in(there)
    late, answer = prove(office, "data_officer", device, password)
    assert (answer.status_code, is_in(late)) == (401, False)
    assert "<svg" in late.get("/masuk/kode").text


def forget(office, first, user_id):
    """Have a second factor forgotten by two administrators."""
    person = {
        "command_id": str(uuid4()),
        "user_id": str(uuid4()),
        "full_name": "Contoh Pengelola 3",
        "organisation": "bappeda",
        "login": "administrator-3",
        "role": "administrator",
    }
    given = first.post("/pengguna-baru", data=person | {"villages": []})
    password = re.search(r'<dd class="code">([^<]+)</dd>', given.text)[1]
    second, _, _ = set_up(office, "administrator-3", password)
    path = f"/pengguna/{user_id}/lupakan-kode"
    assert first.post(path).status_code == 200
    assert second.post(f"{path}/setuju").status_code == 200
