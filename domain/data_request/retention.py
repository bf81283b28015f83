"""What may not be erased yet: a file on legal hold, and what the schedule says must be kept."""

from collections.abc import Iterable

from domain.context import Context
from domain.household.state import Household
from domain.periods import months_after
from domain.privacy import Retention
from domain.programme import Programme
from domain.rules import Refused


def class_of(household: Household, programme: Programme) -> Retention | None:
    """Return the class of the retention schedule that a family belongs to."""
    enrolled = household.cycle > 0
    return next((each for each in programme.retention if each.enrolled == enrolled), None)


def check_may_be_erased(groups: Iterable[str], context: Context) -> None:
    """Refuse to erase under a hold, beside an open finding, or what must be kept (rule D1).

    In whichever family: a request need not name one.
    """
    named = (context.other,) if context.other else ()
    for household in (*named, *context.families):
        _check(household, groups, context)


def _check(household: Household, groups: Iterable[str], context: Context) -> None:
    if household.record.holds:
        raise Refused("D1", "hold")
    if household.money.findings:
        raise Refused("D1", "finding")
    retention = class_of(household, context.programme)
    if retention is None:
        return
    kept = sorted(set(groups) & {group.value for group in retention.kept})
    if kept and not _is_over(household, retention, context):
        raise Refused("D1", "retention", groups=", ".join(kept))


def _is_over(household: Household, retention: Retention, context: Context) -> bool:
    """Say whether the family came to rest so long ago that nothing must be kept any more."""
    if household.status.value not in retention.statuses or household.since is None:
        return False
    months = retention.months.on(context.today)
    return months_after(context.day(household.since), months) <= context.today
