"""An auditor drags a family's two years along, with the mouse, the keys, and without script."""

import re

import pytest
from playwright.sync_api import expect

from domain.history import case_number
from tests.journeys.conftest import DESK, PHONE, without_script
from tests.web.office import KENANGA, MELATI, NAMES

pytestmark = pytest.mark.browser


def opened(visit_site, size=DESK):
    window = visit_site("auditor", size)
    window.goto(f"/rt/{MELATI}")
    expect(window.locator("#digest-ok")).to_contain_text("sama dengan server")
    return window


def here(window):
    """Return the number of the event that the page shows, and of how many."""
    found = re.search(r"Peristiwa (\d+) dari (\d+)", window.locator("#now").inner_text())
    return int(found[1]), int(found[2])


def test_the_slider_moves_state_timeline_and_change_together(visit_site, picture):
    window = opened(visit_site)
    number, total = here(window)
    assert number == total
    assert "Didampingi" in window.locator("#status").inner_text()

    window.locator("#n").focus()
    for _ in range(total - 2):
        window.keyboard.press("ArrowLeft")

    assert here(window) == (2, total)
    assert "Diusulkan" in window.locator("#status").inner_text()
    assert window.locator('#events [aria-current="true"]').get_attribute("data-n") == "2"
    expect(window.locator("#digest-ok")).to_contain_text("sama dengan server")
    assert window.locator("#n").get_attribute("aria-valuetext").startswith("Peristiwa 2 dari")
    picture(window, "replay-early")


def test_each_state_in_the_browser_is_the_servers_own(visit_site):
    window = opened(visit_site)
    _, total = here(window)
    for number in range(total, 0, -1):
        window.locator(f'#events li[data-n="{number}"] a').click()
        assert here(window)[0] == number
        expect(window.locator("#digest-ok")).to_have_class("good-text")
        expect(window.locator("#digest-ok")).to_contain_text("sama dengan server")


def test_the_keys_move_along_and_can_be_switched_off(visit_site):
    window = opened(visit_site)
    _, total = here(window)
    window.locator("#now").click()

    window.keyboard.press("Home")
    assert here(window)[0] == 1
    window.keyboard.press("j")
    window.keyboard.press("j")
    window.keyboard.press("k")
    assert here(window)[0] == 2
    window.keyboard.press("End")
    assert here(window)[0] == total
    window.keyboard.press("[")
    assert 1 < here(window)[0] < total
    window.keyboard.press("e")
    assert window.evaluate("document.activeElement.id") == "papers"
    window.keyboard.press("End")

    window.locator("#keys summary").click()
    window.get_by_label("Tombol pintas menyala").uncheck()
    window.locator("#now").click()
    window.keyboard.press("k")
    assert here(window)[0] == total


def test_a_permanent_link_opens_the_very_same_point(visit_site):
    window = opened(visit_site)
    window.locator("#previous").click()
    window.locator("#previous").click()
    number = here(window)
    state = window.locator("#rows").inner_text()
    address = window.url
    assert "pos=" in address

    position = re.search(r"pos=(\d+)", address)[1]
    cited = window.locator("#cite").text_content()
    assert f"posisi {position}" in cited
    assert window.locator("#digest").inner_text() in cited

    again = visit_site("inspector")
    again.goto(address)

    assert here(again) == number
    assert again.locator("#rows").inner_text() == state


def test_the_other_clock_asks_what_had_happened(visit_site, picture):
    window = opened(visit_site)
    window.get_by_role("link", name="Menurut kejadian").click()
    expect(window.locator("#digest-ok")).to_contain_text("sama dengan server")

    assert "clock=occurred" in window.url
    assert "sudah terjadi pada" in window.locator(".on-day").inner_text()
    window.locator("#date").fill("2020-01-01")
    window.get_by_role("button", name="Tampilkan").last.click()
    expect(window.locator("#rows")).to_contain_text("Belum ada apa-apa")
    picture(window, "replay-before")


def test_everything_can_be_read_and_walked_without_script(visit_site, chromium, site, picture):
    signed_in = visit_site("auditor")
    with without_script(chromium, site, signed_in.context.cookies()) as window:
        window.goto(f"/rt/{MELATI}")
        _, total = here(window)
        window.get_by_role("link", name="Peristiwa pertama").click()
        assert here(window) == (1, total)
        window.get_by_role("link", name="Peristiwa berikutnya").click()
        assert here(window) == (2, total)
        window.locator(f'#events li[data-n="{total}"] a').click()
        assert here(window) == (total, total)
        picture(window, "replay-without-script")


def test_on_a_phone_nothing_sticks_out_and_the_parts_are_within_reach(visit_site, picture):
    window = opened(visit_site, PHONE)

    assert window.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture(window, "replay")
    window.get_by_role("link", name="Keadaan", exact=True).click()
    expect(window.locator("#state-title")).to_be_in_viewport()
    window.locator("#events li a").first.click()
    assert here(window)[0] == 1
    expect(window.locator("#change-title")).to_be_in_viewport()


def test_the_page_prints_the_state_and_the_history_up_to_it(visit_site, picture):
    window = opened(visit_site)
    window.locator("#previous").click()
    window.emulate_media(media="print")

    assert not window.locator(".site-head").is_visible()
    assert not window.locator("#n").is_visible()
    assert window.locator("#rows").is_visible()
    assert not window.locator("#events li.ahead").first.is_visible()
    picture(window, "replay-printed")


def test_the_list_leads_to_the_family_and_names_it_for_who_may_know(visit_site, picture):
    window = visit_site("auditor")
    picture(window, "start")
    window.get_by_label("Nomor kasus atau nama").fill(case_number(KENANGA))
    window.get_by_role("button", name="Cari").click()
    window.get_by_role("link", name=case_number(KENANGA)).click()

    expect(window.locator("h1")).to_contain_text(case_number(KENANGA))
    expect(window.locator("#rows")).to_contain_text(NAMES[KENANGA])
    picture(window, "replay")


def test_the_timeline_is_narrowed_while_typing_and_says_when_nothing_is_left(visit_site, picture):
    window = opened(visit_site)
    window.get_by_label("Cari dalam riwayat").fill("berkunjung")

    shown = window.locator("#events li:visible")
    assert 0 < shown.count() < window.locator("#events li").count()
    assert "filter=berkunjung" in window.url
    picture(window, "replay-narrowed")
    window.get_by_label("Cari dalam riwayat").fill("tidak ada yang begini")
    expect(window.get_by_text("Tidak ada peristiwa yang cocok")).to_be_visible()


def test_two_days_stand_side_by_side_and_lead_back_to_the_facts(visit_site, picture):
    window = opened(visit_site)
    window.get_by_role("link", name="Bandingkan").click()
    expect(window.get_by_role("heading", name=re.compile("Bandingkan"))).to_be_visible()
    picture(window, "compare")
    window.locator(".between a").first.click()

    assert here(window)[0] > 0


def test_the_story_plays_along_until_a_key_is_pressed(visit_site):
    window = visit_site("auditor")
    window.clock.install(time=0)
    window.goto(f"/rt/{MELATI}")
    expect(window.locator("#digest-ok")).to_contain_text("sama dengan server")
    window.clock.pause_at(600)
    window.get_by_label("Kecepatan putar").select_option("4")
    window.get_by_role("button", name="Putar otomatis").click()
    window.clock.run_for(250)
    assert here(window)[0] == 2
    window.clock.run_for(500)
    assert here(window)[0] == 4

    window.keyboard.press("k")
    number, total = here(window)
    window.clock.run_for(60_000)
    assert here(window)[0] == number < total
    window.context.close()  # whose time stands still
