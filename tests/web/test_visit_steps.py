"""The visit form screen by screen without script: the server keeps what was filled in."""

import re
from datetime import timedelta
from html import unescape

import pytest

from domain.household.events.accompaniment import VisitRecorded
from tests.web.browsing import hidden, sign_in
from tests.web.office import KENANGA, MELATI, NAMES, PROGRAMME, person

STEPS = f"/rt/{MELATI}/kunjungan/langkah"
NOTE = f"{NAMES[MELATI]} menjual dua ayam"


@pytest.fixture(scope="module")
def mentor(office):
    return sign_in(office, "mentor")


def screens(office):
    when = PROGRAMME.local(office.clock() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    return [
        {"when": when, "respondent": str(person(MELATI, "head")), "minutes": "40"},
        {"topics": ["livelihood"]},
        {"q_meals_yesterday": "3", "q_somebody_ill": "false"},
        {"q_child_missed_school": "false", "q_enterprise": "running", "q_income_since": "150.000"},
        {"q_saved": "true", "q_asset_seen": "true"},
        {"q_new_debt": "false", "q_next_step_done": "done"},
        {"note": NOTE},
    ]


def fill(office, browser):
    """Go from the first screen to the last; return what the last one is sent with."""
    page = browser.get(STEPS)
    for answers in screens(office):
        page = browser.post(page.url, data=hidden(page) | answers | {"action": "next"})
        assert page.status_code == 200, unescape(page.text)
    return page


def visits(office):
    return [
        line.event
        for line in office.ledger.history(MELATI)
        if isinstance(line.event, VisitRecorded)
    ]


def test_a_visit_is_filled_in_on_few_screens_each_saying_which_it_is(office, mentor):
    page = mentor.get(STEPS)
    total = int(re.search(r"1 dari (\d+)", page.text)[1])
    assert total == len(screens(office)) + 1 <= 12
    before = len(visits(office))

    page = fill(office, mentor)
    assert f"{total} dari {total}" in page.text
    assert NOTE in unescape(page.text)
    answer = mentor.post(page.url, data=hidden(page) | {"action": "send"})

    assert answer.status_code == 201
    assert len(visits(office)) == before + 1
    assert dict(visits(office)[-1].answers)["income_since"] == 150_000
    again = mentor.post(page.url, data=hidden(page) | {"action": "send"})
    assert again.status_code == 200
    assert len(visits(office)) == before + 1
    fresh = mentor.get(STEPS)
    assert hidden(fresh)["visit_id"] != hidden(page)["visit_id"]
    assert 'value="40"' not in fresh.text


def test_going_back_or_to_another_phone_loses_nothing_and_a_mistake_is_named_at_once(
    office, mentor
):
    page = mentor.get(STEPS)
    wrong = mentor.post(
        page.url, data=hidden(page) | screens(office)[0] | {"minutes": "lama", "action": "next"}
    )
    assert wrong.status_code == 422
    assert 'href="#minutes"' in wrong.text
    assert 'value="lama"' in wrong.text
    page = mentor.post(page.url, data=hidden(page) | screens(office)[0] | {"action": "next"})
    assert "n=2" in str(page.url)
    back = mentor.post(page.url, data=hidden(page) | {"topics": ["livelihood"], "action": "back"})
    assert 'value="40"' in back.text

    other_phone = sign_in(office, "mentor")
    assert re.search(r'value="livelihood"[^>]* checked', other_phone.get(f"{STEPS}?n=2").text)
    assert 'value="40"' in other_phone.get(STEPS).text
    too_early = other_phone.post(f"{STEPS}?n=8", data={"action": "send"})
    assert too_early.status_code == 422
    assert "3 dari 8" in too_early.text


def test_what_was_begun_lies_sealed_and_is_for_its_own_mentor_only(office, mentor):
    page = mentor.get(f"{STEPS}?n=7")
    mentor.post(page.url, data=hidden(page) | {"note": NOTE, "action": "next"})
    with office.reading.connection() as connection:
        rows = connection.execute(f"SELECT * FROM {PROGRAMME.code}_access.draft").fetchall()
    assert rows
    assert b"ayam" not in b"".join(each for row in rows for each in row if type(each) is bytes)

    assert mentor.get(f"/rt/{KENANGA}/kunjungan/langkah").status_code == 404
    assert sign_in(office, "mentor-2").get(STEPS).status_code == 404
    assert mentor.get(f"{STEPS}?n=9").status_code == 404
    assert mentor.get(f"{STEPS}?n=0").status_code == 422


def test_an_instrument_is_one_definition_that_a_browser_need_not_fetch_twice(mentor):
    answer = mentor.get("/formulir/visit.json")
    found = answer.json()
    instrument = PROGRAMME.instrument("visit", PROGRAMME.started_on)

    assert [question["code"] for question in found["questions"]] == [
        question.code for question in instrument.questions
    ]
    assert sorted(code for screen in found["screens"] for code in screen) == sorted(
        found["answers"]["properties"]
    )
    assert found["version"] == instrument.version
    tag = answer.headers["etag"]
    unchanged = mentor.get("/formulir/visit.json", headers={"if-none-match": f'"x", W/{tag}'})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert mentor.get("/formulir/visit.json?version=1").json() == found
    assert mentor.get("/formulir/visit.json?version=99").status_code == 404
    assert mentor.get("/formulir/nothing.json").status_code == 404


def test_every_instrument_fits_on_a_dozen_screens(mentor):
    for instrument in PROGRAMME.instruments:
        found = mentor.get(f"/formulir/{instrument.code}.json").json()
        assert 0 < len(found["screens"]) <= 12 - 4, instrument.code


def test_the_days_list_leads_to_everything_that_a_mentor_records(mentor):
    page = mentor.get("/hari-ini").text

    assert f'href="{STEPS}"' in page
    for slug in ("record-group-session", "record-savings", "report-enterprise"):
        address = f"/rt/{MELATI}/catat/{slug}"
        assert f'href="{address}"' in page
        assert mentor.get(address).status_code == 200
    assert f'href="/rt/{MELATI}/catat/assess-half-year"' in page
