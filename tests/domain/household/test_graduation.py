"""Graduation: who decides, on what, and when (rules G1 to G4)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.household.commands.assessment import (
    ApproveGraduation,
    ApproveGraduationByAgency,
)
from domain.household.commands.plan import IdentifyNeed
from domain.household.events.assessment import (
    ParticipationSuspended,
)
from domain.household.events.assets import FindingOpened, FindingSettled, ReceiptAcknowledged
from domain.household.events.plan import NeedClosed
from domain.household.events.rights import ReferralMade
from domain.household.state import Status
from domain.village_programme.state import Appointment, VillageProgramme
from tests.domain.household.cases import HEAD, IN_PROGRAMME, MEETING, NOMINATED, meeting
from tests.domain.household.families import (
    ACTIVE,
    NEED,
    NEED_IDENTIFIED,
    POOR,
    SECOND_PERSON,
    WELL_VERDICTS,
    half_year,
    reached,
)
from tests.domain.household.graduates import (
    APPROVAL,
    APPROVED,
    ENDED,
    GRADUATED,
    MONTH_18,
    MONTH_24,
    PASSED,
    READY,
    approve,
    assess,
)
from tests.domain.household.moneys import GIVEN, SENT
from tests.domain.household.test_receipts import ACKNOWLEDGED, GOT
from tests.scenario import MENTOR, given, said


def test_a_passed_assessment_opens_the_review():
    history = (*ACTIVE, MONTH_18, reached("indicator.food"), reached("indicator.savings"))
    scenario = given(*history).when(assess(), now=ENDED).then(PASSED)

    assert scenario.state.status is Status.GRADUATION_REVIEW


def test_a_failed_assessment_leaves_the_household_active():
    events = given(*ACTIVE).when(assess(answers=POOR), now=ENDED).events()

    assert given(*ACTIVE, *events).state.status is Status.ACTIVE


def test_an_assessment_sent_twice_is_recorded_once():
    given(*READY).when(assess(), now=ENDED).then_nothing()


def test_nobody_graduates_whom_they_accompanied():
    given(*ACTIVE).when(assess(), by=MENTOR, now=ENDED).then_refused("G3", "mentor")
    approve(by=MENTOR).then_refused("G3", "mentor")


@pytest.mark.parametrize("history", [(), (NOMINATED,)])
def test_a_household_that_was_never_enrolled_is_not_assessed_for_graduation(history):
    code = "G4" if history else "S1"
    variant = "" if history else "unknown"
    given(*history).when(assess(), now=ENDED).then_refused(code, variant)


def test_an_assessment_for_graduation_needs_a_baseline():
    given(*IN_PROGRAMME).when(assess(), now=ENDED).then_refused("A3")


def test_the_village_meeting_graduates_a_household():
    approve().then(APPROVED)


def test_the_approval_keeps_what_the_approver_saw():
    (event,) = approve().events()

    assert event.assessed_event_id == UUID(int=len(READY))
    assert event.verdicts == WELL_VERDICTS
    assert event.version_seen == len(READY)


def test_the_accompanying_agency_graduates_a_household():
    asked = ApproveGraduationByAgency(**APPROVAL)
    at_hand = {"by": SECOND_PERSON, "now": ENDED, "village": accompanied()}
    of_it = at_hand | {"organisation": "village_agency"}
    given(*READY).when(asked, **of_it).then(APPROVED.model_copy(update={"meeting_id": None}))
    given(*GRADUATED).when(asked, **of_it).then_nothing()


def test_no_other_agency_graduates_a_household():
    asked = ApproveGraduationByAgency(**APPROVAL)
    wish = {"by": SECOND_PERSON, "now": ENDED}
    ended = accompanied(until=ENDED - timedelta(days=1))
    for village in (accompanied("health"), ended, VillageProgramme(), None):
        refused = given(*READY).when(asked, **wish, organisation="village_agency", village=village)
        refused.then_refused("G3", "agency")
    given(*READY).when(asked, **wish, village=accompanied()).then_refused("G3", "agency")


def accompanied(agency="village_agency", until=None):
    """A village and the agency that accompanies it."""
    appointment = Appointment(agency, date(2026, 1, 1), "SK contoh 2", until)
    return VillageProgramme(appointments=[appointment])


def test_an_approval_sent_twice_is_recorded_once():
    approve(GRADUATED).then_nothing()


@pytest.mark.parametrize("decided", ["eligible", "not_eligible"])
def test_a_meeting_that_decided_otherwise_graduates_nobody(decided):
    approve(decided=decided).then_refused("G3", "basis")


def test_a_meeting_that_is_not_closed_graduates_nobody():
    asked = ApproveGraduation(**APPROVAL, meeting_id=MEETING)
    open_meeting = meeting("graduate", closed=False)
    given(*READY).when(asked, now=ENDED, meeting=open_meeting).then_refused("M2", "minutes")
    given(*READY).when(asked, now=ENDED).then_refused("G3", "basis")


def test_the_approver_has_seen_the_latest_assessment():
    approve(version_seen=len(READY) - 1).then_refused("G3", "unseen")
    later = said(half_year(4), on=date(2028, 3, 1))
    approve((*READY, later)).then_refused("G3", "unseen")


def test_an_assessment_that_is_not_in_the_file_graduates_nobody():
    approve(assessment_id=UUID(int=0xFF)).then_refused("S1", "missing")


def test_the_stay_is_the_whole_of_the_months_promised():
    approve(now=ENDED - timedelta(days=1)).then_refused("G1", "stay")
    approve(now=ENDED).then(APPROVED)


def test_one_passing_assessment_is_not_enough():
    approve((*ACTIVE, MONTH_24), version_seen=20).then_refused("G1", "passes")


def test_two_passing_assessments_are_apart():
    close = said(half_year(3), on=date(2027, 11, 23))
    approve((*ACTIVE, close, MONTH_24)).then_refused("G1", "passes")
    far = said(half_year(3), on=date(2027, 11, 22))
    approve((*ACTIVE, far, MONTH_24)).then(APPROVED)


def test_two_passing_assessments_are_in_a_row():
    relapse = said(half_year(5, passed=False), on=date(2027, 10, 1))
    approve((*ACTIVE, MONTH_18, relapse, MONTH_24), version_seen=20).then_refused("G1", "passes")


def test_an_unmet_mandatory_indicator_stands_in_the_way():
    failed = said(
        PASSED.model_copy(update={"passed": False, "failed": ("food",)}), on=date(2028, 2, 20)
    )
    approve((*ACTIVE, MONTH_18, failed)).then_refused("G2", "indicator")


def test_an_open_mandatory_need_stands_in_the_way():
    history = (*ACTIVE, NEED_IDENTIFIED, MONTH_18, MONTH_24)
    closed = NeedClosed(need_id=NEED, outcome="unmet", reason="no_budget")
    approve(history, version_seen=20).then_refused("G2", "need")
    assert approve((*history, closed), version_seen=20).events()


def test_a_referral_of_a_mandatory_need_stands_in_the_way():
    referral = ReferralMade(
        referral_id=UUID(int=0x1A2),
        need_id=NEED,
        person_id=HEAD,
        owner="health",
        service="health_insurance",
        due_on=date(2028, 1, 1),
    )
    history = (*ACTIVE, NEED_IDENTIFIED, referral, MONTH_18, MONTH_24)
    approve(history, version_seen=20).then_refused("G2", "referral")


def test_an_open_need_that_is_not_mandatory_does_not():
    optional = NEED_IDENTIFIED.model_copy(update={"kind": "house"})
    assert approve((*ACTIVE, optional, MONTH_18, MONTH_24), version_seen=20).events()


def test_a_suspended_household_does_not_graduate():
    suspended = ParticipationSuspended(
        suspension_id=UUID(int=0x1A3), reason="away", until_on=date(2028, 4, 1)
    )
    given(*ACTIVE, suspended).when(assess(), now=ENDED).then_refused("G4")
    approve((*READY, suspended)).then_refused("G4")


def test_a_household_graduates_once_per_cycle():
    approve(GRADUATED, graduation_id=UUID(int=0xFF)).then_refused("G4", "again")
    given(*GRADUATED).when(assess(assessment_id=UUID(int=0xFF)), now=ENDED).then_refused(
        "G4", "again"
    )


def test_a_need_found_during_the_review_is_recorded():
    asked = IdentifyNeed(**NEED_IDENTIFIED.model_dump(exclude={"warnings", "sealed"}))
    given(*READY).when(asked, now=ENDED).then(NEED_IDENTIFIED)


def test_nobody_graduates_beside_an_open_critical_finding():
    finding = {"finding_id": UUID(int=0x31), "engagement_id": UUID(int=0x32)}
    critical = FindingOpened(**finding, severity="critical")
    approve((*READY, critical)).then_refused("G2", "finding")

    minor = FindingOpened(**finding, severity="minor")
    assert approve((*READY, minor)).events()
    settled = FindingSettled(finding_id=UUID(int=0x31))
    assert approve((*READY, critical, settled)).events()


def test_nobody_graduates_with_something_that_is_not_proved():
    approve((*READY, GIVEN)).then_refused("G2", "evidence")
    receipt = ReceiptAcknowledged(**ACKNOWLEDGED)
    assert approve((*READY, GIVEN, receipt)).events()
    approve((*READY, SENT, ReceiptAcknowledged(**GOT))).then_refused("G2", "evidence")
