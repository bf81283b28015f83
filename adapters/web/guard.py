"""Who may call a route: each one says what it needs, and one that says nothing does not start.

Deny by default: a route without exactly one `Needs` among its dependencies is refused when the
application is made, and again by a test.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from adapters.web.asking import request_of
from adapters.web.callers import Caller, caller_of
from adapters.web.middleware import SAFE
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from domain.rules import Refused
from services.notes import Notes

# Files that hold many rows at once, or are costly to make.
EXPORTS = (".csv", ".xlsx", ".pdf", ".zip")
Kind = Literal["nobody", "anybody", "read", "command"]


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
        self._check_pace(request, caller.actor.actor_id)
        if self.kind in ("read", "command"):
            self._check(request, caller)
        return caller

    def _check_pace(self, request: Request, user_id: UUID) -> None:
        """Let nobody write or carry files away faster than a person or a waiting phone does."""
        is_write = request.method not in SAFE
        if is_write or request.url.path.endswith(EXPORTS):
            seconds = parts_of(request).pace.wait(user_id, is_write=is_write)
            if seconds:
                headers = {"retry-after": str(seconds)}
                raise Problem(429, "detail.too-fast", headers=headers, seconds=seconds)

    def _check(self, request: Request, caller: Caller) -> None:
        """Ask whether the role may at all, and put a refusal on record.

        The area of a family is asked when its file is open.
        """
        casework = parts_of(request).casework
        try:
            if self.kind == "read":
                casework.authority.may_read(caller.actor, self.name)
            else:
                casework.authority.check(caller.actor, self.name)
                if village := _village(request):
                    casework.authority.check_area(caller.actor, {village})
        except Refused as refused:
            tried = self.name if self.kind == "command" else f"read.{self.name}"
            Notes(casework).refusal(request_of(request, caller), tried, refused, _target(request))
            raise


def _target(request: Request) -> UUID | None:
    """Return the household or other stream that the address names by its id, if it does."""
    for name in ("household_id", "name"):
        with suppress(KeyError, ValueError):
            return UUID(request.path_params[name])
    return None


def _village(request: Request) -> str:
    """Return the village that the address names by its code, even one with no history yet."""
    name: str = request.path_params.get("name", "")
    return name if name in parts_of(request).programme.village_by_code else ""


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


AnybodyDep = Annotated[Caller, Depends(Needs("anybody"))]
OPEN = Depends(Needs("nobody"))
SIGNED_IN = Depends(Needs("anybody"))
