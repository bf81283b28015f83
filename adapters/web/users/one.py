"""One user before an administrator: roles, sessions, what was done to the account, and by whom."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from adapters.web.asking import request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.users.everybody import READ, choices
from adapters.web.visits import FormDep
from domain.commands import Command
from domain.desk.aggregate import DESK
from domain.desk.commands import (
    AskSecondFactorReset,
    BlockUser,
    GrantRole,
    RegisterUser,
    ResetSecondFactor,
    RevokeRole,
    UnblockUser,
)
from domain.personal import Group
from domain.rules import Refused
from projections.timeline import Wording
from services.notes import Notes
from services.steps import Step
from services.streams import desk_stream

router = APIRouter(prefix="/pengguna/{user_id}")
Code = Annotated[str, Form(max_length=64)]


@router.get("")
def show_user(
    request: Request, user_id: UUID, caller: Annotated[Caller, Depends(Needs("read", READ))]
) -> Response:
    """Show one user with everything that was done to the account."""
    return _shown(request, user_id, caller)


@router.post("/peran")
def grant_role(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", GrantRole.name))],
    sent: FormDep,
) -> Response:
    """Give a role, or limit one to other villages."""
    villages = tuple(sorted(str(each) for each in sent.getlist("villages")))
    try:
        command = GrantRole(role=str(sent.get("role", "")), villages=villages)
    except ValidationError:
        raise Problem(422, "detail.refused") from None
    return _act(request, user_id, caller, command)


@router.post("/cabut")
def revoke_role(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", RevokeRole.name))],
    role: Code,
    reason: Code,
) -> Response:
    """Take a role away; whoever is signed in with it no longer is."""
    return _act(request, user_id, caller, _made(RevokeRole, role=role, reason=reason))


@router.post("/blokir")
def block(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", BlockUser.name))],
    reason: Code,
) -> Response:
    """Keep somebody out; all sessions end."""
    answer = _act(request, user_id, caller, _made(BlockUser, reason=reason))
    if answer.status_code == 303:  # noqa: PLR2004
        parts_of(request).access.sign_out_everywhere(user_id)
    return answer


@router.post("/buka")
def unblock(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", UnblockUser.name))],
) -> Response:
    """Let somebody in again."""
    return _act(request, user_id, caller, UnblockUser())


@router.post("/sandi")
def renew_password(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", RegisterUser.name))],
) -> Response:
    """Give a new password, shown once; all sessions end."""
    _check_other(user_id, caller)
    password = parts_of(request).access.renew_password(user_id)
    if password is None:
        raise Problem(404, "detail.missing")
    _note(request, user_id, caller, "password_given")
    values = {"user_id": user_id, "login": "", "password": password, "is_new": False}
    return page(request, "users/given.html", values)


@router.post("/sesi")
def end_sessions(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", BlockUser.name))],
    handle: Annotated[str, Form(max_length=16)] = "",
) -> Response:
    """End one session of a user, or all."""
    access = parts_of(request).access
    if not handle:
        access.sign_out_everywhere(user_id)
    elif not access.sign_out_of(user_id, handle):
        raise Problem(404, "detail.missing")
    _note(request, user_id, caller, "sessions_ended")
    return RedirectResponse(f"/pengguna/{user_id}", 303)


@router.post("/lupakan-kode")
def ask_reset(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", AskSecondFactorReset.name))],
) -> Response:
    """Ask that a second person agrees to forget the second factor."""
    return _act(request, user_id, caller, AskSecondFactorReset())


@router.post("/lupakan-kode/setuju")
def agree_reset(
    request: Request,
    user_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", ResetSecondFactor.name))],
) -> Response:
    """Agree to what another one asked for; all sessions end with this fact."""
    return _act(request, user_id, caller, ResetSecondFactor())


def _made(kind: type[Command], **values: str) -> Command:
    try:
        return kind.model_validate(values)
    except ValidationError:
        raise Problem(422, "detail.refused") from None


def _check_other(user_id: UUID, caller: Caller) -> None:
    if user_id == caller.actor.actor_id:
        raise Refused("K2", "self")


def _note(request: Request, user_id: UUID, caller: Caller, what: str) -> None:
    Notes(parts_of(request).casework).access(request_of(request, caller), user_id, what)


def _act(request: Request, user_id: UUID, caller: Caller, command: Command) -> Response:
    """Carry a wish out, or show the page with the rule that said no."""
    parts = parts_of(request)
    step = Step(DESK, desk_stream(parts.programme.code, user_id), command)
    try:
        answer = parts.casework.execute(step, request_of(request, caller, uuid4()))
    except Refused as refused:
        sentence = refused.sentence(language_of(request))
        return _shown(request, user_id, caller, f"{refused.code}: {sentence}", 409)
    wait_for(request, answer)
    return RedirectResponse(f"/pengguna/{user_id}", 303)


def _shown(
    request: Request, user_id: UUID, caller: Caller, error: str = "", status: int = 200
) -> Response:
    parts, language = parts_of(request), language_of(request)
    history = parts.casework.ledger.history(desk_stream(parts.programme.code, user_id))
    desk = DESK.replay(history)
    if desk.user_id is None:
        raise Problem(404, "detail.missing")
    role = parts.programme.roles[caller.actor.role]
    people = {user_id, *(line.origin.actor_id for line in history)}
    names = parts.names(people) if Group.IDENTITY in role.opens else {}
    words, wording = Words(parts.programme, language, names), Wording(language, parts.programme)
    values: dict[str, Any] = {
        "user_id": user_id,
        "desk": desk,
        "words": words,
        "is_self": user_id == caller.actor.actor_id,
        "may": {each.name for each in ACTIONS if each.name in role.commands},
        "has_factor": bool(parts.access.second and parts.access.second.is_confirmed(user_id)),
        "sessions": parts.access.sessions(user_id),
        "told": [(line, wording.sentence(line)) for line in reversed(history)],
        "reasons": {kind: _reasons(words, kind) for kind in ("role_end", "user_block")},
        "errors": [{"field": "", "sentence": error}] if error else [],
        **choices(request),
    }
    return page(request, "users/one.html", values, status=status)


ACTIONS = (
    AskSecondFactorReset,
    BlockUser,
    GrantRole,
    RegisterUser,
    ResetSecondFactor,
    RevokeRole,
    UnblockUser,
)


def _reasons(words: Words, kind: str) -> list[tuple[str, str]]:
    items = words.programme.reasons.get(kind, ())
    return [(each.code, words.one_of(each.label)) for each in items]
