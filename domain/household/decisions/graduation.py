"""Who graduates, and what comes of it afterwards: rules G1 to G5 and X2."""

from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_status
from domain.household.commands.assessment import (
    ApproveGraduation,
    ApproveGraduationByAgency,
    DeferGraduation,
    DetectRelapse,
    ReenrolHousehold,
    ReenrolHouseholdAgain,
)
from domain.household.decisions.assessment import check_may_graduate, check_not_mentor
from domain.household.events.assessment import (
    GraduationApproved,
    GraduationDeferred,
    HouseholdReenrolled,
    RelapseDetected,
)
from domain.household.keeping import is_repeat
from domain.household.state import Household, Status
from domain.household.states.assessment import GRADUATION, Assessed
from domain.periods import months_after
from domain.rules import Refused

GRADUATE, RECEIPT = "graduate", "receipt"


@HOUSEHOLD.decides(ApproveGraduation)
def approve_graduation(
    state: Household, command: ApproveGraduation, context: Context
) -> list[Event]:
    """Graduate the household on the word of the village meeting that is cited."""
    if is_repeat(state, command.graduation_id, GraduationApproved, command):
        return []
    assessed = _graduating(state, command.assessment_id, command.version_seen, context)
    meeting = context.meeting
    decided = meeting and meeting.standing_decision(context.stream, state.village_code)
    if decided != GRADUATE:
        raise Refused("G3", "basis")
    if meeting and meeting.held_on and meeting.held_on < context.day(assessed.at):
        raise Refused("G3", "meeting", day=context.day(assessed.at))
    return [_approved(command, assessed)]


@HOUSEHOLD.decides(ApproveGraduationByAgency)
def approve_graduation_by_agency(
    state: Household, command: ApproveGraduationByAgency, context: Context
) -> list[Event]:
    """Graduate the household on the word of the agency that accompanies its village today."""
    if is_repeat(state, command.graduation_id, GraduationApproved, command):
        return []
    agency = context.village.agency_on(context.today) if context.village else None
    if agency is None or context.actor.organisation != agency:
        raise Refused("G3", "agency", agency=agency or "-")
    assessed = _graduating(state, command.assessment_id, command.version_seen, context)
    return [_approved(command, assessed)]


def _approved(command: ApproveGraduation | ApproveGraduationByAgency, seen: Assessed) -> Event:
    return GraduationApproved(
        **command.facts(),
        assessed_event_id=seen.event_id,
        instrument_code=seen.instrument_code,
        instrument_version=seen.instrument_version,
        verdicts=seen.verdicts,
    )


def _graduating(
    state: Household, assessment_id: UUID, version_seen: int, context: Context
) -> Assessed:
    """Return the assessment that the graduation rests on. Refuse by rules G1 to G4."""
    check_may_graduate(state, Status.ACTIVE, Status.GRADUATION_REVIEW)
    check_not_mentor(state, context)
    in_cycle = state.assessment.in_cycle()
    if assessment_id not in {each.assessment_id for each in in_cycle}:
        raise Refused("S1", "missing")
    last = in_cycle[-1]
    if last.assessment_id != assessment_id or version_seen < last.version:
        raise Refused("G3", "unseen")
    if last.failed:
        raise Refused("G2", "indicator", indicators=", ".join(last.failed))
    _check_needs(state, context)
    _check_money(state, context)
    _check_time_and_passes(state, in_cycle, context)
    check_status(state, Status.GRADUATION_REVIEW)
    return last


def _check_needs(state: Household, context: Context) -> None:
    """Refuse while something mandatory is open: served or closed unmet, but never forgotten."""
    for need_id, need in state.plan.open_needs().items():
        if not context.programme.need_by_code[need.kind].mandatory:
            continue
        if state.rights.open_referral_of(need_id):
            raise Refused("G2", "referral")
        raise Refused("G2", "need")


def _check_money(state: Household, context: Context) -> None:
    """Refuse while a critical finding is open, or something given is not proved.

    Monthly support is proved by the list that its order was confirmed with.
    """
    if "critical" in state.money.findings.values():
        raise Refused("G2", "finding")
    for transfer_id, transfer in state.money.transfers.items():
        if transfer.form == "support":
            continue
        kind = context.programme.transfer_by_code.get(transfer.kind)
        missing = state.money.missing(transfer_id, kind.evidence if kind else ())
        if not state.money.received(transfer_id):
            missing.append(RECEIPT)
        if missing and state.money.net_of(transfer_id) > 0:
            raise Refused("G2", "evidence", evidence=", ".join(missing))


def _check_time_and_passes(state: Household, in_cycle: list[Assessed], context: Context) -> None:
    """Refuse too short a stay. It counts from the first enrolment, the passes from the cycle."""
    limits, today = context.programme.limits, context.today
    months = limits.graduation_months_min.on(today)
    enrolled_at = state.entry.enrolled_at
    if enrolled_at is None or today < months_after(context.day(enrolled_at), months):
        raise Refused("G1", "stay", months=months)
    days = limits.passing_gap_min_days.on(today)
    last_two = in_cycle[-2:]
    apart = (context.day(last_two[-1].at) - context.day(last_two[0].at)).days
    if not all(each.passed for each in last_two) or apart < days:
        raise Refused("G1", "passes", days=days)


@HOUSEHOLD.decides(DeferGraduation)
def defer_graduation(state: Household, command: DeferGraduation, context: Context) -> list[Event]:
    """Let graduation wait, within the limits of rule G5."""
    if is_repeat(state, command.deferral_id, GraduationDeferred, command):
        return []
    check_status(state, Status.ACTIVE, Status.GRADUATION_REVIEW)
    if not any(each.kind == GRADUATION for each in state.assessment.in_cycle()):
        raise Refused("S1", "missing")
    check_code(context, "deferral", command.reason)
    limits = context.programme.limits
    most = limits.extension_months_max.on(context.today)
    if command.extension_months > most:
        raise Refused("G5", "months", months=command.extension_months, limit=most)
    often = limits.extensions_max.on(context.today)
    if len(state.assessment.extensions) >= often:
        raise Refused("G5", "count", limit=often)
    return [GraduationDeferred(**command.facts())]


@HOUSEHOLD.decides(DetectRelapse)
def detect_relapse(state: Household, command: DetectRelapse, context: Context) -> list[Event]:
    """Declare a relapse that the checks bear out; one indicator at one time never does."""
    if is_repeat(state, command.relapse_id, RelapseDetected, command):
        return []
    check_status(state, Status.GRADUATED)
    since = state.assessment.checks()
    ids = [check.assessment_id for check in since]
    if command.check_id not in ids:
        raise Refused("X2", "check")
    index = ids.index(command.check_id)
    failed = set(since[index].failed)
    before = set(since[index - 1].failed) if index else set()
    enough = context.programme.limits.relapse_mandatory_failed.on(context.today)
    if len(failed) < enough and not failed & before:
        raise Refused("X2", "check")
    return [RelapseDetected(**command.facts(), failed=tuple(failed))]


@HOUSEHOLD.decides(ReenrolHousehold)
def reenrol(state: Household, command: ReenrolHousehold, context: Context) -> list[Event]:
    """Begin a new cycle, within the limit."""
    if is_repeat(state, command.reenrolment_id, HouseholdReenrolled, command):
        return []
    limit = context.programme.limits.reenrolments_max.on(context.today)
    if state.assessment.reenrolments >= limit:
        raise Refused("X2", "again", limit=limit)
    return _reenrolled(state, command, context)


@HOUSEHOLD.decides(ReenrolHouseholdAgain)
def reenrol_again(
    state: Household, command: ReenrolHouseholdAgain, context: Context
) -> list[Event]:
    """Begin a new cycle beyond the limit; who may ask for it is a matter of roles."""
    if is_repeat(state, command.reenrolment_id, HouseholdReenrolled, command):
        return []
    return _reenrolled(state, command, context)


def _reenrolled(
    state: Household, command: ReenrolHousehold | ReenrolHouseholdAgain, context: Context
) -> list[Event]:
    check_status(state, Status.RELAPSED)
    check_code(context, "reenrolment", command.reason)
    return [HouseholdReenrolled(**command.facts())]
