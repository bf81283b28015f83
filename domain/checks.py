"""Checks that decisions of several aggregates share. Each raises Refused or is silent."""

from datetime import date, datetime, timedelta

from domain.context import Context
from domain.rules import Refused


def check_code(context: Context, kind: str, code: str) -> None:
    """Refuse a code that the programme definition does not list under this kind."""
    if code not in context.programme.reason_codes.get(kind, {}):
        raise Refused("S1", "reason", reason=code)


def check_not_ahead(context: Context, happened: datetime) -> None:
    """Refuse what lies further ahead of the server's clock than clocks may differ (rule V1)."""
    ahead = context.programme.limits.clock_tolerance_minutes.on(context.today)
    if happened > context.now + timedelta(minutes=ahead):
        raise Refused("V1", "future", minutes=ahead)


def check_happened(context: Context, day: date) -> None:
    """Refuse a day that has not come yet."""
    if day > context.today:
        raise Refused("H1", "future", day=day)


def check_order(since: date, until: date | None) -> None:
    """Refuse a period that ends before it begins."""
    if until is not None and until < since:
        raise Refused("H1", "order", since=since, until=until)


def check_organisation(context: Context, code: str) -> None:
    """Refuse an organisation that the programme definition does not list."""
    if code not in context.programme.agency_by_code:
        raise Refused("M4", "party", party=code)


def check_pillar(context: Context, code: str) -> None:
    """Refuse a pillar that the programme definition does not list."""
    if all(pillar.code != code for pillar in context.programme.pillars):
        raise Refused("P4", "pillar", pillar=code)
