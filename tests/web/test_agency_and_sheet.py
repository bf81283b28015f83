"""A service agency sees its own needs and answers them; a family gets its sheet in plain words."""

import re
from uuid import uuid4

import pytest

from adapters.web.language import texts
from domain.history import case_number
from domain.household.events.plan import NeedIdentified
from domain.household.events.rights import ReferralMade
from domain.household.state import Status
from projections.convergence import OPEN
from tests.web.browsing import hidden, sign_in
from tests.web.office import KENANGA, MELATI, NAMES, person, user_of

HEAD = person(MELATI, "head")


@pytest.fixture
def referred(office):
    """Return needs of a family: one is put before the health office, one before another agency."""
    day, needs = office.clock().date(), (uuid4(), uuid4())
    for need_id, kind, owner in zip(
        needs, ("health_cover", "water"), ("dinkes", "pupr"), strict=True
    ):
        office.tell(
            MELATI,
            NeedIdentified(need_id=need_id, person_id=HEAD, kind=kind, owner=owner, due_on=day),
            ReferralMade(
                referral_id=uuid4(),
                need_id=need_id,
                person_id=HEAD,
                owner=owner,
                service="other",
                due_on=day,
            ),
            by=user_of("mentor"),
            role="mentor",
        )
    office.catch_up()
    return [str(need_id) for need_id in needs]


def test_an_agency_sees_what_waits_for_it_and_nothing_of_others(office, referred):
    agency = sign_in(office, "service_agency")
    page = agency.get("/layanan")

    rows = agency.get("/layanan.json").json()["rows"]
    waiting = {row["need_id"] for row in rows if row["status"] == "referred"}
    assert case_number(MELATI) in page.text
    assert page.text.count("/catat/accept-referral") == len(waiting)
    assert waiting & set(referred) == {referred[0]}
    assert {row["owner"] for row in rows} == {"dinkes"}
    assert 'href="/layanan"' in page.text
    assert 'href="/layanan"' not in sign_in(office, "supervisor").get("/").text
    assert sign_in(office, "administrator").get("/layanan").status_code == 403


@pytest.mark.usefixtures("referred")
def test_an_agency_accepts_and_delivers_with_proof(office):
    agency = sign_in(office, "service_agency")
    address = re.search(r'href="(/rt/[^"]+/catat/accept-referral)"', agency.get("/layanan").text)[
        1
    ]
    choices = re.findall(r'name="referral_id" value="([^"]+)"', agency.get(address).text)
    day = office.clock().date().isoformat()
    answers = [
        agency.post(
            address,
            data=hidden(agency.get(address))
            | {"referral_id": each, "due_on": day, "stage": "store"},
        )
        for each in choices
    ]

    assert min(answer.status_code for answer in answers) == 201
    office.catch_up()
    page = agency.get("/layanan").text
    assert "/catat/accept-referral" not in page
    assert "/catat/deliver-service" in page


@pytest.mark.usefixtures("referred")
def test_a_familys_sheet_says_in_plain_words_who_owes_what(office):
    page = sign_in(office, "mentor").get(f"/rt/{MELATI}/lembar")

    assert page.status_code == 200
    assert NAMES[MELATI] in page.text
    assert "sedang didampingi" in page.text
    assert "Hak keluarga" in page.text
    assert sign_in(office, "mentor").get(f"/rt/{KENANGA}/lembar").status_code == 404
    assert sign_in(office, "administrator").get(f"/rt/{MELATI}/lembar").status_code == 403


def test_every_state_of_a_need_has_a_heading_for_the_agency():
    assert [each for each in OPEN if f"services.{each}" not in texts()] == []


def test_every_status_has_a_sentence_for_the_family():
    assert [s for s in Status if f"own-file.status-{s.value}" not in texts()] == []
