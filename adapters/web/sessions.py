"""Signing in and out, for people with a cookie and for programs with a bearer token."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from adapters.passwords import TooBusy
from adapters.web import bodies
from adapters.web.asking import request_of
from adapters.web.callers import HALF, Caller, caller_of, cookie_name, is_private_line
from adapters.web.guard import OPEN, AnybodyDep
from adapters.web.language import language_of, text
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from services.access import CodeWanted, Session, SignInFailed, TooManyAttempts, WrongCode
from services.notes import Notes

router = APIRouter()


class SignIn(BaseModel):
    """What a program sends to sign in. Without a role it acts in the user's first.

    `code` is that of the second factor, or a recovery code, for who has one.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    login: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=200)]
    role: Annotated[str, Field(max_length=64)] = ""
    code: Annotated[str, Field(max_length=40)] = ""


async def raw_body(request: Request) -> bytes:
    """Return the body as it came; what it says is read by `bodies`."""
    return await request.body()


RawBody = Annotated[bytes, Depends(raw_body)]


@router.get("/masuk", dependencies=[OPEN])
def sign_in_page(request: Request, next: str = "/") -> Response:  # noqa: A002 (the query's name)
    """Show where to sign in."""
    if caller_of(request):
        return RedirectResponse("/", 303)
    return _form(request, "", inside(next))


@router.post("/masuk", dependencies=[OPEN])
def sign_in(
    request: Request,
    login: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=500)] = "/",  # noqa: A002 (the field's name)
) -> Response:
    """Sign in a person; what was typed stays on the page when it was wrong, but the password."""
    try:
        token, _ = open_session_of(request, SignIn(login=login, password=password))
    except CodeWanted as wanted:
        return half_way(request, wanted, inside(next))
    except Problem as problem:
        sentence = text(problem.detail, language_of(request), **problem.params)
        return _form(request, login, inside(next), sentence, problem)
    response = RedirectResponse(inside(next), 303)
    give_cookie(request, response, token)
    return response


@router.post("/keluar")
def sign_out(request: Request, caller: AnybodyDep) -> Response:
    """Sign out here."""
    parts_of(request).access.sign_out(caller.session)
    response = RedirectResponse("/masuk", 303)
    _take_cookie(request, response)
    return response


@router.post("/keluar-semua")
def sign_out_everywhere(request: Request, caller: AnybodyDep) -> Response:
    """Sign out on every device."""
    parts_of(request).access.sign_out_everywhere(caller.actor.actor_id)
    response = RedirectResponse("/masuk", 303)
    _take_cookie(request, response)
    return response


@router.post("/peran")
def change_role(
    request: Request, caller: AnybodyDep, role: Annotated[str, Form(max_length=64)]
) -> Response:
    """Go on in another role of the same user."""
    try:
        opened = parts_of(request).access.change_role(caller.session, role)
    except CodeWanted as wanted:
        return half_way(request, wanted, "/")
    if opened is None:
        raise Problem(403, "detail.refused")
    response = RedirectResponse("/", 303)
    give_cookie(request, response, opened[0])
    return response


@router.post("/api/session", status_code=201, dependencies=[OPEN])
def open_session(request: Request, raw: RawBody) -> JSONResponse:
    """Sign in a program. It sends the token back as `Authorization: Bearer`."""
    asked = bodies.read(SignIn, raw, request.headers.get("content-type", ""))
    try:
        token, session = open_session_of(request, asked)
    except CodeWanted as wanted:
        token, session = _completed(request, wanted, asked.code)
    ends_at = parts_of(request).access.ends_at(session).isoformat()
    body = {"token": token, "role": session.role, "ends_at": ends_at}
    return JSONResponse(body, 201)


@router.get("/api/session")
def show_session(request: Request, caller: AnybodyDep) -> dict[str, object]:
    """Say who is signed in."""
    return {
        "user_id": caller.actor.actor_id,
        "role": caller.actor.role,
        "roles": sorted(parts_of(request).access.actors(caller.actor.actor_id)),
        "villages": sorted(caller.actor.villages),
        "ends_at": parts_of(request).access.ends_at(caller.session),
    }


@router.delete("/api/session", status_code=204)
def close_session(request: Request, caller: AnybodyDep) -> None:
    """Sign out here."""
    parts_of(request).access.sign_out(caller.session)


@router.delete("/api/sessions", status_code=204)
def close_sessions(request: Request, caller: AnybodyDep) -> None:
    """Sign out everywhere."""
    parts_of(request).access.sign_out_everywhere(caller.actor.actor_id)


def open_session_of(request: Request, asked: SignIn) -> tuple[str, Session]:
    """Sign in, or say with the same words for every reason why not."""
    with failing_alike(request, asked):
        return parts_of(request).access.sign_in(asked.login, asked.password, asked.role)


@contextmanager
def failing_alike(request: Request, asked: SignIn) -> Iterator[None]:
    """Turn whatever is wrong with a name and a password into the same answer."""
    if not is_private_line(request):
        raise Problem(403, "detail.insecure")
    if not (bodies.storable(asked.login) and bodies.storable(asked.password)):
        raise Problem(401, "detail.credentials")
    try:
        yield
    except SignInFailed:
        raise Problem(401, "detail.credentials") from None
    except TooManyAttempts as wait:
        seconds = max(1, round(wait.wait.total_seconds()))
        headers = {"retry-after": str(seconds)}
        raise Problem(429, "detail.too-many", headers=headers, seconds=seconds) from None
    except TooBusy:
        raise Problem(503, "detail.busy", headers={"retry-after": "5"}) from None


def half_way(request: Request, wanted: CodeWanted, after: str) -> Response:
    """Lead on to where the code is asked for; the password is not asked for again."""
    address = request.url_for("ask_code").include_query_params(next=after)
    response = RedirectResponse(address, 303)
    give_cookie(request, response, wanted.token, half=True)
    return response


def _completed(request: Request, wanted: CodeWanted, code: str) -> tuple[str, Session]:
    """Sign a program in that sent the code along."""
    access = parts_of(request).access
    half, second = access.half(wanted.token), access.second
    if half is None or second is None:
        raise Problem(401, "detail.credentials")
    if not second.is_confirmed(half.user_id):
        raise Problem(403, "detail.code-setup")
    if not code:
        raise Problem(401, "detail.code-wanted")
    with failing_code():
        was_recovery = second.check(half.user_id, code)
    opened = access.complete(half)
    if was_recovery:
        note_recovery(request, opened[0])
    return opened


def note_recovery(request: Request, token: str) -> None:
    """Put on record that somebody signed in by a recovery code."""
    parts = parts_of(request)
    found = parts.access.actor(token)
    if found is not None:
        caller = Caller(*found)
        asked = request_of(request, caller)
        Notes(parts.casework).access(asked, caller.actor.actor_id, "recovery_code_used")


@contextmanager
def failing_code() -> Iterator[None]:
    """Turn whatever is wrong with a code into the same answer."""
    try:
        yield
    except WrongCode:
        raise Problem(401, "detail.wrong-code") from None
    except TooManyAttempts as wait:
        seconds = max(1, round(wait.wait.total_seconds()))
        headers = {"retry-after": str(seconds)}
        raise Problem(429, "detail.too-many", headers=headers, seconds=seconds) from None


def _form(
    request: Request, login: str, after: str, error: str = "", problem: Problem | None = None
) -> Response:
    status, headers = (problem.status, problem.headers) if problem else (200, {})
    values = {"login": login, "next": after, "error": error}
    return page(request, "sign_in.html", values, status=status, headers=headers)


def inside(after: str) -> str:
    """Return an address of ours, whatever the link said that brought the user here."""
    is_ours = after.startswith("/") and not after.startswith(("//", "/\\")) and after.isprintable()
    return quote(after, safe="/?&=%-_.~") if is_ours else "/"


def give_cookie(request: Request, response: Response, token: str, *, half: bool = False) -> None:
    """Hand the token over; a half one says only that the password was right."""
    response.set_cookie(
        cookie_name(request) + (HALF if half else ""),
        token,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _take_cookie(request: Request, response: Response) -> None:
    secure = request.url.scheme == "https"
    response.delete_cookie(cookie_name(request), path="/", secure=secure, httponly=True)
