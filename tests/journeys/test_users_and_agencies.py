"""An administrator lets somebody in, an agency promises, a mentor fills small screens in."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from domain.history import case_number
from domain.household.events.plan import NeedIdentified
from domain.household.events.rights import ReferralMade
from tests.journeys.conftest import PHONE
from tests.web.office import HERE, MELATI, NAMES, person, user_of

pytestmark = pytest.mark.browser


def test_an_administrator_registers_somebody_whom_the_auditor_sees(visit_site, picture):
    window = visit_site("administrator")
    window.get_by_role("link", name="Pengguna").first.click()
    window.get_by_role("link", name="Tambah pengguna").click()
    window.get_by_label("Nama lengkap").fill("Contoh Anggrek 3")
    window.get_by_label("Peran").select_option("village_officer")
    window.get_by_label("Wilayah").select_option(HERE)
    window.get_by_label("Nama pengguna").fill("anggrek-3")
    picture(window, "user-new")
    window.get_by_role("button", name="Daftarkan").click()
    expect(window.get_by_role("heading", name="Kata sandi baru")).to_be_visible()
    window.get_by_role("link", name="Ke halaman pengguna").click()
    expect(window.get_by_role("heading", name="Contoh Anggrek 3")).to_be_visible()
    picture(window, "user")

    auditor = visit_site("auditor")
    auditor.goto("/pengguna?role=village_officer")
    expect(auditor.get_by_role("link", name="Contoh Anggrek 3")).to_be_visible()


def test_an_agency_accepts_what_waits_for_it_and_the_lead_sees_the_promise(
    office, visit_site, picture
):
    head, need_id, day = person(MELATI, "head"), uuid4(), office.clock().date()
    shared = {"need_id": need_id, "person_id": head, "owner": "dinkes", "due_on": day}
    office.tell(
        MELATI,
        NeedIdentified(kind="health_cover", **shared),
        ReferralMade(referral_id=uuid4(), service="other", **shared),
        by=user_of("mentor"),
        role="mentor",
    )
    office.projector.catch_up()
    window = visit_site("service_agency")
    window.get_by_role("link", name="Layanan kami").click()
    picture(window, "services")
    window.get_by_role("link", name=f"Terima {case_number(MELATI)}").click()
    window.locator('input[name="referral_id"]').first.check()
    window.locator("#due_on").fill("2099-01-31")
    window.get_by_role("button", name="Simpan").click()
    expect(window.get_by_role("heading", name=re.compile("Tersimpan"))).to_be_visible()

    lead = visit_site("programme_lead")
    lead.goto("/konvergensi?owner=dinkes")
    expect(lead.locator("tbody").last).to_contain_text("diterima lembaga")


def test_a_mentor_goes_from_screen_to_screen_and_back_without_loss(visit_site, picture):
    phone = visit_site("mentor", PHONE, has_touch=True)
    phone.get_by_role("link", name="Hari ini").tap()
    phone.get_by_role("link", name=re.compile(NAMES[MELATI])).first.tap()
    expect(phone.get_by_text("1 dari 8").first).to_be_visible()
    phone.get_by_label(re.compile(f"{NAMES[MELATI]}.*Kepala")).check()
    phone.get_by_label("Lama kunjungan").fill("35")
    picture(phone, "visit-step")
    phone.get_by_role("button", name="Lanjut").tap()
    expect(phone.get_by_text("2 dari 8").first).to_be_visible()
    phone.get_by_role("button", name="Kembali").tap()
    expect(phone.get_by_label("Lama kunjungan")).to_have_value("35")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
