"""Needs: who owes what, and how each ends (rule P4)."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.plan import (
    CloseNeed,
)
from domain.household.events.plan import (
    NeedClosed,
    NeedIdentified,
)
from domain.household.events.rights import ReferralMade
from tests.domain.household.cases import HEAD
from tests.domain.household.families import (
    ACTIVE,
    NEED,
    NEED_IDENTIFIED,
    NEEDED,
    OTHER_NEED,
    identify_need,
    reached,
)
from tests.scenario import MENTOR, given

STRANGER = UUID(int=0xFF)
SERVED = NeedClosed(need_id=NEED, outcome="served")


def need(**changes):
    return NeedIdentified(**NEEDED | changes)


def test_a_need_has_one_owner_and_a_day():
    given(*ACTIVE).when(identify_need(), by=MENTOR, role="mentor").then(NEED_IDENTIFIED)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"kind": "holiday"}, ("P4", "need")),
        ({"owner": "nobody"}, ("M4", "party")),
        ({"person_id": STRANGER}, ("S1", "missing")),
    ],
)
def test_a_need_that_the_programme_does_not_know_is_refused(changes, rule):
    given(*ACTIVE).when(identify_need(**changes)).then_refused(*rule)


def test_a_need_sent_twice_is_recorded_once():
    given(*ACTIVE, NEED_IDENTIFIED).when(identify_need()).then_nothing()


def test_the_id_of_a_need_is_not_used_for_another_need():
    given(*ACTIVE, NEED_IDENTIFIED).when(identify_need(kind="house")).then_refused("V2")


def test_the_last_mandatory_need_served_covers_the_basic_needs():
    optional = need(need_id=OTHER_NEED, kind="house")
    given(*ACTIVE, NEED_IDENTIFIED, optional).when(CloseNeed(need_id=NEED, outcome="served")).then(
        SERVED, reached("basic_needs_covered")
    )


def test_a_mandatory_need_served_before_the_last_is_no_milestone():
    given(*ACTIVE, NEED_IDENTIFIED, need(need_id=OTHER_NEED)).when(
        CloseNeed(need_id=NEED, outcome="served")
    ).then(SERVED)


def test_a_need_that_stays_unmet_says_why():
    unmet = CloseNeed(need_id=NEED, outcome="unmet", reason="no_budget")
    given(*ACTIVE, NEED_IDENTIFIED).when(unmet).then(
        NeedClosed(need_id=NEED, outcome="unmet", reason="no_budget")
    )


def test_a_need_left_unmet_without_a_reason_is_refused():
    given(*ACTIVE, NEED_IDENTIFIED).when(CloseNeed(need_id=NEED, outcome="unmet")).then_refused(
        "S1", "reason"
    )


def test_a_need_closed_twice_in_the_same_way_is_closed_once():
    given(*ACTIVE, NEED_IDENTIFIED, SERVED).when(
        CloseNeed(need_id=NEED, outcome="served")
    ).then_nothing()


def test_a_need_that_was_served_cannot_be_left_unmet_afterwards():
    given(*ACTIVE, NEED_IDENTIFIED, SERVED).when(
        CloseNeed(need_id=NEED, outcome="unmet", reason="no_budget")
    ).then_refused("P4", "closed")


def test_a_need_is_not_closed_while_an_agency_works_on_it():
    referral = ReferralMade(
        referral_id=UUID(int=0x153),
        need_id=NEED,
        person_id=HEAD,
        owner="health",
        service="health_insurance",
        due_on=date(2026, 9, 1),
    )
    given(*ACTIVE, NEED_IDENTIFIED, referral).when(
        CloseNeed(need_id=NEED, outcome="served")
    ).then_refused("P4", "referred")


def test_a_need_that_nobody_identified_cannot_be_closed():
    given(*ACTIVE).when(CloseNeed(need_id=NEED, outcome="served")).then_refused("S1", "missing")
