"""Referrals: one owner, one promise, and an end that can be proved (rule R1)."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.rights import (
    AcceptReferral,
    CloseReferralUnmet,
    DeclineReferral,
    DeliverService,
    MakeReferral,
)
from domain.household.events.plan import NeedClosed
from domain.household.events.rights import (
    ReferralAccepted,
    ReferralClosedUnmet,
    ReferralDeclined,
    ReferralMade,
    ServiceDelivered,
)
from domain.programme import Role
from tests.domain.household.cases import ELIGIBLE, HEAD
from tests.domain.household.families import ACTIVE, NEED, NEED_IDENTIFIED, reached
from tests.sample_programme import PROGRAMME
from tests.scenario import MENTOR, given

REFERRAL, OTHER_REFERRAL = UUID(int=0x180), UUID(int=0x181)
STRANGER = UUID(int=0xFF)
PROMISED = date(2026, 8, 1)
REFERRED = {
    "referral_id": REFERRAL,
    "need_id": NEED,
    "person_id": HEAD,
    "owner": "health",
    "service": "health_insurance",
    "due_on": PROMISED,
}
MADE = ReferralMade(**REFERRED)
ACCEPTED = ReferralAccepted(referral_id=REFERRAL, due_on=PROMISED)
DECLINED = ReferralDeclined(referral_id=REFERRAL, reason="not_entitled")
UNMET = ReferralClosedUnmet(referral_id=REFERRAL, reason="no_answer")
DELIVERED = {
    "referral_id": REFERRAL,
    "person_id": HEAD,
    "proof": ("card_number",),
    "number": "0001-contoh",
}
SERVED = ServiceDelivered(**DELIVERED)
NEEDY = (*ACTIVE, NEED_IDENTIFIED)
REFERRING = (*NEEDY, MADE)


def refer(**changes):
    return MakeReferral(**REFERRED | changes)


def deliver(**changes):
    return DeliverService(**DELIVERED | changes)


ANSWERS = [
    (AcceptReferral(referral_id=REFERRAL, due_on=PROMISED), ACCEPTED),
    (DeclineReferral(referral_id=REFERRAL, reason="not_entitled"), DECLINED),
    (CloseReferralUnmet(referral_id=REFERRAL, reason="no_answer"), UNMET),
]


def test_a_need_is_referred_to_the_agency_that_owns_it():
    given(*NEEDY).when(refer()).then(MADE)
    given(*NEEDY, MADE).when(refer()).then_nothing()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"owner": "nobody"}, ("M4", "party")),
        ({"owner": "village_agency"}, ("R1", "owner")),
        ({"service": "house_repair"}, ("R1", "service")),
        ({"service": "magic"}, ("S1", "reason")),
        ({"need_id": STRANGER}, ("S1", "missing")),
        ({"person_id": STRANGER}, ("S1", "missing")),
        ({"due_on": date(2026, 6, 14)}, ("R1", "promise")),
    ],
)
def test_a_referral_without_an_owner_or_a_promise_is_refused(changes, rule):
    given(*NEEDY).when(refer(**changes)).then_refused(*rule)


def test_a_need_has_one_referral_under_way():
    given(*REFERRING).when(refer(referral_id=OTHER_REFERRAL)).then_refused("R1", "open")


def test_a_need_may_be_referred_again_when_an_agency_declined():
    again = refer(referral_id=OTHER_REFERRAL, owner="social")
    given(*REFERRING, DECLINED).when(again).then(
        ReferralMade(**REFERRED | {"referral_id": OTHER_REFERRAL, "owner": "social"})
    )


def test_a_closed_need_is_not_referred():
    closed = NeedClosed(need_id=NEED, outcome="unmet", reason="no_budget")
    given(*NEEDY, closed).when(refer()).then_refused("R1", "closed")


def test_a_household_that_is_not_enrolled_is_not_referred():
    given(*ELIGIBLE).when(refer()).then_refused("N5", "before")


@pytest.mark.parametrize(("command", "event"), ANSWERS)
def test_an_answer_to_a_referral_is_recorded_once(command, event):
    given(*REFERRING).when(command).then(event)
    given(*REFERRING, event).when(command).then_nothing()


@pytest.mark.parametrize("command", [command for command, _ in ANSWERS])
def test_only_a_referral_that_was_made_is_answered(command):
    given(*NEEDY).when(command).then_refused("S1", "missing")


@pytest.mark.parametrize("command", [command for command, _ in ANSWERS])
def test_a_referral_that_was_served_takes_no_other_answer(command):
    given(*REFERRING, SERVED).when(command).then_refused("R1", "closed")


def test_an_agency_promises_no_day_that_is_past():
    late = AcceptReferral(referral_id=REFERRAL, due_on=date(2026, 6, 14))
    given(*REFERRING).when(late).then_refused("R1", "promise")


@pytest.mark.parametrize("command", [DeclineReferral, CloseReferralUnmet])
def test_a_referral_without_a_service_ends_with_a_known_reason(command):
    given(*REFERRING).when(command(referral_id=REFERRAL, reason="mood")).then_refused(
        "S1", "reason"
    )


def test_a_service_that_arrived_closes_the_need():
    given(*REFERRING).when(deliver()).then(
        SERVED, NeedClosed(need_id=NEED, outcome="served"), reached("basic_needs_covered")
    )
    given(*REFERRING, SERVED).when(deliver()).then_nothing()


def test_a_photo_proves_a_service_too():
    photo = {"proof": ("photo",), "proof_sha256s": ("c" * 64,), "number": None}
    events = given(*REFERRING).when(deliver(**photo)).events()

    assert events[0] == ServiceDelivered(**DELIVERED | photo)


@pytest.mark.parametrize("changes", [{"number": None}, {"proof": ()}])
def test_a_service_without_proof_is_refused(changes):
    given(*REFERRING).when(deliver(**changes)).then_refused("R1", "proof")


def test_a_kind_of_proof_is_one_that_is_known():
    given(*REFERRING).when(deliver(proof=("rumour",))).then_refused("S1", "reason")


def test_the_state_knows_how_each_referral_ended():
    rights = given(*REFERRING, ACCEPTED, UNMET).state.rights

    assert rights.accepted == {REFERRAL: PROMISED}
    assert rights.ended == {REFERRAL: "unmet"}
    assert rights.open_referral_of(NEED) is None


def test_a_need_that_binds_no_service_takes_any():
    house = NEED_IDENTIFIED.model_copy(update={"kind": "house", "owner": "social"})
    wish = {"owner": "social", "service": "house_repair"}

    given(*ACTIVE, house).when(refer(**wish)).then(ReferralMade(**REFERRED | wish))
    given(*ACTIVE, house).when(refer(**wish | {"owner": "health"})).then_refused("R1", "owner")


def test_a_service_is_proved_by_what_its_kind_of_need_asks_for():
    receipt = {"proof": ("receipt",), "proof_sha256s": ("a" * 64,)}
    given(*REFERRING).when(deliver(**receipt)).then_refused("R1", "evidence")

    both = {"proof": ("card_number", "receipt")}
    (served, *_) = given(*REFERRING).when(deliver(**both)).events()
    assert served == ServiceDelivered(**DELIVERED | both)


ANSWERING = PROGRAMME.model_copy(
    update={
        "roles": PROGRAMME.roles
        | {
            "desk": Role(
                label=PROGRAMME.roles["officer"].label,
                area="village",
                commands=(AcceptReferral.name,),
            )
        }
    }
)


@pytest.mark.parametrize(("command", "event"), [*ANSWERS, (deliver(), SERVED)])
def test_only_the_agency_that_a_referral_is_for_answers_it(command, event):
    at_desk = {"role": "desk", "programme": ANSWERING}
    for other in ("social", "village_agency", ""):
        asked = given(*REFERRING).when(command, **at_desk, organisation=other)
        asked.then_refused("R1", "addressee")

    (first, *_) = given(*REFERRING).when(command, **at_desk, organisation="health").events()
    assert first == event


def test_who_answers_no_referrals_reports_a_service_that_arrived():
    (first, *_) = given(*REFERRING).when(deliver(), role="mentor", by=MENTOR).events()

    assert first == SERVED
