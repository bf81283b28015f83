"""Which wishes about a user come true; what was tried and read is always put on record."""

from datetime import datetime, timedelta
from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.desk.aggregate import DESK
from domain.desk.commands import (
    AskSecondFactorReset,
    BlockUser,
    GrantRole,
    NoteAccess,
    NoteReading,
    NoteRefusal,
    NoteRelease,
    QuarantineSubmission,
    RegisterUser,
    ResetSecondFactor,
    RevokeRole,
    SettleSubmission,
    UnblockUser,
)
from domain.desk.events import (
    AccessChanged,
    BundleReleased,
    FileRead,
    RefusalRecorded,
    RoleGranted,
    RoleRevoked,
    SecondFactorReset,
    SecondFactorResetAsked,
    SettlementExplained,
    SubmissionQuarantined,
    SubmissionSettled,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from domain.desk.state import Desk, Submission
from domain.events import Event
from domain.records import record, said_before
from domain.rules import Refused

# What was asked for longer ago was for another occasion.
RESET_ASKED_FOR = timedelta(days=7)


@DESK.decides(RegisterUser)
def register_user(state: Desk, command: RegisterUser, _: Context) -> list[Event]:
    known = (state.user_id, state.organisation) if state.user_id else None
    if said_before(known, (command.user_id, command.organisation)):
        return []
    return [UserRegistered(**command.facts())]


@DESK.decides(GrantRole)
def grant_role(state: Desk, command: GrantRole, context: Context) -> list[Event]:
    if state.roles.get(command.role) == command.villages:
        return []
    _check_registered_and_other(state, context)
    role = context.programme.roles.get(command.role)
    if role is None:
        raise Refused("K1", "role", role=command.role)
    if role.area in ("caseload", "village") and not command.villages:
        raise Refused("K1", "area", role=command.role)
    for village in command.villages:
        if village not in context.programme.village_by_code:
            raise Refused("K1", "village", village=village)
    _check_apart(state, command.role, context)
    return [RoleGranted(**command.facts())]


@DESK.decides(RevokeRole)
def revoke_role(state: Desk, command: RevokeRole, context: Context) -> list[Event]:
    if command.role not in state.roles:
        return []
    _check_registered_and_other(state, context)
    check_code(context, "role_end", command.reason)
    return [RoleRevoked(**command.facts())]


@DESK.decides(BlockUser)
def block(state: Desk, command: BlockUser, context: Context) -> list[Event]:
    if said_before(state.blocked or None, command.reason):
        return []
    _check_another(state, context)
    check_code(context, "user_block", command.reason)
    return [UserBlocked(**command.facts())]


@DESK.decides(UnblockUser)
def unblock(state: Desk, _: UnblockUser, context: Context) -> list[Event]:
    if not state.blocked:
        return []
    _check_another(state, context)
    return [UserUnblocked()]


@DESK.decides(NoteAccess)
def note_access(_: Desk, command: NoteAccess, __: Context) -> list[Event]:
    return [AccessChanged(**command.facts())]


@DESK.decides(AskSecondFactorReset)
def ask_reset(state: Desk, _: AskSecondFactorReset, context: Context) -> list[Event]:
    _check_another(state, context)
    asked = state.reset_asked
    if asked and asked[0] == context.actor.actor_id and _is_fresh(asked, context):
        return []
    return [SecondFactorResetAsked()]


@DESK.decides(ResetSecondFactor)
def reset(state: Desk, _: ResetSecondFactor, context: Context) -> list[Event]:
    _check_another(state, context)
    asked = state.reset_asked
    if asked is None or not _is_fresh(asked, context):
        raise Refused("K2", "unasked")
    if asked[0] == context.actor.actor_id:
        raise Refused("K2", "same")
    return [SecondFactorReset()]


@DESK.decides(NoteRefusal)
def note_refusal(_: Desk, command: NoteRefusal, __: Context) -> list[Event]:
    return [RefusalRecorded(**command.facts())]


@DESK.decides(NoteReading)
def note_reading(_: Desk, command: NoteReading, __: Context) -> list[Event]:
    return [FileRead(**command.facts())]


@DESK.decides(NoteRelease)
def note_release(_: Desk, command: NoteRelease, __: Context) -> list[Event]:
    return [BundleReleased(**command.facts())]


@DESK.decides(QuarantineSubmission)
def quarantine(state: Desk, command: QuarantineSubmission, _: Context) -> list[Event]:
    if command.submission_id in state.settled:
        return []
    if said_before(state.box.get(command.submission_id), record(Submission, command)):
        return []
    return [SubmissionQuarantined(**command.facts())]


@DESK.decides(SettleSubmission)
def settle(state: Desk, command: SettleSubmission, context: Context) -> list[Event]:
    submission_id = command.submission_id
    if said_before(state.settled.get(submission_id), command.outcome):
        return []
    if submission_id not in state.box:
        raise Refused("K1", "submission")
    settled = SubmissionSettled(submission_id=submission_id, outcome=command.outcome)
    if command.reason is None:
        return [settled]
    check_code(context, "settlement", command.reason)
    return [settled, SettlementExplained(submission_id=submission_id, reason=command.reason)]


def _check_registered_and_other(state: Desk, context: Context) -> None:
    if state.user_id is None:
        raise Refused("K1", "unregistered")
    if context.actor.actor_id == state.user_id:
        raise Refused("K1", "self")


def _check_another(state: Desk, context: Context) -> None:
    if state.user_id is None:
        raise Refused("K1", "unregistered")
    if context.actor.actor_id == state.user_id:
        raise Refused("K2", "self")


def _is_fresh(asked: tuple[UUID, datetime], context: Context) -> bool:
    return context.now - asked[1] <= RESET_ASKED_FOR


def _check_apart(state: Desk, role: str, context: Context) -> None:
    """Refuse a role that nobody may hold together with one held; either side may say so."""
    roles = context.programme.roles
    for held in state.roles:
        if held != role and (held in roles[role].apart or role in roles[held].apart):
            raise Refused("K1", "apart", role=role, other=held)
