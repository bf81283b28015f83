"""The pages of passkeys: added after the password was given anew, proved at sign-in, removed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from adapters.web.accounts import prove_anew
from adapters.web.asking import request_of
from adapters.web.callers import Caller
from adapters.web.guard import OPEN, AnybodyDep
from adapters.web.language import language_of, text
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.sessions import failing_code, inside
from adapters.web.users.factor import ask_again, half_of, let_in
from services.notes import Notes
from services.passkeys import NAME_MAX, Passkeys, TooManyPasskeys, WrongPasskey

router = APIRouter()
Typed = Annotated[str, Form(max_length=200)]
Name = Annotated[str, Form(max_length=NAME_MAX)]
Answer = Annotated[str, Form(max_length=20_000)]
OWN = "/akun/kunci"


@router.get(OWN)
def show_passkeys(request: Request, caller: AnybodyDep) -> Response:
    """Show the own passkeys, and how to add one."""
    return _own(request, caller)


@router.post(f"{OWN}/baru")
def ask_passkey(
    request: Request,
    caller: AnybodyDep,
    login: Typed = "",
    password: Typed = "",
    name: Name = "",
) -> Response:
    """Ask the device at hand for a passkey, once the password was given anew."""
    passkeys, user_id = _passkeys(request), caller.actor.actor_id
    try:
        prove_anew(request, caller, login, password)
        with failing_passkey():
            options = passkeys.begin_new(user_id, caller.session.key)
    except Problem as problem:
        return _own(request, caller, problem, login, name)
    values = {"options": options, "name": " ".join(name.split())}
    return page(request, "users/passkey_new.html", values)


@router.post(OWN)
def add_passkey(
    request: Request, caller: AnybodyDep, answer: Answer = "", name: Name = ""
) -> Response:
    """Keep the passkey that the device made."""
    try:
        with failing_passkey():
            _passkeys(request).add(caller.actor.actor_id, caller.session.key, answer, name)
    except Problem as problem:
        return _own(request, caller, problem)
    _note(request, caller, "passkey_added")
    return RedirectResponse(OWN, 303)


@router.post(f"{OWN}/hapus")
def remove_passkey(
    request: Request, caller: AnybodyDep, handle: Annotated[str, Form(max_length=16)]
) -> Response:
    """Forget one of the own passkeys; wherever else one is signed in, one no longer is."""
    if not _passkeys(request).remove(caller.actor.actor_id, handle):
        raise Problem(404, "detail.missing")
    parts_of(request).access.sign_out_elsewhere(caller.session)
    _note(request, caller, "passkey_removed")
    return RedirectResponse(OWN, 303)


@router.post("/masuk/kunci", dependencies=[OPEN])
def give_passkey(
    request: Request,
    answer: Answer = "",
    next: Annotated[str, Form(max_length=500)] = "/",  # noqa: A002 (the field's name)
) -> Response:
    """Sign in who gave the right password and holds the device."""
    half = half_of(request)
    if half is None:
        return RedirectResponse("/masuk", 303)
    try:
        with failing_passkey(), failing_code():
            _passkeys(request).check(half.user_id, half.key, answer)
    except Problem as problem:
        return ask_again(request, half, inside(next), problem)
    token, _ = parts_of(request).access.complete(half)
    return let_in(request, RedirectResponse(inside(next), 303), token)


@contextmanager
def failing_passkey() -> Iterator[None]:
    """Turn whatever is wrong with a device's answer into the same answer of ours."""
    try:
        yield
    except WrongPasskey:
        raise Problem(401, "detail.wrong-passkey") from None
    except TooManyPasskeys:
        raise Problem(422, "detail.many-passkeys") from None


def _passkeys(request: Request) -> Passkeys:
    passkeys = parts_of(request).access.passkeys
    if passkeys is None:
        raise Problem(404, "detail.missing")
    return passkeys


def _own(
    request: Request,
    caller: Caller,
    problem: Problem | None = None,
    login: str = "",
    name: str = "",
) -> Response:
    passkeys, user_id = _passkeys(request), caller.actor.actor_id
    sentence = text(problem.detail, language_of(request), **problem.params) if problem else ""
    values = {
        "passkeys": passkeys.of(user_id),
        "has_code": passkeys.second.is_confirmed(user_id),
        "address": ""
        if passkeys.serves(request.headers.get("host", ""))
        else passkeys.devices.address,
        "errors": [{"field": "name", "sentence": sentence}] if sentence else [],
        "login": login,
        "name": name,
        "longest": NAME_MAX,
    }
    status, headers = (problem.status, problem.headers) if problem else (200, {})
    return page(request, "users/passkeys.html", values, status=status, headers=headers)


def _note(request: Request, caller: Caller, what: str) -> None:
    asked = request_of(request, caller)
    Notes(parts_of(request).casework).access(asked, caller.actor.actor_id, what)
