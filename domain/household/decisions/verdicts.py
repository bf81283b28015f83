"""Which verdicts on eligibility come true, and when one is reopened: rules T5 to T9."""

from datetime import date, timedelta
from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_status, head_of
from domain.household.commands.targeting import (
    ConfirmEligibility,
    ConfirmEligibilityByException,
    ReferToSocialProtectionOnly,
    RejectNomination,
    ReopenByObjection,
    ReopenNomination,
)
from domain.household.events.targeting import (
    EligibilityConfirmed,
    NominationRejected,
    NominationReopened,
    ReferredToSocialProtectionOnly,
)
from domain.household.grounds import Times, grounds
from domain.household.state import Household, Status
from domain.rules import Refused, warn

# The reason that the programme knows for a nomination that an objection opens again.
UPHELD = "objection_upheld"
JUDGEABLE = (Status.NOMINATED, Status.IN_VERIFICATION)


@HOUSEHOLD.decides(ConfirmEligibility)
def confirm_eligibility(
    state: Household, command: ConfirmEligibility, context: Context
) -> list[Event]:
    """Rules T5, T7 and T8."""
    if state.status is Status.ELIGIBLE:
        return []
    confirmed = _confirmed(state, context, None)
    if not _somebody_can_work(state, context):
        raise Refused("T7")
    return [confirmed]


@HOUSEHOLD.decides(ConfirmEligibilityByException)
def confirm_eligibility_by_exception(
    state: Household, command: ConfirmEligibilityByException, context: Context
) -> list[Event]:
    """Rules T5 and T8 only; who may ask for the exception is a matter of roles."""
    if state.status is Status.ELIGIBLE:
        return []
    check_code(context, "eligibility_exception", command.exception_reason)
    return [_confirmed(state, context, command.exception_reason)]


def _confirmed(state: Household, context: Context, exception: str | None) -> Event:
    check_status(state, *JUDGEABLE)
    visit_id, check_id, meeting_id = _grounds(state)
    if context.actor.actor_id in state.targeting.interviewers:
        raise Refused("T8")
    return EligibilityConfirmed(
        visit_id=visit_id,
        check_id=check_id,
        meeting_id=meeting_id,
        exception_reason=exception,
        warnings=warn(T2b_open=any(not m.outcome for m in state.targeting.mismatches.values())),
    )


def _grounds(state: Household) -> tuple[UUID, UUID, UUID]:
    """Return the visit, the check and the meeting on which an eligibility rests (rule T5)."""
    targeting, found = state.targeting, grounds(state)
    visit_id, check_id, meeting_id = (
        _last(found[name], name) for name in ("visit", "identity", "decision")
    )
    if targeting.decisions[meeting_id].verdict != "eligible":
        raise Refused("T5", "decision")
    flagged = {m.person_id for m in targeting.mismatches.values() if m.attribute == "nik"}
    if any(m.nik_missing and key not in flagged for key, m in state.people.here.items()):
        raise Refused("T5", "nik")
    return visit_id, check_id, meeting_id


def _last(times: Times, variant: str) -> UUID:
    """Return the last of those that count. Refuse by rule T5 where there is none."""
    if not times:
        raise Refused("T5", variant)
    return max(times, key=lambda key: (times[key], key))


def _somebody_can_work(state: Household, context: Context) -> bool:
    elderly = context.programme.limits.elderly_age_bands.on(context.today)
    return any(
        member.able_to_work and member.age_band not in elderly
        for member in state.people.here.values()
    )


@HOUSEHOLD.decides(RejectNomination)
def reject_nomination(
    state: Household, command: RejectNomination, context: Context
) -> list[Event]:
    """Rule T6."""
    rejected = state.status is Status.NOT_ELIGIBLE
    if rejected and state.targeting.rejection_reason == command.reason:
        return []
    check_status(state, *JUDGEABLE, Status.ELIGIBLE)
    reason = context.programme.reason_codes.get("rejection", {}).get(command.reason)
    if reason is None:
        raise Refused("T6", reason=command.reason)
    if reason.needs_proof and not (command.witness or command.document_sha256):
        raise Refused("T6", "proof", reason=command.reason)
    return [
        NominationRejected(
            **command.facts(), person_id=head_of(state), witnessed=bool(command.witness)
        )
    ]


@HOUSEHOLD.decides(ReferToSocialProtectionOnly)
def refer_to_social_protection_only(
    state: Household, command: ReferToSocialProtectionOnly, context: Context
) -> list[Event]:
    referred = state.status is Status.SOCIAL_PROTECTION_ONLY
    if referred and state.targeting.social_protection_reason == command.reason:
        return []
    check_status(state, Status.IN_VERIFICATION)
    check_code(context, "social_protection_only", command.reason)
    return [ReferredToSocialProtectionOnly(reason=command.reason)]


@HOUSEHOLD.decides(ReopenByObjection)
def reopen_by_objection(
    state: Household, command: ReopenByObjection, context: Context
) -> list[Event]:
    """Rule T9: a rejection that was contested in time is open again with the upholding.

    What was never rejected, or contested too late, is left as it is.
    """
    if state.status is not Status.NOT_ELIGIBLE:
        return []
    if context.day(command.lodged_at) > _last_day(state, context):
        return []
    check_code(context, "reopening", UPHELD)
    return [NominationReopened(reason=UPHELD, objection_id=command.objection_id)]


@HOUSEHOLD.decides(ReopenNomination)
def reopen_nomination(
    state: Household, command: ReopenNomination, context: Context
) -> list[Event]:
    """Rule T9: an upheld objection within the window, or a capacity that changed."""
    reopened = state.targeting.reopened_by
    if state.status is Status.IN_VERIFICATION and reopened == (
        command.reason,
        command.objection_id,
    ):
        return []
    check_status(state, Status.NOT_ELIGIBLE, Status.SOCIAL_PROTECTION_ONLY)
    check_code(context, "reopening", command.reason)
    if state.status is Status.NOT_ELIGIBLE:
        _check_window(state, context)
    return [NominationReopened(**command.facts())]


def _check_window(state: Household, context: Context) -> None:
    """Refuse without an upheld objection, or after the window: by the server's clock alone."""
    objection = context.objection
    if objection is None or not objection.upheld or objection.household_id != context.stream:
        raise Refused("T9", "objection")
    until = _last_day(state, context)
    if context.today > until:
        raise Refused("T9", "window", until=until)


def _last_day(state: Household, context: Context) -> date:
    """Return the last day on which the rejection can be contested."""
    rejected_on = context.day(state.targeting.rejected_at)
    return rejected_on + timedelta(days=context.programme.limits.reopen_days.on(rejected_on))
