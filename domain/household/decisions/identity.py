"""Which identities come true that are recorded anew: rules T2 and C1; T3 is the ledger's."""

from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known, check_status
from domain.household.commands.identity import RecordIdentityAnew
from domain.household.events.identity import IdentityRecordedAnew
from domain.household.events.targeting import DataMismatchResolved
from domain.household.keeping import is_repeat
from domain.household.state import LIVE, Household
from domain.persons import Person, checked, is_missing
from domain.rules import Refused

ANEW = "recorded_anew"
WITHOUT_NIK = "T2c"


@HOUSEHOLD.decides(RecordIdentityAnew)
def record_identity_anew(
    state: Household, command: RecordIdentityAnew, context: Context
) -> list[Event]:
    """Say anew who a member is, and resolve the mismatch that asked for it."""
    if is_repeat(state, command.identity_id, IdentityRecordedAnew, command):
        return []
    check_status(state, *LIVE)
    check_code(context, "identity_change", command.reason)
    _check_allowed(state, command, context)
    warnings = _checked(state, command, context)
    given = {"name": command.full_name, "nik": command.nik, "birth_date": command.birth_date}
    replaced = tuple(sorted(name for name, value in given.items() if value))
    return [
        IdentityRecordedAnew(**command.facts(), replaced=replaced, warnings=warnings),
        *_resolved(state, command.mismatch_id, command.person_id),
    ]


def _check_allowed(state: Household, command: RecordIdentityAnew, context: Context) -> None:
    """Refuse by rule C1, as for any other correction."""
    if not (command.full_name or command.nik or command.birth_date):
        raise Refused("C1", "nothing")
    if command.second_person_id == context.actor.actor_id:
        raise Refused("C1", "same")
    if not state.record.may_amend(command.person_id, command.leave_by):
        raise Refused("C1", "hold")


def _checked(state: Household, command: RecordIdentityAnew, context: Context) -> tuple[str, ...]:
    """Return the warnings about what is said; a filler does not take the place of a number."""
    if command.nik and is_missing(command.nik):
        raise Refused("T2", "nik")
    member = check_known(state, command.person_id)
    person = Person(
        person_id=command.person_id,
        sex=member.sex,
        age_band=member.age_band,
        able_to_work=member.able_to_work,
        nik=command.nik,
        birth_date=command.birth_date,
    )
    warnings = checked(person, context.programme, context.today)
    return tuple(code for code in warnings if code != WITHOUT_NIK)


def _resolved(state: Household, mismatch_id: UUID | None, person_id: UUID) -> list[Event]:
    """Return that the mismatch is over, if one is named; it must be open and the member's own."""
    if mismatch_id is None:
        return []
    mismatch = state.targeting.mismatches.get(mismatch_id)
    if mismatch is None or mismatch.person_id != person_id or mismatch.outcome:
        raise Refused("S1", "missing")
    return [DataMismatchResolved(mismatch_id=mismatch_id, outcome=ANEW, person_id=person_id)]
