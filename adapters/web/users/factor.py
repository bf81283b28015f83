"""The pages of the second factor: set up with an app, asked for at sign-in, codes for later."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from adapters.web.asking import request_of
from adapters.web.callers import HALF, Caller, cookie_name
from adapters.web.guard import OPEN, AnybodyDep
from adapters.web.language import language_of, text
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.sessions import failing_code, give_cookie, inside, note_recovery
from services.credentials import HalfSession
from services.notes import Notes
from services.one_time_codes import typed_secret
from services.second_factor import SecondFactor

router = APIRouter()
Code = Annotated[str, Form(max_length=40)]
After = Annotated[str, Form(max_length=500)]


@router.get("/masuk/kode", dependencies=[OPEN])
def ask_code(request: Request, next: str = "/") -> Response:  # noqa: A002 (the query's name)
    """Ask who gave the right password for the code, or show how to get one."""
    half = half_of(request)
    if half is None:
        return RedirectResponse("/masuk", 303)
    return ask_again(request, half, inside(next))


@router.post("/masuk/kode", dependencies=[OPEN])
def give_code(
    request: Request,
    code: Code = "",
    next: After = "/",  # noqa: A002 (the field's name)
) -> Response:
    """Sign in by the code, or by setting the second factor up with its first code."""
    parts, half = parts_of(request), half_of(request)
    if half is None:
        return RedirectResponse("/masuk", 303)
    second, codes, was_recovery = _second(request), [], False
    try:
        with failing_code():
            if second.is_confirmed(half.user_id):
                was_recovery = second.check(half.user_id, code)
            else:
                codes = second.confirm(half.user_id, code)
    except Problem as problem:
        return ask_again(request, half, inside(next), problem)
    token, session = parts.access.complete(half)
    if was_recovery:
        note_recovery(request, token)
    response: Response = RedirectResponse(inside(next), 303)
    if codes:
        actor = parts.access.actors(half.user_id)[half.role]
        _note(request, Caller(session, actor), "second_factor_confirmed")
        response = _codes(request, codes, inside(next))
    return let_in(request, response, token)


def let_in(request: Request, response: Response, token: str) -> Response:
    """Hand over the session of who proved the second factor, in the place of the half one."""
    give_cookie(request, response, token)
    response.delete_cookie(cookie_name(request) + HALF, path="/")
    return response


@router.get("/akun/kode")
def show_factor(request: Request, caller: AnybodyDep) -> Response:
    """Show the own second factor, or how to set one up."""
    return _own(request, caller)


@router.post("/akun/kode")
def set_factor_up(request: Request, caller: AnybodyDep, code: Code = "") -> Response:
    """Set the second factor up by its first code, or make new recovery codes by a good one."""
    second, user_id = _second(request), caller.actor.actor_id
    is_there = second.is_confirmed(user_id)
    try:
        with failing_code():
            change = second.renew_codes if is_there else second.confirm
            codes = change(user_id, code)
    except Problem as problem:
        return _own(request, caller, problem)
    what = "recovery_codes_renewed" if is_there else "second_factor_confirmed"
    _note(request, caller, what)
    return _codes(request, codes, "/akun")


def _second(request: Request) -> SecondFactor:
    second = parts_of(request).access.second
    if second is None:
        raise Problem(404, "detail.missing")
    return second


def half_of(request: Request) -> HalfSession | None:
    """Return who gave the right password here, and owes the second factor still."""
    token = request.cookies.get(cookie_name(request) + HALF, "")
    return parts_of(request).access.half(token) if token else None


def ask_again(
    request: Request, half: HalfSession, after: str, problem: Problem | None = None
) -> Response:
    """Ask for the code, or for a device of whoever has one that serves here."""
    is_there = _second(request).is_confirmed(half.user_id)
    passkeys, host = parts_of(request).access.passkeys, request.headers.get("host", "")
    serves = passkeys is not None and passkeys.serves(host)
    options = passkeys.begin_proof(half.user_id, half.key) if passkeys and serves else ""
    values = {
        "next": after,
        "action": "/masuk/kode",
        "is_there": is_there,
        "passkey_options": options,
    }
    return _form(request, half.user_id, values, problem)


def _own(request: Request, caller: Caller, problem: Problem | None = None) -> Response:
    second, user_id = _second(request), caller.actor.actor_id
    is_there = second.is_confirmed(user_id)
    values = {"next": "", "action": "/akun/kode", "is_there": is_there, "passkey_options": ""}
    return _form(request, user_id, values, problem)


def _form(
    request: Request,
    user_id: UUID,
    values: dict[str, object],
    problem: Problem | None,
) -> Response:
    secret = b"" if values["is_there"] else _second(request).begin(user_id)
    sentence = text(problem.detail, language_of(request), **problem.params) if problem else ""
    shown = {
        **values,
        "secret": typed_secret(secret) if secret else "",
        "picture": _picture(request, user_id.hex[:6], secret) if secret else "",
        "errors": [{"field": "code", "sentence": sentence}] if sentence else [],
    }
    status, headers = (problem.status, problem.headers) if problem else (200, {})
    return page(request, "users/factor.html", shown, status=status, headers=headers)


def _picture(request: Request, label: str, secret: bytes) -> str:
    """Return what an app reads with the camera: the secret under a name that is nobody's."""
    name = quote(f"Jejak {parts_of(request).programme.code}:{label}")
    key = typed_secret(secret).replace(" ", "")
    # Only who enrols waits for what draws.
    import segno  # noqa: PLC0415

    made = segno.make(f"otpauth://totp/{name}?secret={key}&issuer=Jejak", error="m", micro=False)
    return str(made.svg_inline(scale=5, omitsize=True))


def _codes(request: Request, codes: list[str], after: str) -> Response:
    return page(request, "users/codes.html", {"codes": codes, "next": after})


def _note(request: Request, caller: Caller, what: str) -> None:
    user_id = caller.actor.actor_id
    Notes(parts_of(request).casework).access(request_of(request, caller), user_id, what)
