"""What the pages of the office share: a command carried out, a family found, words and role."""

from collections.abc import Callable
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from adapters.web.asking import POSITION_MAX, request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.language import language_of
from adapters.web.office.form import OfficeForm
from adapters.web.parts import parts_of
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from domain.programme import Role
from domain.rules import Refused
from projections import household_file
from services.requests import Answer
from services.steps import Step


def act(
    request: Request,
    caller: Caller,
    form: OfficeForm,
    step: Step,
) -> Answer | None:
    """Carry out a command; nothing where a rule refused it, which the form then says."""
    asked = request_of(request, caller, UUID(form.command_id), channel="office")
    try:
        answer = parts_of(request).casework.execute(step, asked)
    except Refused as refused:
        form.refusal = refused.code, refused.sentence(language_of(request))
        return None
    wait_for(request, answer)
    return answer


def done(path: str, answer: Answer) -> Response:
    """Go back to the page, which says at which position it was stored."""
    position = answer.last_position
    return RedirectResponse(path if position is None else f"{path}?stored={position}", 303)


def finder(request: Request, caller: Caller) -> Callable[[str], UUID | None]:
    """Return what finds a family that the user sees by its case number."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)

    def found(number: str) -> UUID | None:
        with parts.reading() as connection:
            files = household_file.by_case_number(connection, number, POSITION_MAX)
        mine = [file.household_id for file in files if sees_village(seen, file.village_code)]
        return mine[0] if len(mine) == 1 else None

    return found


def role_of(request: Request, caller: Caller) -> Role:
    """Return what the role of a user may."""
    return parts_of(request).programme.roles[caller.actor.role]


def rights_of(words: Words) -> dict[str, str]:
    """Return what the law's kinds of requests are called."""
    return {each.code: words.one_of(each.label) for each in words.programme.data_rights}


def words_of(request: Request) -> Words:
    """Return the words of the programme in the reader's language."""
    return Words(parts_of(request).programme, language_of(request))
