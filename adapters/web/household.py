"""A family as it is now, on one page that can be printed, with what may be recorded for it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.render import page
from adapters.web.story.facts import names_in
from adapters.web.story.page import TONES, sections
from adapters.web.story.rows import rows_of
from adapters.web.story.words import Words
from adapters.web.wishes.definition import Wish, wishes
from adapters.web.wishes.form import WishForm
from domain.history import case_number
from domain.household.commands.accompaniment import RecordVisit
from domain.household.state import ACCOMPANIED
from domain.personal import Group
from projections import household_file, tracking, visit_log
from services.reading import Reading

READ = household_file.HOUSEHOLD_FILE.name
VISITS_SHOWN = 6
router = APIRouter()


@router.get("/rt/{household_id}/berkas")
def show_household(
    request: Request, household_id: UUID, caller: Annotated[Caller, Depends(Needs("read", READ))]
) -> Response:
    """Show the family, and the forms that its user may fill in for it."""
    parts = parts_of(request)
    role = parts.programme.roles[caller.actor.role]
    asked = request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, asked, READ)
        history = reading.opened(file, asked)
    names = dict(names_in(history))
    if Group.IDENTITY in role.opens:
        names |= parts.names(file.household.entry.mentors_ever)
    words = Words(parts.programme, language_of(request), names)
    now = parts.casework.clock()
    household = file.household
    with parts.reading() as connection:
        as_of = tracking.current(connection, visit_log.VISIT_LOG.name)
        visits = []
        if visit_log.VISIT_LOG.name in role.reads:
            visits = visit_log.of_household(connection, household_id, as_of)[:VISITS_SHOWN]
    rows = rows_of(household, words, parts.programme.local(now).date())
    may_visit = RecordVisit.name in role.commands and household.status in ACCOMPANIED
    values = {
        "household_id": household_id,
        "case": case_number(household_id),
        "village": words.village(household.village_code),
        "status": words.say(f"status.{household.status.value}"),
        "tone": TONES.get(household.status, ""),
        "sections": sections(rows, words),
        "visits": visits,
        "groups": _groups(WishForm(_any(), household, history, words, now), role.commands),
        "may_visit": may_visit,
        "may_replay": "timeline" in role.reads,
        "position": file.history[-1].position,
        "moment_now": now,
    }
    return page(request, "household.html", values)


def _any() -> Wish:
    return next(iter(wishes().values()))


def _groups(form: WishForm, commands: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Return the forms that the role may use and that have something to choose from, by group."""
    found: dict[str, list[str]] = {}
    for wish in wishes().values():
        if wish.name in commands and form.of(wish).is_timely:
            found.setdefault(wish.group, []).append(wish.slug)
    return list(found.items())
