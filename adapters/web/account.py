"""The own account: who one is here, another password, another role, and signing out everywhere."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from adapters.web.accounts import ChangedPassword, replace_password
from adapters.web.guard import AnybodyDep
from adapters.web.language import language_of, text
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from services.access import PASSWORD_MIN

router = APIRouter(prefix="/akun")
Typed = Annotated[str, Form(max_length=200)]


@router.get("")
def show_account(request: Request, caller: AnybodyDep) -> Response:
    """Show the account of who is signed in."""
    return _shown(request, caller)


@router.post("/sandi")
def change_password_by_form(
    request: Request,
    caller: AnybodyDep,
    login: Typed = "",
    password: Typed = "",
    new_password: Typed = "",
) -> Response:
    """Change the own password; one signs in again with the new one, on every device."""
    try:
        given = ChangedPassword(login=login, password=password, new_password=new_password)
        replace_password(request, caller, given)
    except ValueError:
        return _shown(request, caller, Problem(422, "detail.credentials"), login)
    except Problem as problem:
        return _shown(request, caller, problem, login)
    return RedirectResponse("/masuk", 303)


@router.post("/sesi")
def end_session(
    request: Request, caller: AnybodyDep, handle: Annotated[str, Form(max_length=16)]
) -> Response:
    """End one of the own sessions."""
    if not parts_of(request).access.sign_out_of(caller.actor.actor_id, handle):
        raise Problem(404, "detail.missing")
    return RedirectResponse("/akun", 303)


def _shown(
    request: Request, caller: AnybodyDep, problem: Problem | None = None, login: str = ""
) -> Response:
    parts, actor = parts_of(request), caller.actor
    sentence = text(problem.detail, language_of(request), **problem.params) if problem else ""
    values = {
        "roles": sorted(parts.access.actors(actor.actor_id)),
        "role": actor.role,
        "villages": sorted(actor.villages),
        "sessions": parts.access.sessions(actor.actor_id),
        "handle": caller.session.handle,
        "has_factor": bool(
            parts.access.second and parts.access.second.is_confirmed(actor.actor_id)
        ),
        "ends_at": parts.access.ends_at(caller.session),
        "errors": [{"field": "password", "sentence": sentence}] if sentence else [],
        "login": login,
        "minimum": PASSWORD_MIN,
    }
    return page(request, "account.html", values, status=problem.status if problem else 200)
