"""What one role puts on record by a page, the next role finds on its own: one office for all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from domain.disbursement_order.events import OrderProposed
from domain.history import case_number
from domain.household.events.targeting import HouseholdNominated
from tests.intake.lists import csv, nik, row
from tests.journeys.hands import PAPER, choose, store, type_in
from tests.web.moneys import tell_money
from tests.web.office import HERE, MELATI, NAMES, PROGRAMME, user_of

pytestmark = pytest.mark.browser
LISTED = row(
    1,
    NAMA="Contoh Anggrek 1",
    NIK=nik(1, region="520101"),
    KODE_DESA=HERE,
    DESA=PROGRAMME.village_by_code[HERE].name,
)


def newest(office, event):
    """Return the stream in which an event was put on record last."""
    found = office.ledger.recorder.select_notifications(0, 100_000, topics=[event.name])
    return found[-1].originator_id


def test_a_list_of_the_data_officer_waits_for_the_village(office, visit_site, picture):
    officer = visit_site("data_officer")
    officer.goto("/impor")
    choose(officer, mapping="dtsen")
    type_in(officer, code="contoh-1", as_of_on="2026-01-31")
    table = csv(LISTED)
    listed = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": table}
    officer.locator('input[name="file"]').set_input_files(listed)
    officer.locator("form button.whole").click()
    picture(officer, "import-looked-at")
    officer.get_by_role("button", name="Terapkan").click()
    expect(officer.get_by_text("Daftar sudah tercatat")).to_be_visible()

    village = visit_site("village_officer")
    village.goto("/verval")
    expect(village.locator("tbody")).to_contain_text(
        case_number(newest(office, HouseholdNominated))
    )
    picture(village, "queue-of-the-village")


def test_a_meeting_of_the_secretary_is_seen_by_the_agency(office, visit_site, picture):
    secretary = visit_site("meeting_secretary")
    secretary.goto("/musyawarah")
    secretary.locator('[name="held_on"]').fill(office.clock().date().isoformat())
    choose(secretary, village_code=HERE, agenda="verify_list")
    store(secretary)
    type_in(secretary, invited="10", office_village_head="1", office_resident="6")
    secretary.locator('input[name="file"]').set_input_files(PAPER)
    store(secretary)
    expect(secretary.locator("main")).to_contain_text("7 dari 10 undangan")

    agency = visit_site("agency_companion")
    agency.goto("/musyawarah")
    expect(agency.locator("tbody")).to_contain_text("7")
    picture(agency, "meetings")


def test_an_objection_of_the_village_is_decided_by_the_agency_and_answered(visit_site, picture):
    village, agency = visit_site("village_officer"), visit_site("agency_companion")
    village.goto("/sanggahan")
    choose(village, village_code=HERE, kind="wrongly_left_out")
    type_in(village, words="Contoh keberatan warga")
    store(village)

    agency.goto("/sanggahan")
    agency.locator("tbody a").first.click()
    choose(agency, outcome="upheld", reason="facts_confirmed")
    type_in(agency, basis="BA contoh 1")
    with agency.expect_navigation():
        agency.locator("#form-putusan ~ form button").click()
    expect(agency.locator("main")).to_contain_text("BA contoh 1")
    village.reload()
    expect(village.locator("main")).to_contain_text("BA contoh 1")
    picture(village, "objection")


def test_whom_the_supervisor_suspends_the_lead_takes_up_and_the_mentor_visits(
    office, visit_site, picture
):
    supervisor, until = visit_site("supervisor"), office.clock().date() + timedelta(days=30)
    supervisor.goto(f"/rt/{MELATI}/catat/suspend-participation")
    supervisor.locator('input[name="reason"]').first.check()
    type_in(supervisor, until_on=until.isoformat())
    store(supervisor, "Lihat dulu akibatnya")
    store(supervisor)
    mentor = visit_site("mentor")
    mentor.goto("/hari-ini")
    family = mentor.locator("li", has_text=NAMES[MELATI]).first
    expect(family).to_contain_text("Ditangguhkan")
    picture(mentor, "today-suspended")

    lead = visit_site("programme_lead")
    lead.goto(f"/rt/{MELATI}/catat/resume-participation")
    store(lead, "Lihat dulu akibatnya")
    store(lead)
    mentor.reload()
    expect(family).not_to_contain_text("Ditangguhkan")


def test_an_order_that_the_approver_refuses_waits_for_the_treasurer_no_more(
    office, visit_site, picture
):
    log, refused = tell_money(office, orders=4), uuid4()
    here = [
        one
        for one in log
        if isinstance(one.event, OrderProposed) and one.event.village_code == HERE
    ]
    office.tell(refused, here[0].event, by=user_of("village_officer"), role="village_officer")
    treasurer = visit_site("treasurer")
    treasurer.goto("/antrean")
    expect(treasurer.locator(f'a[href$="/{refused}"]')).to_be_visible()

    approver = visit_site("approver")
    approver.goto("/antrean")
    picture(approver, "orders-to-approve")
    approver.locator(f'a[href="/antrean/{refused}/reject"]').click()
    approver.locator('input[name="reason"]').first.check()
    store(approver)
    treasurer.reload()
    expect(treasurer.locator(f'a[href$="/{refused}"]')).to_have_count(0)


def test_a_hold_of_the_inspector_and_who_read_the_file_are_seen_by_those_who_watch(
    visit_site, picture
):
    inspector = visit_site("inspector")
    inspector.goto(f"/rt/{MELATI}/catat/place-legal-hold")
    type_in(inspector, basis="Sprint contoh 1/2026")
    store(inspector, "Lihat dulu akibatnya")
    store(inspector)
    expect(inspector.get_by_role("heading", name="Tersimpan")).to_be_visible()

    auditor = visit_site("auditor")
    auditor.goto(f"/rt/{MELATI}")
    expect(auditor.locator("#rows")).to_contain_text("Penahanan hukum")
    officer = visit_site("pdp_officer")
    officer.goto("/pembacaan")
    expect(officer.locator("tbody").first).to_contain_text(case_number(MELATI))
    picture(officer, "reads")
