"""A mentor begins with what is overdue, records a need on a phone, and the office sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.web.office import MELATI, NAMES, PASSWORD

pytestmark = pytest.mark.browser


def test_a_mentor_signs_in_with_a_name_and_a_password(visit_site):
    phone = visit_site(None, PHONE, has_touch=True)
    expect(phone).to_have_url(re.compile("/masuk"))
    phone.get_by_label("Nama pengguna").fill("mentor")
    phone.get_by_label("Kata sandi").fill(PASSWORD)
    phone.get_by_role("button", name="Masuk").tap()

    phone.wait_for_url("**/")
    expect(phone.get_by_role("link", name="Hari ini")).to_be_visible()


def test_from_today_to_the_family_to_a_need_that_the_office_sees(visit_site, picture):
    phone = visit_site("mentor", PHONE, has_touch=True)
    phone.get_by_role("link", name="Hari ini").tap()
    expect(phone.get_by_role("heading", name="Terlambat")).to_be_visible()
    expect(phone.get_by_role("link", name=re.compile(NAMES[MELATI]))).to_be_visible()
    picture(phone, "today")

    phone.goto(f"/rt/{MELATI}/berkas")
    picture(phone, "family-file")
    phone.get_by_role("link", name="Catat kebutuhan").tap()
    phone.get_by_role("button", name="Simpan").tap()
    errors = phone.locator("#errors")
    expect(errors).to_be_focused()
    picture(phone, "need-mistakes")

    phone.get_by_label(re.compile(f"{NAMES[MELATI]}.*Kepala")).check()
    phone.locator("#kind").select_option("water")
    phone.locator("#owner").select_option("pupr")
    phone.locator("#due_on").fill("2099-01-31")
    phone.get_by_label("Catatan").fill("Sumur kering sejak Agustus")
    phone.get_by_role("button", name="Simpan").tap()
    expect(phone.get_by_role("heading", name="Tersimpan: Catat kebutuhan")).to_be_visible()

    lead = visit_site("programme_lead")
    lead.goto("/konvergensi?kind=water")
    expect(lead.locator("tbody").last).to_contain_text("31 Jan 2099")


def test_a_supervisor_sees_what_a_split_leads_to_before_it_is_stored(visit_site, picture):
    window = visit_site("supervisor", tolerates=(409, 422))
    window.goto(f"/rt/{MELATI}/berkas")
    window.get_by_role("link", name="Tambah anggota").click()
    window.get_by_label("Nama").fill("Contoh Paman 9")
    for field, value in {"sex": "m", "age_band": "18-59", "able_to_work": "true"}.items():
        window.locator(f'input[name="{field}"][value="{value}"]').check()
    window.locator('input[name="relation"][value="sibling"]').check()
    window.locator('input[name="reason"]').first.check()
    window.get_by_role("button", name="Lihat dulu akibatnya").click()

    expect(window.get_by_role("heading", name="Yang akan berubah")).to_be_visible()
    expect(window.locator("main")).to_contain_text("belum tersimpan")
    picture(window, "preview")
    window.get_by_role("button", name="Ubah isian").click()
    expect(window.get_by_label("Nama")).to_have_value("Contoh Paman 9")
    window.get_by_role("button", name="Lihat dulu akibatnya").click()
    window.get_by_role("button", name="Simpan").click()
    expect(window.get_by_role("heading", name="Tersimpan: Tambah anggota")).to_be_visible()
