"""Who is asking: the session behind a cookie or a bearer token."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection, Request

from adapters.web.parts import parts_of
from domain.context import Actor
from services.access import Session

HALF = "_half"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user in one role."""

    session: Session
    actor: Actor


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
