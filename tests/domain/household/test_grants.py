"""Grants: who proposes and approves them, and how far they may go."""

import pytest

from domain.household.commands.money import (
    ApproveGrant,
    CancelGrant,
    ProposeGrant,
    RejectGrant,
    VerifyAccount,
)
from domain.household.events.assessment import ParticipationSuspended
from domain.household.events.money import (
    AccountVerified,
    GrantApproved,
    GrantCancelled,
    GrantProposed,
    GrantRejected,
)
from tests.domain.household.cases import ELIGIBLE
from tests.domain.household.families import ACTIVE
from tests.domain.household.moneys import (
    ACCOUNT,
    APPROVED,
    APPROVER,
    CASH_PROPOSAL,
    GIVEN,
    GRANT,
    GRANTED,
    OPENED,
    OTHER_GRANT,
    PAPER,
    PAYER,
    PLANNED,
    PROPOSAL,
    PROPOSED,
    PROPOSER,
    VERIFICATION,
    VERIFIED,
)
from tests.scenario import MENTOR, OTHER_HOUSEHOLD_ID, given, said

APPROVE = ApproveGrant(grant_id=GRANT, basis="SK 7/2026")
CANCEL = CancelGrant(grant_id=GRANT, reason="not_suitable")
WAITING = (*PLANNED, said(PROPOSED, by=PROPOSER))


def propose(**changes):
    return ProposeGrant(**PROPOSAL | changes)


def test_a_grant_is_proposed_once_and_then_approved_by_somebody_else():
    proposed = given(*PLANNED).when(propose(), by=PROPOSER).then(GrantProposed(**PROPOSAL))
    proposed.when(propose(), by=PROPOSER).then_nothing()

    approved = given(*WAITING).when(APPROVE, by=APPROVER).then(APPROVED)

    approved.when(APPROVE, by=APPROVER).then_nothing()
    assert approved.state.money.remainder(GRANT) == 4_000_000
    assert given(*PLANNED, stream=OTHER_HOUSEHOLD_ID).state.money.grants == {}


def test_the_same_id_with_another_sum_is_refused():
    given(*WAITING).when(propose(amount_rupiah=1), by=PROPOSER).then_refused("V2")


def test_a_grant_is_proposed_for_a_household_that_takes_part():
    given(*ELIGIBLE).when(propose()).then_refused("S1")
    suspended = ParticipationSuspended(
        suspension_id=PAYER, reason="away", until_on=PLANNED[-1].items[0].due_on
    )
    given(*PLANNED, suspended).when(propose()).then_refused("S1")


@pytest.mark.parametrize("rupiah", [0, -1, -4_000_000])
def test_a_sum_must_be_above_zero(rupiah):
    given(*PLANNED).when(propose(amount_rupiah=rupiah)).then_refused("F1", "amount")


def test_only_kinds_of_the_programme_that_are_granted_are_proposed():
    given(*PLANNED).when(propose(kind="cows")).then_refused("F1", "kind")
    given(*PLANNED).when(propose(kind="stipend")).then_refused("F1", "kind")
    given(*ACTIVE).when(propose()).then_refused("S1", "missing")


def test_a_grant_stays_within_the_ceiling_of_its_kind():
    given(*PLANNED).when(propose(amount_rupiah=5_000_000)).then(
        GrantProposed(**PROPOSAL | {"amount_rupiah": 5_000_000})
    )
    given(*PLANNED).when(propose(amount_rupiah=5_000_001)).then_refused("F2", "kind")


def test_all_grants_together_stay_within_the_ceiling_of_the_household():
    second = ProposeGrant(**CASH_PROPOSAL | {"amount_rupiah": 3_000_000})
    allowed = given(*PLANNED, *GRANTED).when(second, by=PROPOSER)
    allowed.then(GrantProposed(**CASH_PROPOSAL | {"amount_rupiah": 3_000_000}))

    beyond = ProposeGrant(**CASH_PROPOSAL | {"amount_rupiah": 3_000_001})
    given(*PLANNED, *GRANTED).when(beyond, by=PROPOSER).then_refused("F2", "household")


def test_a_ceiling_is_asked_again_when_a_grant_is_approved():
    waiting = said(GrantProposed(**CASH_PROPOSAL | {"amount_rupiah": 3_500_000}), by=PROPOSER)
    approve = ApproveGrant(grant_id=OTHER_GRANT, basis="SK 8/2026")

    given(*PLANNED, *GRANTED, waiting).when(approve, by=APPROVER).then_refused("F2", "household")


def test_nobody_approves_what_they_proposed():
    given(*WAITING).when(APPROVE, by=PROPOSER).then_refused("F4", "same")


def test_a_mentor_never_approves():
    given(*WAITING).when(APPROVE, by=APPROVER, role="mentor").then_refused("F4", "mentor")
    given(*WAITING).when(APPROVE, by=MENTOR).then_refused("F4", "mentor")


def test_what_was_refused_is_not_approved_and_what_was_approved_is_not_refused():
    reject = RejectGrant(grant_id=GRANT, reason="not_suitable")
    rejected = given(*WAITING).when(reject, by=APPROVER)
    after = rejected.then(GrantRejected(grant_id=GRANT, reason="not_suitable"))

    after.when(reject, by=APPROVER).then_nothing()
    after.when(APPROVE, by=APPROVER).then_refused("F3", "ended")
    given(*PLANNED, *GRANTED).when(reject, by=APPROVER).then_refused("F3", "ended")
    given(*WAITING).when(RejectGrant(grant_id=GRANT, reason="mood")).then_refused("S1", "reason")


def test_what_was_not_handed_over_of_a_cancelled_grant_is_free_again():
    cancelled = GrantCancelled(grant_id=GRANT, reason="not_suitable", released_rupiah=4_000_000)
    after = given(*PLANNED, *GRANTED).when(CANCEL, by=APPROVER).then(cancelled)

    after.when(CANCEL, by=APPROVER).then_nothing()
    assert not after.state.money.grants[GRANT].stands
    given(*WAITING).when(CANCEL, by=APPROVER).then_refused("F3", "approval")
    given(*PLANNED, *GRANTED, GIVEN).when(CANCEL, by=APPROVER).then_refused("F3", "given")
    given(*PLANNED).when(CANCEL, by=APPROVER).then_refused("S1", "missing")


def test_the_bank_confirms_an_account_of_the_household():
    verify = VerifyAccount(verification_id=VERIFICATION, account_id=ACCOUNT, document_sha256=PAPER)
    verified = given(*PLANNED, OPENED).when(verify, by=PAYER).then(VERIFIED)

    verified.when(verify, by=PAYER).then_nothing()
    assert isinstance(VERIFIED, AccountVerified)
    given(*PLANNED).when(verify, by=PAYER).then_refused("F3", "account")


def test_an_approval_keeps_pillar_and_basis_of_its_day():
    [approved] = given(*WAITING).when(APPROVE, by=APPROVER).events()

    assert isinstance(approved, GrantApproved)
    assert (approved.pillar, approved.basis) == ("livelihood", "SK 7/2026")
