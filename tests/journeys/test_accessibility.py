"""No page has a fault that axe can find: in each role that sees it, both languages, both sizes."""

from pathlib import Path
from uuid import UUID

import pytest

from domain.audit_engagement.events import EngagementOpened
from domain.data_request.events import DataRequestReceived
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.proposals import AmendmentProposed
from tests.journeys.conftest import DESK, PHONE
from tests.web.office import HERE, MELATI, person, user_of

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
AXE = Path("tests/vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async (rules) => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]}))
  .violations.map((found) => `${found.id}: ${found.nodes[0].html}`)"""
PROPOSAL, REQUEST, AUDIT = UUID(int=0x1F0), UUID(int=0x1F1), UUID(int=0x1F2)
PAGES = {
    "programme_lead": (
        "/",
        "/program",
        "/program?as_of=2020-01-01",
        "/program/corong",
        "/program/pilar",
        "/konvergensi",
        "/konvergensi?owner=dikbud",
        "/terlambat",
        "/kelulusan",
        f"/rt/{MELATI}/kelulusan",
        f"/desa/{HERE}",
    ),
    "auditor": (
        "/",
        "/?q=RT-ZZ",
        f"/rt/{MELATI}",
        f"/rt/{MELATI}?pos=-1",
        f"/rt/{MELATI}?beside=true&only=late",
        f"/rt/{MELATI}/banding",
        "/docs",
        "/pembacaan",
        "/penolakan",
    ),
    "supervisor": (
        f"/rt/{MELATI}/berkas",
        f"/rt/{MELATI}/catat/split",
        "/verval",
        "/sanggahan",
        "/karantina",
        "/ketidakwajaran",
        "/pembetulan",
        f"/rt/{MELATI}/pembetulan/{PROPOSAL}",
    ),
    "meeting_secretary": ("/musyawarah",),
    "data_officer": ("/impor", "/ganda"),
    "mentor": (
        "/akun",
        "/hari-ini",
        f"/rt/{MELATI}/berkas",
        f"/rt/{MELATI}/catat/identify-need",
        f"/rt/{MELATI}/catat/assess-half-year",
        "/",
        f"/rt/{MELATI}",
        f"/rt/{MELATI}/kunjungan",
        f"/rt/{MELATI}/kunjungan/langkah",
        f"/rt/{MELATI}/kunjungan/langkah?n=8",
        f"/rt/{MELATI}/lembar",
        "/bantuan?hal=/hari-ini",
        "/istilah?q=kunjungan",
        "/konvergensi",
    ),
    "inspector": (
        "/sampel",
        "/sampel/buka",
        "/temuan",
        "/antrean",
        "/dana/tanggungan",
        f"/sampel/{AUDIT}/kertas-kerja",
    ),
    "administrator": (
        "/",
        "/program",
        "/nowhere",
        "/pengguna",
        "/pengguna?state=blocked",
        "/pengguna-baru",
        f"/pengguna/{user_of('mentor')}",
        "/akun/kode",
        "/akun/kunci",
        "/health",
    ),
    "service_agency": ("/layanan",),
    "pdp_officer": ("/permintaan-data", f"/permintaan-data/{REQUEST}", "/pembacaan"),
}


@pytest.fixture(scope="module", autouse=True)
def _an_amendment_waits(office):
    history = office.ledger.history(MELATI)
    visit = next(each for each in history if isinstance(each.event, VisitRecorded))
    proposed = AmendmentProposed(
        proposal_id=PROPOSAL,
        target_id=visit.event_id,
        amendment="correction",
        reason="wrong_value",
        values=(("minutes", "57"),),
    )
    office.tell(MELATI, proposed, by=user_of("mentor"), role="mentor")


@pytest.fixture(scope="module", autouse=True)
def _an_audit_began(office):
    opened = EngagementOpened(
        warrant="ST 7/2026",
        warrant_sha256="a" * 64,
        organisation="bappeda",
        villages=(HERE,),
        from_on=office.clock().date(),
        until_on=office.clock().date(),
    )
    office.tell(AUDIT, opened, by=user_of("inspector"), role="inspector")


@pytest.fixture(scope="module", autouse=True)
def _a_request_waits(office):
    received = DataRequestReceived(
        person_id=person(MELATI, "head"),
        kind="erasure",
        applicant="self",
        channel="letter",
        household_id=MELATI,
        village_code=HERE,
        due_at=office.clock(),
    )
    office.tell(REQUEST, received, by=user_of("pdp_officer"), role="pdp_officer")


def faults(window):
    window.evaluate(AXE)
    return window.evaluate(LOOK, RULES)


def faults_at(window, sizes):
    """Look at the page that is open, as it is shown at each size."""
    window.evaluate(AXE)
    found = []
    for size in sizes:
        window.set_viewport_size(size)
        found += [(size["width"], fault) for fault in window.evaluate(LOOK, RULES)]
    return found


def sticks_out(window):
    """Say what is wider than a narrow screen, which is also an ordinary one at twice the size."""
    width = window.evaluate("document.documentElement.scrollWidth")
    return [f"{width} wide"] if width > NARROW["width"] else []


# Words differ by language, layout by size: what a size does to a page it does in both languages.
@pytest.mark.parametrize(
    ("language", "sizes"), [("id", (DESK, PHONE)), ("en", (PHONE,))], ids=["id", "en"]
)
@pytest.mark.parametrize("role", PAGES)
def test_axe_finds_no_fault_on_any_page_of_a_role_and_nothing_sticks_out(
    visit_site, role, language, sizes
):
    window = visit_site(role, tolerates=(403, 404))
    found = {}
    for path in PAGES[role]:
        window.set_viewport_size(NARROW)
        window.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        if seen := sticks_out(window) + faults_at(window, sizes):
            found[path] = seen

    assert found == {}


def test_axe_finds_a_fault_that_was_planted(visit_site):
    window = visit_site("auditor", tolerates=(404,))
    window.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=x>')")

    assert any(fault.startswith("image-alt") for fault in faults(window))


def test_what_sticks_out_is_found(visit_site):
    window = visit_site("auditor", NARROW)
    assert sticks_out(window) == []
    window.evaluate("document.querySelector('h1').style.width = '400px'")

    assert sticks_out(window)


@pytest.mark.parametrize("role", ["programme_lead", "auditor", "mentor"])
def test_a_page_is_walked_by_the_keyboard_and_the_focus_is_always_seen(visit_site, role):
    window = visit_site(role, reduced_motion="reduce")
    for path in PAGES[role][:4]:
        window.goto(path)
        window.keyboard.press("Tab")
        assert window.evaluate("document.activeElement.className") == "skip"
        for _ in range(25):
            window.keyboard.press("Tab")
            seen = window.evaluate(
                """() => { const at = document.activeElement.getBoundingClientRect();
                  return document.activeElement === document.body
                    || at.bottom > 0 && at.top < innerHeight && at.width > 0 }"""
            )
            assert seen, (path, window.evaluate("document.activeElement.outerHTML"))
