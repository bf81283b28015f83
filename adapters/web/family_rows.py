"""Families as lines of a list: what a page shows of each, with the name where it may be known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Request

from adapters.web.callers import Caller
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.story.page import TONES
from adapters.web.story.words import Words
from domain.history import case_number
from domain.household.state import ACCOMPANIED, Status
from domain.personal import Group
from domain.programme import Programme
from projections.cadence import next_due_on
from projections.caseload import VISITED
from projections.family_list import Family


@dataclass(frozen=True, slots=True)
class Line:
    """One family as the page shows it."""

    household_id: UUID
    case_number: str
    name: str
    village: str
    status: str
    tone: str
    phase: str
    last_visit_on: date | None
    due_on: date | None
    overdue: bool
    visitable: bool


def lines_of(
    request: Request,
    found: Sequence[Family],
    day: date,
    caller: Caller,
    matched: Mapping[UUID, str],
) -> list[Line]:
    """Return a line per family; `matched` names whom somebody searched for."""
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    role = parts.programme.roles[caller.actor.role]
    names: Any = {}
    if Group.IDENTITY in role.opens:
        heads = {each.head_id for each in found if each.head_id is not None}
        names = parts.names(heads)
    return [
        _line(each, words, matched.get(each.household_id) or names.get(each.head_id, ""), day)
        for each in found
    ]


def _line(each: Family, words: Words, name: str, today: date) -> Line:
    due_on = due_on_of(words.programme, each)
    return Line(
        household_id=each.household_id,
        case_number=case_number(each.household_id),
        name=name,
        village=words.village(each.village_code),
        status=words.say(f"status.{each.status}"),
        tone=TONES.get(Status(each.status), ""),
        phase=words.phase(each.status, each.cycle_on, today),
        last_visit_on=each.last_visit_on,
        due_on=due_on,
        overdue=due_on is not None and due_on < today,
        visitable=Status(each.status) in ACCOMPANIED,
    )


def due_on_of(programme: Programme, each: Family) -> date | None:
    """Return the day by which the next visit is due, for a family that is visited."""
    if each.cycle_on is None or each.status not in VISITED:
        return None
    return next_due_on(programme, each.cycle_on, each.last_visit_on)
