"""An audit as it stood at a point, for whoever may see all of its villages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request

from adapters.web.callers import Caller
from adapters.web.parts import Parts, parts_of
from adapters.web.problems import Problem
from adapters.web.reads import Point
from adapters.web.scope import seen_by
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.sampling import Unit
from domain.audit_engagement.state import AuditEngagement, Warrant
from projections import audits, fund_trail

BASED_ON = (audits.AUDITS.name, fund_trail.FUND_TRAIL.name)


@dataclass(frozen=True, slots=True)
class Standing:
    """An audit as it stood at a point."""

    engagement_id: UUID
    audit: AuditEngagement
    warrant: Warrant


def standing(request: Request, caller: Caller, point: Point, engagement_id: UUID) -> Standing:
    """Return an audit that somebody may see, as it stood. Raises Problem for any other."""
    parts = parts_of(request)
    history = parts.casework.ledger.history(engagement_id)
    state = AUDIT_ENGAGEMENT.replay([one for one in history if one.position <= point.position])
    if state.warrant is None or not sees(parts, caller, state.warrant.villages):
        raise Problem(404, "detail.missing")
    return Standing(engagement_id, state, state.warrant)


def sees(parts: Parts, caller: Caller, villages: Any) -> bool:
    """Say whether somebody may see all of these villages."""
    seen = seen_by(parts, caller.actor)
    return seen.villages is None or set(villages) <= set(seen.villages)


def units_at(point: Point, warrant: Warrant, kind: str, position: int) -> list[Unit]:
    """Return the population of a warrant as of a position; `kind` is the only one there is."""
    if kind != "transfers" or position < 0:
        return []
    days = warrant.from_on, warrant.until_on
    found = fund_trail.given_in(point.connection, warrant.villages, *days, position)
    return [Unit(*row) for row in found]
