"""The pages as a browser without script sees them: the list of families, the replay."""

import re
from html import unescape

import pytest

from domain.desk.events import RoleGranted
from domain.history import case_number
from services.streams import desk_stream
from tests.web.office import ELSEWHERE, HERE, KENANGA, MELATI, NAMES, PASSWORD, PROGRAMME, user_of

LINK = re.compile(r'<a [^>]*id="(\w+)" href="([^"]+)"|<a [^>]*href="([^"]+)"[^>]*id="(\w+)"')


@pytest.fixture
def browser(office):
    """Return a browser in which the auditor signed in by the form."""
    return sign_in(office.browser(), "auditor")


def sign_in(visitor, login):
    answer = visitor.post("/masuk", data={"login": login, "password": PASSWORD})
    assert answer.url.path == "/"
    return visitor


def links(page):
    """Return the links of a page that have an id."""
    found = re.findall(r"<a ([^>]*)>", page.text)
    named = (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in found)
    return {tag["id"]: unescape(tag["href"]) for tag in named if "id" in tag}


def test_signing_out_ends_the_session_behind_the_cookie(browser):
    token = browser.cookies["jejak"]
    browser.post("/keluar")
    browser.cookies.set("jejak", token)

    assert browser.get("/", follow_redirects=False).headers["location"].endswith("/masuk?next=%2F")


def test_the_start_page_lists_the_families_that_the_user_may_see(office, browser):
    page = browser.get("/").text
    assert case_number(MELATI) in page
    assert case_number(KENANGA) in page

    mentor = sign_in(office.browser(), "mentor").get("/").text
    assert case_number(MELATI) in mentor
    assert NAMES[MELATI] in mentor
    assert case_number(KENANGA) not in mentor
    assert f"/rt/{MELATI}/kunjungan" in mentor


def test_the_start_page_finds_families_by_number_village_and_status(browser):
    def found(**asked):
        page = browser.get("/", params=asked).text
        return case_number(MELATI) in page, case_number(KENANGA) in page

    assert found(q=case_number(KENANGA)) == (False, True)
    assert found(village=HERE) == (True, False)
    assert found(village=ELSEWHERE, status="active") == (False, True)
    assert found(status="graduated") == (False, False)
    assert browser.get("/?page=0").status_code == 422
    assert browser.get("/?q=%00").status_code == 422


def test_a_user_who_opens_no_files_is_told_so(office):
    page = sign_in(office.browser(), "administrator").get("/")

    assert page.status_code == 200
    assert "tidak membuka berkas" in page.text
    assert case_number(MELATI) not in page.text


def test_who_holds_two_roles_goes_on_in_the_other_one_by_a_button(office):
    stream = desk_stream(PROGRAMME.code, user_of("inspector"))
    granted = RoleGranted(role="data_officer")
    office.tell(stream, granted, by=user_of("administrator"), role="administrator")
    browser = sign_in(office.browser(), "inspector")
    roles = set(re.findall(r'name="role" value="(\w+)"', browser.get("/").text))
    now = ({"inspector", "data_officer"} - roles).pop()
    [other] = roles

    assert PROGRAMME.roles[now].label.id in browser.get("/").text
    page = browser.post("/peran", data={"role": other})
    assert f'name="role" value="{now}"' in page.text
    assert browser.post("/peran", data={"role": "programme_lead"}).status_code == 403


def test_the_replay_shows_state_timeline_and_what_the_last_event_changed(browser):
    page = browser.get(f"/rt/{MELATI}").text

    assert case_number(MELATI) in page
    assert PROGRAMME.village_by_code[HERE].name in page
    assert "Didampingi" in page
    assert NAMES[MELATI] in page
    assert page.count('aria-current="true"') == 2  # the event, and the clock
    assert "Kunjungan terakhir" in page


def test_the_replay_can_be_walked_by_links_alone(browser):
    page = browser.get(f"/rt/{MELATI}")
    seen = []
    page = browser.get(links(page)["first"])
    while True:
        now = re.search(r'id="now".*?<strong>(.*?)</strong> <span>(.*?)</span>', page.text)
        seen.append(f"{now[1]}, {now[2]}")
        following = links(page)["next"]
        if browser.get(following).url == page.url:
            break
        page = browser.get(following)

    assert len(seen) >= 8
    assert seen[0].startswith("Peristiwa 1 dari")
    assert seen[-1].startswith(f"Peristiwa {len(seen)} dari {len(seen)}")
    assert "Diusulkan" in " ".join(seen[:3])


def test_a_permanent_link_shows_the_same_state_for_ever(browser, office):
    page = browser.get(f"/rt/{KENANGA}")
    address = links(page)["permalink"]
    first = rows(browser.get(address))
    history = office.ledger.history(KENANGA)
    need = history[-2].event.model_copy(update={"need_id": MELATI, "kind": "water"})
    office.tell(KENANGA, need, by=history[-1].origin.actor_id, role="mentor")

    assert rows(browser.get(address)) == first
    assert rows(browser.get(f"/rt/{KENANGA}")) != first


def test_what_the_office_knew_and_what_had_happened_are_two_questions(browser, office):
    day = (office.clock() - office.clock.ahead).date().isoformat()
    month_ago = office.ledger.history(MELATI)[4].occurred_at.date().isoformat()

    known = browser.get(f"/rt/{MELATI}?date={month_ago}&clock=recorded")
    happened = browser.get(f"/rt/{MELATI}?date={month_ago}&clock=occurred")

    assert "Belum ada apa-apa pada titik ini" in known.text
    assert "pos=-1" in str(known.url)
    assert "Didampingi" in happened.text or "Ditetapkan peserta" in happened.text
    assert "Kunjungan terakhir" not in happened.text
    assert browser.get(f"/rt/{MELATI}?date={day}&clock=recorded").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("date=kemarin", 422),
        ("pos=abc", 422),
        ("pos=-2", 422),
        ("pos=99999999999999999999", 422),
        ("n=-1", 422),
        ("clock=sundial", 422),
        ("n=9999", 200),
        ("pos=999999", 200),
        ("pos=-1", 200),
    ],
)
def test_an_address_that_makes_no_sense_is_answered_with_a_page(browser, query, status):
    answer = browser.get(f"/rt/{MELATI}?{query}")

    assert answer.status_code == status
    assert "<html" in answer.text


def test_the_data_that_moves_the_page_leads_to_the_state_that_the_page_shows(browser):
    for clock in ("recorded", "occurred"):
        story = browser.get(f"/rt/{MELATI}/riwayat.json?clock={clock}").json()
        state = {}
        for event in story["events"]:
            state.update({row[0]: row for row in event["set"]})
            for key in event["drop"]:
                del state[key]
            page = browser.get(f"/rt/{MELATI}?pos={event['pos']}&clock={clock}")
            assert rows(page) == sorted((row[3], row[4]) for row in state.values())
            assert event["digest"][:16] in page.text


def test_a_role_that_may_not_open_names_sees_none(office):
    page = sign_in(office.browser(), "auditor").get(f"/rt/{MELATI}").text

    assert "memulai kandang" not in page
    assert "[tersegel]" in page


def test_every_page_is_complete_in_english(browser):
    for path in ("/", f"/rt/{MELATI}", "/docs", "/nowhere"):
        page = browser.get(path, params={"lang": "en"}).text
        assert '<html lang="en">' in page
        for word in ("Rumah tangga", "Riwayat", "Keluar<", "Cari<", "Peristiwa", "Kunjungan"):
            assert word not in page, (path, word)


def test_what_users_typed_is_inert_wherever_it_is_shown(browser, office):
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    page = browser.get("/", params={"q": nasty[:39]})
    wrong = office.browser().post("/masuk", data={"login": nasty, "password": "x"})

    assert "<script>alert" not in page.text + wrong.text
    assert "<img" not in page.text + wrong.text


def rows(page):
    """Return the rows of the state that a page shows."""
    shown = page.text.split('id="rows"')[1].split("</section>")[0]
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown, re.DOTALL)
    return sorted((unescape(label), unescape(text)) for label, text in found)
