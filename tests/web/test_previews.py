"""What a change of a family concerns is counted before it is stored, and stored only as seen."""

import re
from uuid import uuid4

import pytest

from domain.household.aggregate import HOUSEHOLD
from domain.household.events.plan import NeedIdentified
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from tests.web.browsing import hidden, sign_in
from tests.web.office import ELSEWHERE, KENANGA, MELATI, PROGRAMME, person, user_of

CELL = r"<td[^>]*>(?:<span>)?(\d+)(.*?)</td>\s*"
ROW = re.compile(rf'<th scope="row">([^<]+)</th>\s*{CELL * 3}', re.DOTALL)


@pytest.fixture
def supervisor(office):
    return sign_in(office, "supervisor")


def concerned(page):
    """Return what a preview counts by kind: stays, goes, comes, and whether it is a loose end."""
    return {
        kind: (int(stays), int(goes), int(comes), "tetap terbuka" in loose)
        for kind, stays, loose, goes, _, comes, _ in ROW.findall(page.text)
    }


def previewed(browser, slug, **typed):
    address = f"/rt/{MELATI}/catat/{slug}"
    sent = hidden(browser.get(address)) | typed | {"stage": "look"}
    return address, browser.post(address, data=sent)


def test_a_move_says_what_becomes_of_mentor_needs_and_agency(office, supervisor):
    day = office.clock().date().isoformat()
    before = len(office.ledger.history(MELATI)), len(office.ledger.history(user_of("mentor")))
    _, page = previewed(supervisor, "move", to_village_code=ELSEWHERE, moved_on=day)

    assert page.status_code == 200
    found = concerned(page)
    assert found["Desa"][:3] == (0, 1, 1)
    assert found["Pendamping"][:3] == (0, 1, 0)
    needs = HOUSEHOLD.replay(office.ledger.history(MELATI)).plan.needs
    assert len(needs) >= 1
    assert found["Kebutuhan terbuka"][:3] == (len(needs), 0, 0)
    assert found["Anggota"][0] == 2
    care = MENTOR_ASSIGNMENT.replay(office.ledger.history(user_of("mentor"))).households
    assert f"dari {len(care)} menjadi {len(care) - 1} keluarga" in page.text
    assert before == (
        len(office.ledger.history(MELATI)),
        len(office.ledger.history(user_of("mentor"))),
    )


def test_what_stays_open_in_a_file_that_ends_is_marked(office, supervisor):
    sent = {
        "reason": "wish",
        "last_contact_on": office.clock().date().isoformat(),
        "person_id": str(person(MELATI, "head")),
    }
    _, page = previewed(supervisor, "exit", **sent)

    assert page.status_code == 200
    assert concerned(page)["Kebutuhan terbuka"][3]
    assert "melepas semua klaim NIK" in page.text


def test_what_changed_after_the_preview_is_shown_again_and_stored_only_then(office, supervisor):
    typed = {"person_id": str(person(MELATI, "child")), "sex": "f", "age_band": "13-17"}
    address, page = previewed(supervisor, "describe-member", **typed, able_to_work="false")
    sent = hidden(page) | {"stage": "store"}
    need = NeedIdentified(
        need_id=uuid4(),
        person_id=person(MELATI, "head"),
        kind="house",
        owner="pupr",
        due_on=office.clock().date(),
    )
    office.tell(MELATI, need, by=user_of("mentor"), role="mentor")
    before, others = office.ledger.history(MELATI), office.ledger.history(KENANGA)
    again = supervisor.post(address, data=sent)

    assert again.status_code == 409
    assert "berubah sejak Anda melihat" in again.text
    assert office.ledger.history(MELATI) == before
    stored = supervisor.post(address, data=hidden(again) | {"stage": "store"})
    assert stored.status_code == 201
    assert len(office.ledger.history(MELATI)) == len(before) + 1
    assert office.ledger.history(KENANGA) == others
    repeated = supervisor.post(address, data=hidden(again) | {"stage": "store"})
    assert repeated.status_code == 200


def test_what_nobody_previewed_is_not_stored(office, supervisor):
    address, page = previewed(
        supervisor, "close-case", reason=PROGRAMME.reasons["closure"][0].code
    )
    sent = {n: v for n, v in hidden(page).items() if n != "basis"} | {"stage": "store"}
    before = len(office.ledger.history(MELATI))
    supervisor.post(address, data=sent)

    assert len(office.ledger.history(MELATI)) == before
    assert HOUSEHOLD.replay(office.ledger.history(MELATI)).status == "active"
