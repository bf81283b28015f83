"""Everybody who may sign in, and the form by which somebody joins them."""

import secrets
from typing import Annotated, Any
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError

from adapters.web.accounts import set_password
from adapters.web.asking import request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.guard import Needs
from adapters.web.language import language_of, text
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from adapters.web.visits import FormDep
from domain.desk.aggregate import DESK
from domain.desk.commands import GrantRole, RegisterUser
from domain.personal import Group
from domain.rules import Refused
from projections import users
from services.notes import Notes
from services.requests import Request as Asked
from services.steps import Step
from services.streams import desk_stream

READ = users.USERS.name
COLUMNS = ("user_id", "organisation", "roles", "villages", "blocked", "registered_at")
# As many characters as nobody can guess, and somebody can still type once.
FIRST_PASSWORD_BYTES = 12
router = APIRouter()
RegisterDep = Annotated[Caller, Depends(Needs("command", RegisterUser.name))]
Typed = dict[str, list[str]]


def users_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", READ))],
    asked: AsOf = "",
    role: Text = "",
    village: Text = "",
    state: Text = "",
) -> Sheet:
    """Return everybody, of one role, in one village, or only who is blocked, if that is asked."""
    parts = parts_of(request)
    with at(request, asked, READ) as point:
        rows: list[dict[str, Any]] = [
            {
                "user_id": each.user_id,
                "organisation": each.organisation,
                "roles": " ".join(each.roles),
                "villages": " ".join(sorted({v for some in each.villages.values() for v in some})),
                "blocked": each.blocked,
                "registered_at": each.registered_at,
            }
            for each in users.page(point.connection, point.position)
            if (not role or role in each.roles)
            and (not village or any(village in some for some in each.villages.values()))
            and (state != "blocked" or each.blocked)
        ]
        held = parts.programme.roles[caller.actor.role]
        may_know = Group.IDENTITY in held.opens
        about = {
            "asked": asked,
            "role": role,
            "village": village,
            "state": state,
            "names": parts.names({row["user_id"] for row in rows}) if may_know else {},
            "may_add": RegisterUser.name in held.commands,
        }
        return Sheet.at(point, "pengguna", COLUMNS, rows, **about)


add_twins(router, "/pengguna", users_sheet)


@router.get("/pengguna")
def show_users(request: Request, sheet: Annotated[Sheet, Depends(users_sheet)]) -> Response:
    """Show who may sign in, in which roles and areas."""
    values = {
        "sheet": sheet,
        "rows": list(sheet.rows),
        "query": f"?{request.url.query}" if request.url.query else "",
        **choices(request),
        **sheet.about,
    }
    return page(request, "users/everybody.html", values)


@router.get("/pengguna-baru")
def ask_user(request: Request, _: RegisterDep) -> Response:
    """Show the form by which somebody is registered."""
    return _form(request, {})


@router.post("/pengguna-baru")
def add_user(request: Request, caller: RegisterDep, sent: FormDep) -> Response:
    """Register somebody with one role; the first password is shown once, and kept nowhere."""
    typed = {key: [str(value) for value in sent.getlist(key)] for key in sent}
    try:
        user_id, asked = UUID(_one(typed, "user_id")), _request(request, caller, typed)
        login, villages = _one(typed, "login").strip(), tuple(sorted(typed.get("villages", ())))
        register = RegisterUser(
            user_id=user_id,
            organisation=_one(typed, "organisation"),
            full_name=_one(typed, "full_name").strip() or None,
        )
        grant = GrantRole(role=_one(typed, "role"), villages=villages)
    except (ValidationError, ValueError):
        return _form(request, typed, text("users.incomplete", language_of(request)), 422)
    if not login or register.full_name is None:
        return _form(request, typed, text("users.incomplete", language_of(request)), 422)
    parts, password = parts_of(request), secrets.token_urlsafe(FIRST_PASSWORD_BYTES)
    stream = desk_stream(parts.programme.code, user_id)
    try:
        parts.casework.execute(Step(DESK, stream, register), asked)
        grant_id = uuid5(asked.command_id, "grant")
        answer = parts.casework.execute(
            Step(DESK, stream, grant), request_of(request, caller, grant_id)
        )
        set_password(request, user_id, login, password)
    except Refused as refused:
        return _form(request, typed, refused.sentence(language_of(request)), 409)
    except Problem as problem:
        sentence = text(problem.detail, language_of(request), **problem.params)
        return _form(request, typed, sentence, problem.status)
    Notes(parts.casework).access(asked, user_id, "password_given")
    wait_for(request, answer)
    values = {"user_id": user_id, "login": login, "password": password, "is_new": True}
    return page(request, "users/given.html", values, status=201)


def choices(request: Request) -> dict[str, Any]:
    """Return the roles, villages and agencies that there are, as (code, label)."""
    programme = parts_of(request).programme
    words = Words(programme, language_of(request))
    return {
        "all_roles": [(code, words.role(code)) for code in programme.roles if code != "system"],
        "all_villages": sorted(
            ((each.code, each.name) for each in programme.villages), key=lambda pair: pair[1]
        ),
        "agencies": [(each.code, words.one_of(each.label)) for each in programme.agencies],
    }


def _form(request: Request, typed: Typed, error: str = "", status: int = 200) -> Response:
    kept = {name: _one(typed, name) for name in ("full_name", "organisation", "login", "role")}
    values = {
        **kept,
        "chosen": typed.get("villages", []),
        "user_id": _one(typed, "user_id") or str(uuid4()),
        "command_id": _one(typed, "command_id") or str(uuid4()),
        "errors": [{"field": "full_name", "sentence": error}] if error else [],
        **choices(request),
    }
    return page(request, "users/new.html", values, status=status)


def _one(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "")


def _request(request: Request, caller: Caller, typed: Typed) -> Asked:
    return request_of(request, caller, UUID(_one(typed, "command_id")))
