"""What one role pays or grants, another confirms or decides, and a third one sees."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from domain.disbursement_order.events import OrderApproved, OrderProposed
from domain.history import case_number, stream_id
from domain.village_account.events import AccountOpened, FundsReceived
from tests.journeys.hands import PAPER, choose, store, type_in
from tests.web.moneys import tell_money
from tests.web.office import HERE, KENANGA, NAMES, PROGRAMME, user_of

pytestmark = pytest.mark.browser


@pytest.fixture
def approved(office):
    """Return an order of this village that was approved and is not paid yet."""
    log, stream = tell_money(office, orders=4), uuid4()
    account = stream_id(PROGRAMME.code, "village-account", HERE)
    today = {"received_on": office.clock().date(), "report_due_on": office.clock().date()}
    received = first(log, FundsReceived).event.model_copy(update=today)
    begun = first(log, AccountOpened).event, received
    office.tell(account, *begun, by=user_of("treasurer"), role="treasurer")
    wanted = first(log, OrderProposed, lambda told: told.event.kind == "cash")
    approval = first(
        log, OrderApproved, lambda told: told.originator_id == wanted.originator_id
    ).event
    proposal = wanted.event.model_copy(update={"account_id": account})
    office.tell(stream, proposal, by=user_of("village_officer"), role="village_officer")
    office.tell(stream, approval, by=user_of("approver"), role="approver")
    return stream


def first(log, kind, fits=lambda _: True):
    """Return the first fact of a kind; the money of this village is told first."""
    return next(told for told in log if isinstance(told.event, kind) and fits(told))


def test_what_the_treasurer_pays_the_confirmer_confirms_and_the_inspector_sees(
    office, approved, visit_site, picture
):
    treasurer = visit_site("treasurer")
    treasurer.goto("/antrean")
    treasurer.locator(f'a[href="/antrean/{approved}/pay"]').click()
    choose(treasurer, method="advance")
    today = office.clock().date().isoformat()
    type_in(treasurer, sp2d="SP2D contoh 17", paid_on=today)
    treasurer.locator('input[type="file"]').set_input_files(PAPER)
    picture(treasurer, "order-paid")
    store(treasurer)
    expect(treasurer).to_have_url(re.compile("/antrean[?]stored=|/antrean$"))
    expect(treasurer.locator(f'a[href="/antrean/{approved}/pay"]')).to_have_count(0)

    confirmer = visit_site("confirmer")
    confirmer.goto("/antrean")
    confirmer.locator(f'a[href="/antrean/{approved}/confirm"]').click()
    confirmer.locator('input[type="file"]').set_input_files(PAPER)
    picture(confirmer, "order-confirmed")
    store(confirmer)
    expect(confirmer).to_have_url(re.compile("/antrean[?]stored=|/antrean$"))
    expect(confirmer.locator(f'a[href="/antrean/{approved}/confirm"]')).to_have_count(0)

    inspector = visit_site("inspector")
    inspector.goto(f"/dana/{HERE}")
    inspector.locator(f'tr.level-order a[href$="/{approved}"]').click()
    expect(inspector.locator("main")).to_contain_text("SP2D contoh 17")
    picture(inspector, "order-of-two")


def test_a_request_that_two_people_grant_is_seen_by_the_auditor_with_its_copy(
    office, visit_site, picture
):
    officer = visit_site("pdp_officer")
    officer.goto("/permintaan-data")
    type_in(officer, number=case_number(KENANGA))
    store(officer, "Cari keluarga")
    officer.locator('input[name="person_id"]').first.check()
    choose(officer, kind="access", applicant="self", channel="letter")
    picture(officer, "data-request-received")
    store(officer)
    choose(officer, outcome="granted", ground="right_of_access")
    type_in(officer, basis="UU 27/2022 pasal 7")
    store(officer, "Usulkan")

    lead = visit_site("programme_lead")
    lead.goto("/permintaan-data")
    lead.locator("tbody a").first.click()
    store(lead, "Putuskan seperti diusulkan")
    expect(lead.locator("main")).to_contain_text("diputus dua orang")

    officer.reload()
    with officer.expect_download() as handed:
        officer.get_by_role("button", name="Unduh salinan").click()
    assert NAMES[KENANGA] in handed.value.path().read_text("utf-8")
    officer.reload()
    type_in(officer, answered_on=office.clock().date().isoformat())
    choose(officer, channel="letter")
    store(officer)

    auditor = visit_site("auditor")
    auditor.goto("/permintaan-data")
    expect(auditor.locator("tbody")).to_contain_text("dijawab, dikabulkan")
    auditor.locator("tbody a").first.click()
    expect(auditor.locator("#steps ~ ul")).to_contain_text("Salinan")
    picture(auditor, "data-request-answered")
