"""What every report from the field is checked for: when it happened, when it came, from whom.

A report of the right day by the right mentor is never refused for coming late within the limit;
beyond it a supervisor has to vouch for it.
"""

from datetime import datetime
from uuid import UUID

from domain.checks import check_not_ahead
from domain.commands import Command, moment
from domain.context import Context
from domain.events import Event
from domain.household.events.report import FieldReport
from domain.household.keeping import CHECKS, is_repeat
from domain.household.state import Household, Status
from domain.rules import Refused, warn

BEFORE = frozenset(
    {
        Status.UNKNOWN,
        Status.NOMINATED,
        Status.IN_VERIFICATION,
        Status.ELIGIBLE,
        Status.NOT_ELIGIBLE,
        Status.SOCIAL_PROTECTION_ONLY,
    }
)
AFTER = frozenset({Status.EXITED, Status.CLOSED})


def check_time(command: Command, context: Context) -> bool:
    """Say whether the report comes late. Refuse what comes far too late (rule V1b)."""
    limits = context.programme.limits
    days = (context.now - moment(command, context.now)).days
    if days > limits.late_max_days.on(context.today) and not _countersigned(command, context):
        raise Refused("V1b", "countersign", days=days)
    return days > limits.late_warn_days.on(context.today)


def check_happened_in_time(household: Household, happened: datetime, context: Context) -> None:
    """Refuse what lies ahead of the server's clock, or before the enrolment (rule V1)."""
    check_not_ahead(context, happened)
    enrolled_at = household.entry.enrolled_at
    if enrolled_at is not None and context.day(happened) < context.day(enrolled_at):
        raise Refused("V1", "early", day=context.day(enrolled_at))


def _countersigned(command: Command, context: Context) -> bool:
    by = command.countersigned_by if isinstance(command, FieldReport) else None
    return by is not None and by != context.actor.actor_id


def check_accompanied(household: Household, command: Command, context: Context) -> bool:
    """Say whether the report came after its time. Refuse what happened outside accompaniment."""
    happened = moment(command, context.now)
    if household.status in BEFORE:
        raise Refused("N5", "before")
    check_happened_in_time(household, happened, context)
    ended = household.status in AFTER
    if household.status is Status.MERGED or (
        ended and household.since is not None and happened >= household.since
    ):
        raise Refused("N5", "after")
    return ended


def check_mentor(household: Household, command: Command, context: Context) -> bool:
    """Say whether a mentor reports a day that was theirs, but is no more. Others pass."""
    role = context.programme.roles.get(context.actor.role)
    if role is None or role.area != "caseload":
        return False
    mentor_id = context.actor.actor_id
    if household.entry.mentor_on(context.day(moment(command, context.now))) != mentor_id:
        raise Refused("N5", "mentor")
    return household.entry.mentor_id != mentor_id


def check_report(household: Household, command: Command, context: Context) -> dict[str, bool]:
    """Return the warnings that a report carries. Refuse what cannot or may not have happened."""
    return {
        "V1b": check_time(command, context),
        "N5_late": check_accompanied(household, command, context)
        | check_mentor(household, command, context),
    }


def reported(
    household: Household, command: Command, context: Context, event: type[Event], key: UUID
) -> list[Event]:
    """Return the fact that a report puts on record; nothing when it already is."""
    if is_repeat(household, key, event, command):
        return []
    broken = check_report(household, command, context)
    broken |= CHECKS[event](household, command, context)
    return [event(**command.facts(), warnings=warn(**broken))]
