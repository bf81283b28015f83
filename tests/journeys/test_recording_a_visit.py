"""A mentor records a visit on a phone, makes mistakes, and holds a receipt at the end."""

import re

import pytest
from playwright.sync_api import expect

from domain.history import case_number
from tests.journeys.conftest import PHONE
from tests.web.office import MELATI, NAMES

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(visit_site, picture):
    window = visit_site("mentor", PHONE, has_touch=True)
    picture(window, "start")
    window.get_by_role("link", name=f"Catat kunjungan {case_number(MELATI)}").tap()
    expect(window.get_by_role("heading", name="Catat kunjungan")).to_be_visible()
    return window


def choose(window, question, answer):
    group = window.get_by_role("group", name=question)
    group.get_by_label(answer, exact=True).check()


def fill(window):
    window.get_by_label(re.compile(f"{NAMES[MELATI]}.*Kepala")).check()
    window.get_by_label("Lama kunjungan").fill("35")
    choose(window, "Yang dibicarakan", "Peningkatan penghidupan")
    window.get_by_label("Berapa kali makan kemarin?").fill("3")
    choose(window, "Ada yang sakit", "Tidak")
    choose(window, "Ada anak yang tidak masuk", "Tidak")
    choose(window, "Usaha", "Berjalan")
    choose(window, "Menabung", "Ya")
    choose(window, "Ada utang baru", "Tidak")
    choose(window, "Langkah yang disepakati", "Selesai")


def test_a_visit_is_recorded_in_one_go_and_its_receipt_shown(phone, picture):
    fill(phone)
    phone.get_by_label("Catatan").fill("Kandang sudah jadi, ayam sehat")
    phone.get_by_label("Penghasilan usaha").fill("150.000")
    picture(phone, "visit-filled")
    phone.get_by_role("button", name="Simpan kunjungan").tap()

    expect(phone.get_by_role("heading", name="Kunjungan tercatat")).to_be_visible()
    expect(phone.get_by_text("Nomor tanda terima")).to_be_visible()
    picture(phone, "receipt")
    phone.get_by_role("link", name="Lihat dalam riwayat").tap()
    expect(phone.locator("#now")).to_contain_text("berkunjung 35 menit")
    expect(phone.locator("#event")).to_contain_text("Kandang sudah jadi, ayam sehat")


def test_mistakes_are_listed_first_and_lead_to_their_fields(phone, picture):
    phone.get_by_label("Catatan").fill("Tidak boleh hilang")
    phone.get_by_label("Lama kunjungan").fill("sebentar")
    phone.get_by_role("button", name="Simpan kunjungan").tap()

    errors = phone.locator("#errors")
    expect(errors).to_be_focused()
    expect(errors).to_be_in_viewport()
    picture(phone, "visit-mistakes")
    errors.get_by_role("link", name="Isi lama kunjungan").tap()
    expect(phone.locator("#minutes")).to_be_in_viewport()
    expect(phone.locator("#minutes")).to_have_value("sebentar")
    expect(phone.get_by_label("Catatan")).to_have_value("Tidak boleh hilang")

    fill(phone)
    phone.get_by_role("button", name="Simpan kunjungan").tap()
    expect(phone.get_by_role("heading", name="Kunjungan tercatat")).to_be_visible()


def test_a_question_that_does_not_apply_is_not_shown(phone):
    expect(phone.get_by_label("Penghasilan usaha")).to_be_hidden()
    choose(phone, "Usaha", "Berjalan")
    expect(phone.get_by_label("Penghasilan usaha")).to_be_visible()
    choose(phone, "Usaha", "Berhenti")
    expect(phone.get_by_label("Penghasilan usaha")).to_be_hidden()


def test_the_phones_place_is_taken_along_when_the_mentor_wants_it(phone):
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": -8.58, "longitude": 116.11, "accuracy": 12})
    phone.get_by_role("button", name="Pakai lokasi telepon").tap()

    expect(phone.locator("#location-state")).to_contain_text("ketepatan 12 m")
    assert phone.locator("#place").input_value() == "-8.580000,116.110000"


def test_everything_fits_a_small_phone_and_is_large_enough_to_tap(phone, picture):
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small = phone.evaluate(
        """() => [...document.querySelectorAll("main a, main button, .choice, main [type=text]")]
          .filter((item) => item.offsetParent !== null)
          .filter((item) => item.getBoundingClientRect().height < 44)
          .map((item) => item.outerHTML.slice(0, 80))"""
    )
    assert small == []
    picture(phone, "visit")


def test_every_field_has_a_name_that_is_read_aloud(phone):
    nameless = phone.evaluate(
        """() => [...document.querySelectorAll("main input:not([type=hidden]), main textarea")]
          .filter((item) => item.labels.length === 0).map((item) => item.name)"""
    )
    assert nameless == []
    assert phone.locator("main").count() == 1
    assert phone.locator("h1").count() == 1
