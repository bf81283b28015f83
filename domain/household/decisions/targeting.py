"""Which wishes about the list and eligibility come true: rules T1 to T9."""

import re

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known, check_status
from domain.household.commands.targeting import (
    FlagDataMismatch,
    NominateHousehold,
    RecordIdentityCheck,
    RecordVerificationVisit,
    RecordVillageDecision,
    ResolveDataMismatch,
)
from domain.household.events.targeting import (
    DataMismatchFlagged,
    DataMismatchResolved,
    HouseholdNominated,
    IdentityCheckRecorded,
    IdentityCheckShape,
    VerificationVisitRecorded,
    VillageDecisionRecorded,
)
from domain.household.keeping import checks, is_repeat
from domain.household.reporting import check_time
from domain.household.scoring import check_answers
from domain.household.state import LIVE, Household, Status
from domain.persons import checked
from domain.rules import Refused, warn
from domain.scorecard import evaluate

NUMBER = re.compile(r"[0-9]+")
VERIFYING = (Status.NOMINATED, Status.IN_VERIFICATION, Status.ELIGIBLE)


@HOUSEHOLD.decides(NominateHousehold)
def nominate_household(
    state: Household, command: NominateHousehold, context: Context
) -> list[Event]:
    """Rules T1, T2 and T4. T3 is the ledger's: the append claims the NIK."""
    if state.status is not Status.UNKNOWN:
        said = (command.batch_id, command.row_reference)
        if said == (state.targeting.batch_id, state.targeting.row_reference):
            return []
        raise Refused("S1", "exists")
    _check_source(command, context)
    _check_decile(command, context)
    warnings = checked(command, context.programme, context.today)
    return [HouseholdNominated(**command.facts(), warnings=warnings)]


def _check_source(command: NominateHousehold, context: Context) -> None:
    if command.source_agency is None:
        raise Refused("T1", "source")
    if command.as_of_on is None or command.as_of_on > context.today:
        raise Refused("T1", "as_of")
    if command.row_reference is None:
        raise Refused("T1", "row")
    if command.village_code not in context.programme.village_by_code:
        raise Refused("T1", "village")
    batch = context.batch
    if batch is None or (batch.source, batch.as_of) != (command.source_agency, command.as_of_on):
        raise Refused("T1", "batch")
    if _row(command.row_reference) > batch.row_count:
        raise Refused("T1", "beyond", rows=batch.row_count)
    named = batch.row_of(context.stream) is not None or _is_admitted(command, context)
    if batch.closed and not named:
        raise Refused("T1", "closed")


def _row(reference: str) -> int:
    """Return the number of the row in a reference: its last number."""
    numbers = NUMBER.findall(reference)
    return int(numbers[-1]) if numbers else 0


def _check_decile(command: NominateHousehold, context: Context) -> None:
    deciles = context.batch.deciles if context.batch else ()
    deciles = deciles or context.programme.limits.deciles.on(context.today)
    if command.decile in deciles:
        return
    if command.meeting_id is None and command.objection_id is None:
        listed = ", ".join(map(str, deciles))
        raise Refused("T4", decile=command.decile or "-", deciles=listed)
    if not _is_admitted(command, context):
        raise Refused("T4", "citation")


def _is_admitted(command: NominateHousehold, context: Context) -> bool:
    """Say whether a meeting, or an objection, of this village admits the household."""
    meeting, objection = context.meeting, context.objection
    if meeting is not None and meeting.village_code == command.village_code:
        decided = meeting.decisions.get(context.stream)
        if meeting.closed and decided is not None and decided.decision == "admit_decile":
            return True
    return (
        objection is not None
        and objection.upheld
        and objection.village_code == command.village_code
        and objection.household_id in (None, context.stream)
    )


@checks(IdentityCheckRecorded)
def check_answer(
    state: Household, answer: IdentityCheckShape, context: Context
) -> dict[str, bool]:
    check_known(state, answer.person_id)
    check_code(context, "identity_source", answer.source)
    return {}


@HOUSEHOLD.decides(RecordIdentityCheck)
def record_identity_check(
    state: Household, command: RecordIdentityCheck, context: Context
) -> list[Event]:
    if is_repeat(state, command.check_id, IdentityCheckRecorded, command):
        return []
    check_status(state, *LIVE)
    check_answer(state, command, context)
    return [IdentityCheckRecorded(**command.facts())]


@HOUSEHOLD.decides(FlagDataMismatch)
def flag_data_mismatch(
    state: Household, command: FlagDataMismatch, context: Context
) -> list[Event]:
    if is_repeat(state, command.mismatch_id, DataMismatchFlagged, command):
        return []
    check_status(state, *LIVE)
    check_known(state, command.person_id)
    return [DataMismatchFlagged(**command.facts())]


@HOUSEHOLD.decides(ResolveDataMismatch)
def resolve_data_mismatch(
    state: Household, command: ResolveDataMismatch, context: Context
) -> list[Event]:
    mismatch = state.targeting.mismatches.get(command.mismatch_id)
    if mismatch is None:
        raise Refused("S1", "missing")
    if mismatch.outcome == command.outcome:
        return []
    if mismatch.outcome:
        raise Refused("S3")
    check_status(state, *LIVE)
    return [DataMismatchResolved(**command.facts(), person_id=mismatch.person_id)]


@HOUSEHOLD.decides(RecordVerificationVisit)
def record_verification_visit(
    state: Household, command: RecordVerificationVisit, context: Context
) -> list[Event]:
    """Keep every visit; its warnings say why it cannot carry an eligibility."""
    if is_repeat(state, command.visit_id, VerificationVisitRecorded, command):
        return []
    check_status(state, *VERIFYING)
    check_known(state, command.respondent_id)
    form = command.instrument_code, command.instrument_version
    check_answers(context, "verification", *form, command.answers)
    complete = command.result == "complete"
    warnings = warn(
        V1b=check_time(command, context),
        T5_mentor=not _is_mentor_of_the_village(state, command, context),
        A1=complete and not _is_filled_in(command, context),
    )
    return [VerificationVisitRecorded(**command.facts(), warnings=warnings)]


def _is_mentor_of_the_village(
    state: Household, command: RecordVerificationVisit, context: Context
) -> bool:
    mentor, day = context.mentor, context.day(command.occurred_at)
    return mentor is not None and mentor.active_on(day) and mentor.covers(state.village_code, day)


def _is_filled_in(command: RecordVerificationVisit, context: Context) -> bool:
    day = context.day(command.occurred_at)
    for instrument in context.programme.instruments:
        named = (instrument.code, instrument.version) == (
            command.instrument_code,
            command.instrument_version,
        )
        if named and instrument.kind == "verification" and instrument.valid_on(day):
            scores = evaluate(instrument, command.answers, context.programme, day)
            return not scores.missing and not scores.invalid
    return False


@HOUSEHOLD.decides(RecordVillageDecision)
def record_village_decision(
    state: Household, command: RecordVillageDecision, context: Context
) -> list[Event]:
    known = state.targeting.decisions.get(command.meeting_id)
    if known is not None and known.verdict == command.verdict:
        return []
    check_status(state, *VERIFYING)
    if context.meeting is None:
        raise Refused("M2", "agenda")
    decided = context.meeting.standing_decision(context.stream, state.village_code)
    if decided != command.verdict:
        raise Refused("T5", "meeting")
    begun, held_on = state.targeting.opened_at, context.meeting.held_on
    if begun is not None and held_on is not None and held_on < context.day(begun):
        raise Refused("T5", "early", day=context.day(begun))
    return [VillageDecisionRecorded(**command.facts())]
