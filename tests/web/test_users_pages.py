"""The administrator of users: who may sign in is changed on pages, and every change is a fact."""

import re
from uuid import UUID, uuid4

import pytest

from domain.desk.aggregate import DESK
from domain.desk.events import AccessChanged
from services.streams import desk_stream
from tests.web.browsing import sign_in
from tests.web.office import ELSEWHERE, HERE, KENANGA, MELATI, NAMES, PROGRAMME, user_of


@pytest.fixture(scope="module")
def administrator(office):
    return sign_in(office, "administrator")


def is_in(browser):
    return browser.get("/akun", follow_redirects=False).status_code == 200


def desk(office, user_id):
    return DESK.replay(office.ledger.history(desk_stream(PROGRAMME.code, user_id)))


def person(**more):
    return {
        "command_id": str(uuid4()),
        "user_id": str(uuid4()),
        "full_name": "Contoh Anggrek 3",
        "organisation": "dinsos",
        "login": f"anggrek-{uuid4().hex[:6]}",
        "role": "village_officer",
        "villages": [HERE],
        **more,
    }


def test_somebody_is_registered_and_signs_in_with_the_password_that_was_shown_once(
    office, administrator
):
    sent = person()
    page = administrator.post("/pengguna-baru", data=sent)
    password = re.search(r'<dd class="code">([^<]+)</dd>', page.text)[1]

    assert page.status_code == 201
    assert is_in(sign_in(office, sent["login"], password))
    listed = administrator.get("/pengguna", params={"village": HERE}).text
    assert "Contoh Anggrek 3" in listed
    one = administrator.get(f"/pengguna/{sent['user_id']}").text
    assert "Contoh Anggrek 3" in one
    assert "kata sandi baru diberikan" in one
    assert password not in one + listed
    assert sent["login"] not in one + listed


def test_sending_the_form_again_registers_nobody_twice_and_mistakes_lose_nothing(administrator):
    sent = person()
    administrator.post("/pengguna-baru", data=sent)
    administrator.post("/pengguna-baru", data=sent)
    rows = administrator.get("/pengguna.json").json()["rows"]
    assert [row["user_id"] for row in rows].count(sent["user_id"]) == 1

    for wrong, status in (
        ({"full_name": " "}, 422),
        ({"login": ""}, 422),
        ({"villages": []}, 409),
        ({"login": "auditor"}, 422),
    ):
        page = administrator.post("/pengguna-baru", data=person(organisation="bps") | wrong)
        assert page.status_code == status, wrong
        assert 'role="alert"' in page.text
        assert '<option value="bps" selected>' in page.text


def test_a_role_is_given_in_other_villages_and_taken_away(office, administrator):
    user_id = user_of("meeting_secretary")
    path = f"/pengguna/{user_id}"
    browser = sign_in(office, "meeting_secretary")

    given = {"role": "meeting_secretary", "villages": [HERE, ELSEWHERE]}
    assert administrator.post(f"{path}/peran", data=given).status_code == 200
    assert desk(office, user_id).roles == {"meeting_secretary": tuple(sorted((HERE, ELSEWHERE)))}
    apart = administrator.post(f"{path}/peran", data={"role": "auditor"})
    assert apart.status_code == 409
    assert "K1" in apart.text
    taken = {"role": "meeting_secretary", "reason": "transferred"}
    assert administrator.post(f"{path}/cabut", data=taken).status_code == 200
    assert desk(office, user_id).roles == {}
    assert not is_in(browser)


def test_who_is_blocked_is_out_at_once_and_comes_in_again_when_unblocked(office, administrator):
    user_id = user_of("data_officer")
    browser, other = sign_in(office, "data_officer"), sign_in(office, "auditor")
    administrator.post(f"/pengguna/{user_id}/blokir", data={"reason": "lost_device"})

    assert not is_in(browser)
    assert not is_in(sign_in(office, "data_officer"))
    assert is_in(other)
    assert "Diblokir" in administrator.get("/pengguna?state=blocked").text
    administrator.post(f"/pengguna/{user_id}/buka")
    assert not is_in(browser)
    assert is_in(sign_in(office, "data_officer"))


def test_a_new_password_ends_the_sessions_and_the_old_one_is_worth_nothing(office, administrator):
    browser, user_id = sign_in(office, "approver"), user_of("approver")
    page = administrator.post(f"/pengguna/{user_id}/sandi")
    password = re.search(r'<dd class="code">([^<]+)</dd>', page.text)[1]

    assert not is_in(browser)
    assert not is_in(sign_in(office, "approver"))
    assert is_in(sign_in(office, "approver", password))
    notes = [
        line.event
        for line in office.ledger.history(desk_stream(PROGRAMME.code, user_id))
        if isinstance(line.event, AccessChanged)
    ]
    assert [note.what for note in notes] == ["password_given"]
    assert administrator.post(f"/pengguna/{uuid4()}/sandi").status_code == 404


def test_one_session_is_ended_and_the_others_go_on(office, administrator):
    user_id = user_of("programme_lead")
    first, second = sign_in(office, "programme_lead"), sign_in(office, "programme_lead")
    page = administrator.get(f"/pengguna/{user_id}").text
    handles = re.findall(r'name="handle" value="(\w+)"', page)
    assert len(handles) == 2

    administrator.post(f"/pengguna/{user_id}/sesi", data={"handle": handles[0]})
    assert [is_in(first), is_in(second)].count(True) == 1
    again = administrator.post(f"/pengguna/{user_id}/sesi", data={"handle": handles[0]})
    assert again.status_code == 404
    administrator.post(f"/pengguna/{user_id}/sesi")
    assert not is_in(first)
    assert not is_in(second)


def test_nobody_changes_their_own_account_here(administrator):
    own = user_of("administrator")
    for action, sent in (
        ("blokir", {"reason": "left"}),
        ("cabut", {"role": "administrator", "reason": "misuse"}),
        ("sandi", {}),
    ):
        answer = administrator.post(f"/pengguna/{own}/{action}", data=sent)
        assert answer.status_code == 409, action
    assert is_in(administrator)
    assert "diurus orang lain" in administrator.get(f"/pengguna/{own}").text


def test_who_looks_after_users_reads_no_family_and_who_audits_them_changes_nothing(
    office, administrator
):
    for path in (f"/rt/{MELATI}", f"/rt/{MELATI}/berkas", f"/rt/{KENANGA}", "/konvergensi"):
        assert administrator.get(path).status_code == 403, path
    start = administrator.get("/", params={"q": NAMES[MELATI]}).text
    assert "RT-" not in start

    auditor = sign_in(office, "auditor")
    page = auditor.get(f"/pengguna/{user_of('mentor')}")
    assert page.status_code == 200
    assert "/blokir" not in page.text
    assert auditor.get("/pengguna").status_code == 200
    blocked = auditor.post(f"/pengguna/{user_of('mentor')}/blokir", data={"reason": "left"})
    assert blocked.status_code == 403
    assert sign_in(office, "mentor").get("/pengguna").status_code == 403


def test_somebody_who_is_nobody_has_no_page(administrator):
    assert administrator.get(f"/pengguna/{UUID(int=5)}").status_code == 404
    assert administrator.get("/pengguna/siapa").status_code == 404
