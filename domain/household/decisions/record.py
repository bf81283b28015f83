"""Which corrections, annulments and holds come true, and what is kept of what was refused: C1."""

import json
from typing import Any

from pydantic import ValidationError

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.amending import amended_event, replaceable
from domain.household.checks import check_status
from domain.household.commands.record import (
    AnnulEvent,
    CorrectEvent,
    GrantLeave,
    LiftLegalHold,
    NoteErasure,
    PlaceLegalHold,
    ReportIrregularity,
)
from domain.household.events.assets import FindingOpened
from domain.household.events.record import (
    AmendmentShape,
    DataErased,
    EventAnnulled,
    EventCorrected,
    IrregularityReported,
    LeaveGranted,
    LegalHoldLifted,
    LegalHoldPlaced,
)
from domain.household.irregular import ABOUT_MONEY, standing_engagement
from domain.household.keeping import CHECKS, KEPT, is_repeat
from domain.household.reporting import check_happened_in_time
from domain.household.state import Household, Status
from domain.rules import RULES, Refused, warn

AMENDABLE = tuple(set(Status) - {Status.UNKNOWN, Status.MERGED})


@HOUSEHOLD.decides(CorrectEvent)
def correct_event(state: Household, command: CorrectEvent, context: Context) -> list[Event]:
    """Replace values of a fact; what is right must pass the checks that the fact passed."""
    if _is_repeat(state, command):
        return []
    wrong = _target(state, command, context)
    check_code(context, "correction", command.reason)
    if not KEPT[type(wrong.event)].correctable:
        raise Refused("C1", "kind")
    right, correction = correction_of(wrong, command)
    if correction.happened_at is not None:
        check_happened_in_time(state, correction.happened_at, context)
    _check_note(wrong.event, command)
    if not correction.values and correction.happened_at is None and command.note is None:
        raise Refused("C1", "nothing")
    check = CHECKS.get(type(right))
    broken = check(state, right, context) if check else {}
    return [correction.model_copy(update={"warnings": warn(**broken)})]


def _is_repeat(state: Household, command: CorrectEvent) -> bool:
    """Compare with what the correction on record made of the same fact: only that is one form."""
    known = state.record.said.get(command.correction_id)
    if known is None:
        return False
    wrong = state.record.facts.get(command.target_id)
    if wrong is None or _without_warnings(correction_of(wrong, command)[1]) != _without_warnings(
        known.event
    ):
        raise Refused("V2")
    return True


def _without_warnings(event: Event) -> Event:
    """Return the event as a command can repeat it: neither computed nor sealed."""
    unsaid = {"warnings": (), "sealed": (), **dict.fromkeys(event.personal)}
    return event.model_copy(update=unsaid)


def _target(state: Household, command: AmendmentShape, context: Context) -> RecordedEvent:
    """Return the fact to be amended. Refuse by rule C1."""
    check_status(state, *AMENDABLE)
    if command.second_person_id == context.actor.actor_id:
        raise Refused("C1", "same")
    if not state.record.may_amend(command.target_id, command.leave_by):
        raise Refused("C1", "hold")
    if command.target_id in state.record.amended:
        raise Refused("C1", "head")
    target = state.record.facts.get(command.target_id)
    if target is None or KEPT[type(target.event)].entries is None:
        raise Refused("C1", "kind")
    return target


def correction_of(wrong: RecordedEvent, command: CorrectEvent) -> tuple[Event, EventCorrected]:
    """Return the right fact, and the correction with what differs in the one form that is kept."""
    right = _right(wrong.event, command)
    before, after = wrong.event.model_dump(mode="json"), right.model_dump(mode="json")
    differing = sorted(field for field, _ in command.values if before[field] != after[field])
    happened_at = command.happened_at if command.happened_at != wrong.occurred_at else None
    correction = EventCorrected(
        **command.facts()
        | {
            "values": tuple((field, _json(after[field])) for field in differing),
            "happened_at": happened_at,
        }
    )
    return right, correction


def _right(wrong: Event, command: CorrectEvent) -> Event:
    """Return the fact with the new values. Refuse those that cannot be."""
    allowed = replaceable(type(wrong), KEPT[type(wrong)].key)
    values: dict[str, Any] = {}
    for field, text in command.values:
        if field not in allowed:
            raise Refused("C1", "value", field=field)
        try:
            values[field] = json.loads(text)
        except (ValueError, RecursionError):
            raise Refused("C1", "value", field=field) from None
    try:
        return amended_event(wrong, values, strict=True)
    except ValidationError as invalid:
        field = str(invalid.errors()[0]["loc"][0])
        raise Refused("C1", "value", field=field) from None


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _check_note(wrong: Event, command: CorrectEvent) -> None:
    """Refuse a new note where there was none to replace, or under another person's key."""
    if command.note is None:
        return
    if "note" not in wrong.personal or wrong.subject is None:
        raise Refused("C1", "value", field="note")
    if command.person_id != getattr(wrong, wrong.subject):
        raise Refused("C1", "value", field="person_id")


@HOUSEHOLD.decides(AnnulEvent)
def annul_event(state: Household, command: AnnulEvent, context: Context) -> list[Event]:
    """Let a fact no longer count. Its id stays taken, so that a phone cannot send it again."""
    if is_repeat(state, command.annulment_id, EventAnnulled, command):
        return []
    _target(state, command, context)
    check_code(context, "annulment", command.reason)
    return [EventAnnulled(**command.facts())]


@HOUSEHOLD.decides(ReportIrregularity)
def report_irregularity(
    state: Household, command: ReportIrregularity, context: Context
) -> list[Event]:
    """Keep it whatever the state: what happened in the field is never lost to a refusal.

    Where it is about money, it also opens a finding under the same id; no balance moves.
    """
    if is_repeat(state, command.irregularity_id, IrregularityReported, command):
        return []
    if command.rule not in RULES:
        raise Refused("S1", "missing")
    found: list[Event] = []
    if command.command in ABOUT_MONEY:
        engagement = standing_engagement(context.programme.code, state.village_code)
        found = [
            FindingOpened(
                finding_id=command.irregularity_id, engagement_id=engagement, severity="critical"
            )
        ]
    return [IrregularityReported(**command.facts()), *found]


@HOUSEHOLD.decides(PlaceLegalHold)
def place_legal_hold(state: Household, command: PlaceLegalHold, _: Context) -> list[Event]:
    if is_repeat(state, command.hold_id, LegalHoldPlaced, command):
        return []
    check_status(state, *AMENDABLE)
    return [LegalHoldPlaced(**command.facts())]


@HOUSEHOLD.decides(LiftLegalHold)
def lift_legal_hold(state: Household, command: LiftLegalHold, _: Context) -> list[Event]:
    if command.hold_id not in state.record.holds:
        if command.hold_id in state.record.said:
            return []
        raise Refused("S1", "missing")
    return [LegalHoldLifted(**command.facts())]


@HOUSEHOLD.decides(GrantLeave)
def grant_leave(state: Household, command: GrantLeave, context: Context) -> list[Event]:
    """Give leave in person: only who placed a hold that stands can (rule C1)."""
    if is_repeat(state, command.leave_id, LeaveGranted, command):
        return []
    check_status(state, *AMENDABLE)
    if context.actor.actor_id not in state.record.holds.values():
        raise Refused("C1", "holder")
    known = command.target_id in state.record.facts or command.target_id in state.people.members
    if not known:
        raise Refused("S1", "missing")
    return [LeaveGranted(**command.facts())]


@HOUSEHOLD.decides(NoteErasure)
def note_erasure(state: Household, command: NoteErasure, _: Context) -> list[Event]:
    if command.request_id in state.record.erasures:
        return []
    return [DataErased(**command.facts())]
