"""A mentor proposes on a phone to correct a visit; a supervisor sees what follows and confirms."""

import re

import pytest
from playwright.sync_api import expect

from domain.household.events.accompaniment import VisitRecorded
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import faults
from tests.web.office import MELATI

pytestmark = pytest.mark.browser


def test_from_an_event_of_the_history_to_its_correction_by_two(visit_site, picture, office):
    history = office.ledger.history(MELATI)
    visit = next(each for each in history if isinstance(each.event, VisitRecorded))
    phone = visit_site("mentor", PHONE, has_touch=True)
    phone.goto(f"/rt/{MELATI}?pos={visit.position}")
    phone.get_by_role("link", name="Usulkan pembetulan peristiwa ini").tap()
    picture(phone, "propose")
    assert faults(phone) == []
    phone.get_by_label("Lama (menit)").fill("57")
    phone.locator('input[name="correction-reason"][value="wrong_value"]').check()
    phone.get_by_role("button", name="Usulkan pembetulan").tap()
    expect(phone.get_by_role("button", name="Tarik usulan")).to_be_visible()
    picture(phone, "proposed")

    window = visit_site("supervisor")
    window.goto("/pembetulan")
    picture(window, "amendments")
    window.get_by_role("link", name=re.compile("Pembetulan RT-")).click()
    expect(window.locator("main ins").first).to_be_visible()
    picture(window, "amendment")
    window.get_by_role("button", name="Benarkan").click()
    expect(window.locator("h1")).to_contain_text("dibenarkan")
    window.goto(f"/rt/{MELATI}")
    expect(window.locator("#change")).to_contain_text("lama (menit): 57")
