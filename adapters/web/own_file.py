"""The family's own sheet: what is on record about it, in plain words, on one page to be printed.

Who accompanies the family opens and hands it over; like every opening of a file it is on record.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.household import READ
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.render import page
from adapters.web.story.facts import names_in
from adapters.web.story.words import Words
from domain.history import case_number
from domain.household.state import Household
from domain.personal import Group
from services.reading import Reading

router = APIRouter()


@router.get("/rt/{household_id}/lembar")
def show_sheet(
    request: Request, household_id: UUID, caller: Annotated[Caller, Depends(Needs("read", READ))]
) -> Response:
    """Show the sheet of one family."""
    parts = parts_of(request)
    asked = request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, asked, READ)
        history = reading.opened(file, asked)
    household, names = file.household, dict(names_in(history))
    mentor = household.entry.mentor_id
    if Group.IDENTITY in parts.programme.roles[caller.actor.role].opens and mentor:
        names |= parts.names({mentor})
    words = Words(parts.programme, language_of(request), names)
    values = {
        "household_id": household_id,
        "case": case_number(household_id),
        "village": words.village(household.village_code),
        "status": words.say(f"own-file.status-{household.status.value}"),
        "mentor": words.who(mentor) if mentor else "",
        "people": list(_people(household, words)),
        "needs": list(_needs(household, words)),
        "last_visit_at": household.accompaniment.last_visit_at(),
        "deposits": household.livelihood.deposits(),
        "saved": household.livelihood.saved_rupiah(),
        "livelihoods": [
            words.label(household.plan.livelihoods[each]) for each in _current(household)
        ],
        "position": file.history[-1].position,
        "moment_now": parts.casework.clock(),
    }
    return page(request, "own_file.html", values)


def _current(household: Household) -> list[UUID]:
    return [each for each in household.plan.current if each in household.plan.livelihoods]


def _people(household: Household, words: Words) -> Any:
    people = household.people
    for person_id in sorted(people.here, key=lambda each: (each != people.head_id, str(each))):
        relation = words.relation(
            people.members[person_id].relation, is_head=person_id == people.head_id
        )
        yield words.who(person_id), relation


def _needs(household: Household, words: Words) -> Any:
    """Yield each need with who owes it until when, and how it stands."""
    plan, rights = household.plan, household.rights
    for need_id, need in plan.needs.items():
        referral = rights.open_referral_of(need_id)
        state = "closed-served" if plan.closed.get(need_id) == "served" else "closed-unmet"
        if need_id not in plan.closed:
            state = "accepted" if referral in rights.accepted else "asked" if referral else "open"
        yield words.need(need.kind), words.agency(need.owner), need.due_on, state
