"""How each event changes the state of a user's desk."""

from domain.desk.aggregate import DESK
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
from domain.history import RecordedEvent
from domain.records import record


@DESK.folds(UserRegistered)
def register_user(state: Desk, event: UserRegistered, _: RecordedEvent) -> None:
    state.user_id, state.organisation = event.user_id, event.organisation


@DESK.folds(RoleGranted)
def grant_role(state: Desk, event: RoleGranted, _: RecordedEvent) -> None:
    state.roles[event.role] = event.villages


@DESK.folds(RoleRevoked)
def revoke_role(state: Desk, event: RoleRevoked, _: RecordedEvent) -> None:
    state.roles.pop(event.role, None)


@DESK.folds(UserBlocked)
def block(state: Desk, event: UserBlocked, _: RecordedEvent) -> None:
    state.blocked = event.reason


@DESK.folds(UserUnblocked)
def unblock(state: Desk, _: UserUnblocked, __: RecordedEvent) -> None:
    state.blocked = ""


@DESK.folds(AccessChanged)
def change_access(_: Desk, __: AccessChanged, ___: RecordedEvent) -> None:
    """Nothing that is decided here rests on how a user signs in."""


@DESK.folds(SecondFactorResetAsked)
def ask_reset(state: Desk, _: SecondFactorResetAsked, at: RecordedEvent) -> None:
    state.reset_asked = at.origin.actor_id, at.origin.occurred_at


@DESK.folds(SecondFactorReset)
def reset(state: Desk, _: SecondFactorReset, __: RecordedEvent) -> None:
    state.reset_asked, state.resets = None, state.resets + 1


@DESK.folds(RefusalRecorded)
def note_refusal(state: Desk, _: RefusalRecorded, __: RecordedEvent) -> None:
    state.refusals += 1


@DESK.folds(FileRead)
def note_reading(state: Desk, _: FileRead, __: RecordedEvent) -> None:
    state.readings += 1


@DESK.folds(BundleReleased)
def note_release(state: Desk, _: BundleReleased, __: RecordedEvent) -> None:
    state.releases += 1


@DESK.folds(SubmissionQuarantined)
def quarantine(state: Desk, event: SubmissionQuarantined, _: RecordedEvent) -> None:
    state.box[event.submission_id] = record(Submission, event)


@DESK.folds(SubmissionSettled)
def settle(state: Desk, event: SubmissionSettled, _: RecordedEvent) -> None:
    state.box.pop(event.submission_id, None)
    state.settled[event.submission_id] = event.outcome


@DESK.folds(SettlementExplained)
def explain(state: Desk, event: SettlementExplained, _: RecordedEvent) -> None:
    state.explained[event.submission_id] = event.reason
