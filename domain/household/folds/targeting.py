"""How the facts of targeting change the state."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.targeting import (
    DataMismatchFlagged,
    DataMismatchResolved,
    EligibilityConfirmed,
    HouseholdNominated,
    IdentityCheckRecorded,
    NominationRejected,
    NominationReopened,
    ReferredToSocialProtectionOnly,
    VerificationVisitRecorded,
    VillageDecisionRecorded,
)
from domain.household.keeping import keeps
from domain.household.state import Household, Status
from domain.household.states.people import Member
from domain.household.states.targeting import (
    IdentityCheck,
    Mismatch,
    VerificationVisit,
    VillageDecision,
)


@HOUSEHOLD.folds(HouseholdNominated)
def household_nominated(state: Household, event: HouseholdNominated, at: RecordedEvent) -> None:
    state.enter(Status.NOMINATED, at.occurred_at)
    state.village_code = event.village_code
    state.targeting.batch_id = event.batch_id
    state.targeting.row_reference = event.row_reference
    state.targeting.decile = event.decile
    state.targeting.opened_at = at.occurred_at
    state.people.head_id = event.person_id
    state.people.members[event.person_id] = Member(
        sex=event.sex,
        age_band=event.age_band,
        able_to_work=event.able_to_work,
        nik_missing="T2c" in event.warnings,
        joined=at.originator_version,
        relation="head",
    )


def _begin_verification(state: Household, at: RecordedEvent) -> None:
    if state.status is Status.NOMINATED:
        state.enter(Status.IN_VERIFICATION, at.occurred_at)


@HOUSEHOLD.folds(IdentityCheckRecorded)
@keeps(IdentityCheckRecorded, "check_id", lambda state: state.targeting.checks)
def identity_check_recorded(
    state: Household, event: IdentityCheckRecorded, at: RecordedEvent
) -> None:
    _begin_verification(state, at)
    state.targeting.checks[event.check_id] = IdentityCheck(
        event.person_id, event.result, at.occurred_at
    )


@HOUSEHOLD.folds(DataMismatchFlagged)
@keeps(
    DataMismatchFlagged,
    "mismatch_id",
    lambda state: state.targeting.mismatches,
    correctable=False,
)
def data_mismatch_flagged(state: Household, event: DataMismatchFlagged, at: RecordedEvent) -> None:
    state.targeting.mismatches[event.mismatch_id] = Mismatch(event.person_id, event.attribute)


@HOUSEHOLD.folds(DataMismatchResolved)
def data_mismatch_resolved(
    state: Household, event: DataMismatchResolved, at: RecordedEvent
) -> None:
    mismatch = state.targeting.mismatches.get(event.mismatch_id)
    if mismatch is not None:
        mismatch.outcome = event.outcome


@HOUSEHOLD.folds(VerificationVisitRecorded)
@keeps(
    VerificationVisitRecorded,
    "visit_id",
    lambda state: state.targeting.visits,
    correctable=False,
)
def verification_visit_recorded(
    state: Household, event: VerificationVisitRecorded, at: RecordedEvent
) -> None:
    _begin_verification(state, at)
    sound = event.on_site and event.result == "complete"
    state.targeting.visits[event.visit_id] = VerificationVisit(
        by=at.origin.actor_id,
        at=at.occurred_at,
        result=event.result,
        sound=sound and not {"T5.mentor", "A1"} & set(event.warnings),
    )


@HOUSEHOLD.folds(VillageDecisionRecorded)
def village_decision_recorded(
    state: Household, event: VillageDecisionRecorded, at: RecordedEvent
) -> None:
    state.targeting.decisions[event.meeting_id] = VillageDecision(event.verdict, at.occurred_at)


@HOUSEHOLD.folds(EligibilityConfirmed)
def eligibility_confirmed(
    state: Household, event: EligibilityConfirmed, at: RecordedEvent
) -> None:
    state.enter(Status.ELIGIBLE, at.occurred_at)
    state.targeting.confirmed_at = at.occurred_at
    state.targeting.confirmed_by = at.origin.actor_id
    state.targeting.officers.add(at.origin.actor_id)
    state.targeting.exception_reason = event.exception_reason or ""


@HOUSEHOLD.folds(NominationRejected)
def nomination_rejected(state: Household, event: NominationRejected, at: RecordedEvent) -> None:
    state.enter(Status.NOT_ELIGIBLE, at.occurred_at)
    state.targeting.rejected_at = at.recorded_at or at.occurred_at
    state.targeting.officers.add(at.origin.actor_id)
    state.targeting.rejection_reason = event.reason


@HOUSEHOLD.folds(ReferredToSocialProtectionOnly)
def referred_to_social_protection_only(
    state: Household, event: ReferredToSocialProtectionOnly, at: RecordedEvent
) -> None:
    state.enter(Status.SOCIAL_PROTECTION_ONLY, at.occurred_at)
    state.targeting.social_protection_reason = event.reason
    state.targeting.officers.add(at.origin.actor_id)


@HOUSEHOLD.folds(NominationReopened)
def nomination_reopened(state: Household, event: NominationReopened, at: RecordedEvent) -> None:
    state.enter(Status.IN_VERIFICATION, at.occurred_at)
    state.targeting.opened_at = at.occurred_at
    state.targeting.reopened_by = (event.reason, event.objection_id)
