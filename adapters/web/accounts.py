"""Passwords: an administrator gives the first one, everybody may change their own."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from adapters.web import bodies
from adapters.web.asking import request_of
from adapters.web.callers import Caller, is_private_line
from adapters.web.guard import AnybodyDep, Needs
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.sessions import RawBody, SignIn, failing_alike
from domain.desk.commands import RegisterUser
from services.access import PASSWORD_MIN, LoginTaken, WeakPassword
from services.notes import Notes

router = APIRouter(prefix="/api", tags=["accounts"])
AdministratorDep = Annotated[Caller, Depends(Needs("command", RegisterUser.name))]
Secret = Annotated[str, Field(max_length=200)]


class NewCredential(BaseModel):
    """With which name and password a user signs in from now on."""

    model_config = ConfigDict(extra="forbid", strict=True)

    login: Annotated[str, Field(min_length=3, max_length=200)]
    password: Secret


class ChangedPassword(NewCredential):
    """The own password, and the one that replaces it."""

    new_password: Secret


@router.put("/desks/{user_id}/credential", status_code=204)
def give_password(request: Request, user_id: UUID, caller: AdministratorDep, raw: RawBody) -> None:
    """Let a registered user sign in; where they are signed in now, they are not."""
    given = bodies.read(NewCredential, raw, request.headers.get("content-type", ""))
    parts = parts_of(request)
    if user_id == caller.actor.actor_id or not parts.access.actors(user_id):
        raise Problem(404, "detail.missing")
    set_password(request, user_id, given.login, given.password)
    Notes(parts.casework).access(request_of(request, caller), user_id, "password_given")


@router.put("/session/password", status_code=204)
def change_password(request: Request, caller: AnybodyDep, raw: RawBody) -> None:
    """Change the own password; ends all sessions, this one too."""
    given = bodies.read(ChangedPassword, raw, request.headers.get("content-type", ""))
    replace_password(request, caller, given)


def replace_password(request: Request, caller: Caller, given: ChangedPassword) -> None:
    """Replace the password of who is signed in and knows the old one. Raises Problem."""
    prove_anew(request, caller, given.login, given.password)
    user_id = caller.actor.actor_id
    set_password(request, user_id, given.login, given.new_password)
    notes = Notes(parts_of(request).casework)
    notes.access(request_of(request, caller), user_id, "password_changed")


def prove_anew(request: Request, caller: Caller, login: str, password: str) -> None:
    """Ask who is signed in for the own name and password once more. Raises Problem."""
    with failing_alike(request, SignIn(login=login, password=password)):
        credential = parts_of(request).access.prove(login, password)
    if credential.user_id != caller.actor.actor_id:
        raise Problem(401, "detail.credentials")


def set_password(request: Request, user_id: UUID, login: str, password: str) -> None:
    """Let a user sign in like this. Raises Problem."""
    if not is_private_line(request):
        raise Problem(403, "detail.insecure")
    try:
        parts_of(request).access.set_password(user_id, login, password)
    except WeakPassword:
        raise Problem(422, "detail.weak-password", minimum=PASSWORD_MIN) from None
    except LoginTaken:
        raise Problem(422, "detail.login-taken") from None
