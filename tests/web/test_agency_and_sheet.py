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
from tests.web.browsing import sign_in
from tests.web.office import KENANGA, MELATI, NAMES, person, user_of

HEAD = person(MELATI, "head")


@pytest.fixture(scope="module", autouse=True)
def referred(office):
    """Two needs of a family: one is put before the health office, one before another agency."""
    day = office.clock().date()
    for kind, owner in (("health_cover", "dinkes"), ("water", "pupr")):
        need_id = uuid4()
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
    office.projector.catch_up()


def test_an_agency_sees_what_waits_for_it_and_nothing_of_others(office):
    agency = sign_in(office, "service_agency")
    page = agency.get("/layanan")

    assert case_number(MELATI) in page.text
    assert page.text.count("/catat/accept-referral") == 1
    rows = agency.get("/layanan.json").json()["rows"]
    assert {row["owner"] for row in rows} == {"dinkes"}
    assert 'href="/layanan"' in page.text
    assert 'href="/layanan"' not in sign_in(office, "supervisor").get("/").text
    assert sign_in(office, "administrator").get("/layanan").status_code == 403


def test_an_agency_accepts_and_delivers_with_proof(office):
    agency = sign_in(office, "service_agency")
    address = re.search(r'href="(/rt/[^"]+/catat/accept-referral)"', agency.get("/layanan").text)[
        1
    ]
    form = agency.get(address).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    choices = re.findall(r'name="referral_id" value="([^"]+)"', form)
    day = office.clock().date().isoformat()
    sent = hidden | {"due_on": day, "stage": "store"}
    answers = [agency.post(address, data=sent | {"referral_id": each}) for each in choices]

    assert min(answer.status_code for answer in answers) == 201
    office.projector.catch_up()
    page = agency.get("/layanan").text
    assert "/catat/accept-referral" not in page
    assert "/catat/deliver-service" in page


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
