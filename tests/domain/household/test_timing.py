"""A date alone makes no time go by: what decides is dated near the day on which it is said."""

import inspect
from datetime import date, timedelta

import pytest

from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.assessment import AssessHalfYear, CheckAfterGraduation
from domain.household.commands.entry import EnrolHousehold
from domain.household.commands.targeting import (
    ConfirmEligibility,
    RejectNomination,
    ReopenNomination,
)
from domain.household.timing import RESTING
from tests.domain.household.cases import (
    CHECKED,
    CONFIRMED,
    CONSENTED,
    DECIDED,
    ELIGIBLE,
    ENROLLED,
    HEAD,
    NOMINATED,
    OBJECTION,
    REJECTED,
    VISITED,
    objection,
    village,
)
from tests.domain.household.families import ACTIVE, WELL, agree_plan
from tests.domain.household.graduates import ENDED, GRADUATED, READY, approve
from tests.scenario import MENTOR, NOW, day, given, said

# What is seen in the field is dated by who saw it, and leads to these without deciding anything.
SEEN_IN_THE_FIELD = {
    "HouseholdFormedBySplit",
    "HouseholdNominated",
    "IdentityCheckRecorded",
    "VerificationVisitRecorded",
}
ENROL = {"decree_number": "100.1/2026", "decree_on": date(2026, 3, 2), "in_other_programme": False}


@pytest.mark.parametrize(("days_ago", "dated"), [(0, True), (14, True), (15, False), (60, False)])
def test_a_decision_is_dated_at_most_two_weeks_back(days_ago, dated):
    wish = EnrolHousehold(**ENROL, occurred_at=NOW - timedelta(days=days_ago))
    asked = given(*ELIGIBLE, CONSENTED).when(wish, now=NOW, village=village())

    if dated:
        asked.then(ENROLLED)
    else:
        asked.then_refused("V1", "back")


def test_a_verdict_is_not_dated_before_the_nomination_it_is_about():
    on = NOW.date() - timedelta(days=3)
    facts = (NOMINATED, CHECKED, VISITED, DECIDED)
    nominated = tuple(said(fact, by=MENTOR, on=on) for fact in facts)
    before = ConfirmEligibility(occurred_at=NOW - timedelta(days=4))

    given(*nominated).when(before, now=NOW).then_refused("V1", "before")
    given(*nominated).when(ConfirmEligibility(), now=NOW).then(CONFIRMED)


def test_a_rejection_dated_back_does_not_use_up_the_days_for_an_objection():
    rejected_on = date(2026, 6, 1)
    long_ago = RejectNomination(reason="not_poor", occurred_at=day(date(2025, 6, 1)))
    given(NOMINATED).when(long_ago, now=rejected_on).then_refused("V1", "back")

    # Dated back as far as may be, it still leaves all days from the day it was recorded on.
    history = (NOMINATED, said(REJECTED, on=date(2026, 5, 20), recorded=rejected_on))
    last = rejected_on + timedelta(days=120)
    reopen = ReopenNomination(reason="objection_upheld", objection_id=OBJECTION)
    reopened = given(*history).when(reopen, now=last, objection=objection())
    assert reopened.events()


def test_a_reopening_is_late_by_the_servers_clock_whatever_it_says_itself():
    rejected_on = date(2026, 6, 1)
    inside = day(rejected_on + timedelta(days=119))
    late = ReopenNomination(reason="objection_upheld", objection_id=OBJECTION, occurred_at=inside)

    asked = given(NOMINATED, said(REJECTED, on=rejected_on)).when(
        late, now=rejected_on + timedelta(days=121), objection=objection()
    )

    asked.then_refused("T9", "window")


def test_nothing_is_assessed_or_agreed_before_its_time():
    begun = tuple(said(fact, on=date(2026, 6, 1)) for fact in ACTIVE)
    before = day(date(2026, 5, 20))
    half_year = AssessHalfYear(
        assessment_id=OBJECTION,
        respondent_id=HEAD,
        instrument_code="scorecard",
        instrument_version=1,
        answers=WELL,
        occurred_at=before,
    )

    given(*begun).when(half_year).then_refused("V1", "baseline")
    given(*begun).when(agree_plan(occurred_at=before)).then_refused("V1", "early")
    assert given(*begun).when(agree_plan()).events()


def test_a_check_after_graduation_is_not_made_before_it():
    check = {
        "assessment_id": OBJECTION,
        "respondent_id": HEAD,
        "instrument_code": "scorecard",
        "instrument_version": 1,
        "answers": WELL,
    }
    before = CheckAfterGraduation(**check, occurred_at=day(ENDED - timedelta(days=1)))
    later = ENDED + timedelta(days=20)

    given(*GRADUATED).when(before, now=later).then_refused("V1", "before")
    assert given(*GRADUATED).when(CheckAfterGraduation(**check), now=later).events()


def test_a_meeting_graduates_only_whom_it_knew_to_be_assessed():
    assert approve(READY, held_on=date(2028, 2, 20)).events()
    approve(READY, held_on=date(2028, 2, 19)).then_refused("G3", "meeting")


def test_every_fact_that_changes_the_status_has_a_rule_about_its_date():
    changing = {
        kind.__name__
        for kind, fold in HOUSEHOLD.folds_of.items()
        if ".enter(" in inspect.getsource(inspect.unwrap(fold))
    }

    assert changing - SEEN_IN_THE_FIELD <= {kind.__name__ for kind in RESTING}
