"""What surrounds every request: its id and log line, its headers, its limits and its origin.

Pure ASGI: the decorator of the framework costs more than the small answers it wraps.
"""

import re
import time
from urllib.parse import urlsplit
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web.problems import Problem, answer

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_MAX = 1_000_000
# Only where files are brought may a body be larger.
FILE_MAX = 9_000_000
FILES = re.compile(
    r"^/(api/households/[0-9A-Fa-f-]{32,36}/files|(sampel|temuan|antrean)/[0-9A-Za-z/-]+)$"
)
LIST_MAX, LISTS = 24_000_000, "/impor"
# A receipt comes with a hand-over note and a photograph.
TWO_FILES_MAX, RECEIPTS = 17_000_000, "/antrean/terima/"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(self), microphone=(), payment=()",
}
POLICY = "content-security-policy"
log = structlog.get_logger("jejak.web")


class Trace:
    """Gives each request an id, writes one line about it, and turns a fault into an answer.

    The line holds the route's template, never the path or the query: those may name a family.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # The client's own request id is not taken over: it would be text of a stranger in the log.
        scope["request_id"] = request_id = str(uuid4())
        started, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, noted)
            except Exception:  # the last place that can still answer
                log.exception("fault")
                if not status:
                    problem = Problem(500, "detail.fault", request=request_id)
                    await answer(Request(scope), problem)(scope, receive, noted)
            log.info(
                "request",
                method=scope["method"] if scope["method"].isalpha() else "?",
                route=getattr(scope.get("route"), "path", "-"),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )


class Shield:
    """Adds the security headers; nothing is kept by a cache unless a route says so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                boxed = headers.get("content-security-policy", "").startswith("sandbox")
                headers.update({k: v for k, v in HEADERS.items() if not (boxed and k == POLICY)})
                headers.setdefault("cache-control", "no-store")
                if scope["scheme"] == "https":
                    headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
            await send(message)

        await self.app(scope, receive, shielded)


class BodyLimit:
    """Refuses a body over the limit: by its announced length, or as soon as it has grown past."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = limit_of(scope["path"])
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isascii() or not announced.isdigit() or int(announced[:18]) > limit:
            problem = Problem(413, "detail.too-large", limit=f"{limit // 1_000_000} MB")
            await answer(Request(scope), problem)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                # An HTTPException passes through the framework's own reading of the body.
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)


def limit_of(path: str) -> int:
    """Return how large a body may be at an address."""
    if path == LISTS:
        return LIST_MAX
    if path.startswith(RECEIPTS):
        return TWO_FILES_MAX
    return FILE_MAX if FILES.match(path) else BODY_MAX


class SameOrigin:
    """Refuses a change that another site asked this browser to make (CSRF)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and not _is_ours(scope):
            await answer(Request(scope), Problem(403, "detail.origin"))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_ours(scope: Scope) -> bool:
    """Judge by what the browser says; without a word from it, only a request without cookies."""
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is not None:
        return _host(origin) == headers.get("host", "").lower()
    return site is not None or "cookie" not in headers


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None
