"""An inspector opens a village's money, sees what is not explained, and follows it both ways."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_accessibility import faults
from tests.web.moneys import tell_money
from tests.web.office import HERE, PROGRAMME

pytestmark = pytest.mark.browser
VILLAGE = PROGRAMME.village_by_code[HERE].name


@pytest.fixture(scope="module", autouse=True)
def money(office):
    return tell_money(office, orders=12)


def is_wider_than_the_screen(window):
    return window.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def choose(window, head, name):
    """Open a head of the menu, and go to one of its pages."""
    menu = window.get_by_role("navigation").first
    menu.get_by_text(head).click()
    menu.get_by_role("link", name=name, exact=True).click()


def test_from_the_menu_to_the_later_look_and_back(visit_site, picture):
    window = visit_site("inspector", DESK)
    choose(window, "Keuangan", "Dana")
    window.get_by_role("link", name=VILLAGE, exact=True).click()

    expect(window.get_by_role("heading", name="Periksa ini dulu")).to_be_visible()
    picture(window, "funds-village")
    window.locator("tr.level-order a").first.click()
    expect(window.get_by_role("heading", name="Apa yang sampai")).to_be_visible()
    picture(window, "funds-order")
    window.locator("tbody th a").first.click()
    expect(window.get_by_role("heading", name="Perjalanan satu penyerahan")).to_be_visible()
    picture(window, "funds-way")

    window.get_by_role("link", name="Ke pencairan").first.click()
    expect(window.get_by_role("heading", name="Apa yang sampai")).to_be_visible()
    choose(window, "Keuangan", "Dana")
    expect(window.get_by_role("heading", name="Dana semua desa")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_no_fault_and_nothing_sticks_out(visit_site, picture, size, language):
    window = visit_site("inspector", size)
    window.goto(f"/dana/{HERE}")
    order = window.locator("tr.level-order a").first.get_attribute("href")
    window.goto(order)
    way = window.locator("tbody th a").first.get_attribute("href")
    for name, path in (("all", "/dana"), ("village", f"/dana/{HERE}"), ("order", order)):
        window.goto(f"{path}?lang={language}")
        assert faults(window) == [], name
        assert not is_wider_than_the_screen(window), name
        picture(window, f"funds-{name}-{language}")
    window.goto(f"{way}?lang={language}")
    assert faults(window) == []
    assert not is_wider_than_the_screen(window)
