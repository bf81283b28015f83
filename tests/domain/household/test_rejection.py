"""The other verdicts: not eligible, support only, and what opens a verification again."""

from datetime import date, timedelta

import pytest

from domain.household.commands.targeting import (
    ConfirmEligibility,
    ReferToSocialProtectionOnly,
    RejectNomination,
    ReopenByObjection,
    ReopenNomination,
)
from domain.household.events.people import MemberDescribed
from domain.household.events.targeting import NominationReopened
from tests.domain.household.cases import (
    CHECKED,
    CONFIRMED,
    DECIDED,
    ELIGIBLE,
    HASH,
    HEAD,
    IN_PROGRAMME,
    NOMINATED,
    OBJECTION,
    PROTECTED,
    REJECTED,
    VERIFIED,
    VISITED,
    objection,
)
from tests.scenario import MENTOR, OTHER_HOUSEHOLD_ID, day, given, said

CONFIRM = ConfirmEligibility()
REOPEN = ReopenNomination(reason="objection_upheld", objection_id=OBJECTION)
REOPENED = NominationReopened(reason="objection_upheld", objection_id=OBJECTION)


@pytest.mark.parametrize("history", [(NOMINATED,), VERIFIED, ELIGIBLE])
def test_a_nomination_is_rejected_with_a_reason(history):
    rejected = given(*history).when(RejectNomination(reason="not_poor")).then(REJECTED)

    assert rejected.state.status == "not_eligible"
    rejected.when(RejectNomination(reason="not_poor")).then_nothing()


def test_an_unknown_reason_rejects_nothing():
    given(NOMINATED).when(RejectNomination(reason="unheard_of")).then_refused("T6")


@pytest.mark.parametrize("reason", ["deceased", "moved", "duplicate"])
def test_a_heavy_reason_needs_a_witness_or_a_document(reason):
    bare = RejectNomination(reason=reason)
    on_paper = RejectNomination(reason=reason, document_sha256=HASH)
    by_word = RejectNomination(reason=reason, witness="Contoh Ketua RT 3")

    given(NOMINATED).when(bare).then_refused("T6", "proof")
    given(NOMINATED).when(on_paper).then(
        REJECTED.model_copy(update={"reason": reason, "document_sha256": HASH})
    )
    given(NOMINATED).when(by_word).then(
        REJECTED.model_copy(
            update={"reason": reason, "witness": "Contoh Ketua RT 3", "witnessed": True}
        )
    )


def test_a_household_in_the_programme_is_not_rejected():
    given(*IN_PROGRAMME).when(RejectNomination(reason="not_poor")).then_refused("S1")


def test_support_without_a_livelihood_has_its_own_verdict():
    refer = ReferToSocialProtectionOnly(reason="unable_to_work")

    referred = given(*VERIFIED).when(refer).then(PROTECTED)
    assert referred.state.status == "social_protection_only"
    referred.when(refer).then_nothing()


def test_support_only_is_decided_after_looking_and_for_a_known_reason():
    given(NOMINATED).when(ReferToSocialProtectionOnly(reason="unable_to_work")).then_refused("S1")
    given(*VERIFIED).when(ReferToSocialProtectionOnly(reason="x")).then_refused("S1", "reason")


def test_an_upheld_objection_reopens_and_verification_begins_anew():
    rejected = given(*VERIFIED, REJECTED)
    reopened = rejected.when(REOPEN, objection=objection()).then(REOPENED)

    assert reopened.state.status == "in_verification"
    reopened.when(REOPEN, objection=objection()).then_nothing()
    reopened.when(CONFIRM).then_refused("T5", "visit")


@pytest.mark.parametrize(
    "cited", [None, objection("rejected"), objection(household=OTHER_HOUSEHOLD_ID)]
)
def test_a_rejection_stands_without_an_upheld_objection_about_it(cited):
    given(NOMINATED, REJECTED).when(REOPEN, objection=cited).then_refused("T9", "objection")


def test_a_rejection_is_reopened_within_its_window_only():
    rejected = given(NOMINATED, said(REJECTED, on=date(2026, 3, 2)))
    last = date(2026, 3, 2) + timedelta(days=120)

    rejected.when(REOPEN, objection=objection(), now=last).then(REOPENED)
    too_late = rejected.when(REOPEN, objection=objection(), now=last + timedelta(days=1))
    too_late.then_refused("T9", "window")


def test_an_upheld_objection_reopens_what_was_contested_in_time_however_long_it_took():
    rejected = given(NOMINATED, said(REJECTED, on=date(2026, 3, 2)))
    last = day(date(2026, 3, 2) + timedelta(days=120))
    in_time = ReopenByObjection(objection_id=OBJECTION, lodged_at=last)
    too_late = ReopenByObjection(objection_id=OBJECTION, lodged_at=last + timedelta(days=1))

    reopened = rejected.when(in_time, now=last + timedelta(days=30)).then(REOPENED)
    reopened.when(in_time, now=last + timedelta(days=30)).then_nothing()
    rejected.when(too_late, now=last + timedelta(days=30)).then_nothing()
    given(*VERIFIED).when(in_time, now=last).then_nothing()


def test_a_capacity_that_changed_reopens_without_an_objection():
    wish = ReopenNomination(reason="capacity_changed")

    given(*VERIFIED, PROTECTED).when(wish).then(NominationReopened(reason="capacity_changed"))


def test_who_can_work_again_is_found_eligible_in_the_usual_way():
    unable = NOMINATED.model_copy(update={"able_to_work": False})
    able = MemberDescribed(person_id=HEAD, sex="f", age_band="18-59", able_to_work=True)
    reopened = given(unable, PROTECTED, NominationReopened(reason="capacity_changed"), able)

    verified = (said(VISITED, by=MENTOR), CHECKED, DECIDED)
    given(*reopened.history, *verified).when(CONFIRM).then(CONFIRMED)


def test_what_is_open_is_not_reopened():
    given(*VERIFIED).when(REOPEN, objection=objection()).then_refused("S1")
    given(*VERIFIED, REJECTED).when(
        ReopenNomination(reason="unheard_of"), objection=objection()
    ).then_refused("S1", "reason")
