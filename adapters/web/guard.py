"""Who may call a route: each one says what it needs, and one that says nothing does not start.

Deny by default: a route without exactly one `Needs` among its dependencies is refused when the
application is made, and again by a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Mount

from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from domain.context import Actor
from services.access import Session

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Kind = Literal["nobody", "anybody", "read", "command"]


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user in one role."""

    session: Session
    actor: Actor


@dataclass(frozen=True, slots=True)
class Needs:
    """What a route asks of its caller.

    nobody   open to the world
    anybody  signed in, in any role
    read     a role to which the programme definition gives this read model
    command  a role to which the programme definition gives this command
    """

    kind: Kind
    name: str = ""

    def __call__(self, request: Request) -> Caller | None:
        if self.kind == "nobody":
            return None
        caller = caller_of(request)
        if caller is None:
            raise Problem(401, "detail.sign-in", headers={"www-authenticate": "Bearer"})
        if self.kind == "read":
            parts_of(request).casework.authority.may_read(caller.actor, self.name)
        return caller


def caller_of(request: Request) -> Caller | None:
    """Return who is signed in, if anybody; the page's header shows the same person."""
    token = bearer_token(request) or request.cookies.get(cookie_name(request), "")
    if not token:
        return None
    found = parts_of(request).access.actor(token)
    if found is None:
        return None
    request.scope["signed_in"] = caller = Caller(*found)
    return caller


def bearer_token(request: HTTPConnection) -> str:
    """Return the token of a program, which sends it itself: no other site can make it do so."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def cookie_name(request: HTTPConnection) -> str:
    """Return the name of the session's cookie; __Host- keeps it from every other host."""
    return "__Host-jejak" if request.url.scheme == "https" else "jejak"


def is_private_line(request: HTTPConnection) -> bool:
    """Say whether a password may travel: over https, or inside this machine."""
    return request.url.scheme == "https" or request.url.hostname in LOOPBACK


def needs_of(route: APIRoute) -> list[Needs]:
    """Return what a route asks of its caller."""
    return [call for call in _calls(route.dependant) if isinstance(call, Needs)]


def check_routes(routes: list[BaseRoute]) -> None:
    """Refuse to start with a route that nobody thought about."""
    for route in routes:
        if isinstance(route, Mount) and route.path == "/static":
            continue
        if not isinstance(route, APIRoute) or len(needs_of(route)) != 1:
            raise TypeError(f"{getattr(route, 'path', route)} does not say who may call it")


def _calls(dependant: Dependant) -> Iterator[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)


def signed_in(kind: Kind, name: str = "") -> object:
    """Return the type of a parameter that takes the caller."""
    return Annotated[Caller, Depends(Needs(kind, name))]


AnybodyDep = Annotated[Caller, Depends(Needs("anybody"))]
OPEN = Depends(Needs("nobody"))
