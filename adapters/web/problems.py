"""The one place where something that went wrong becomes an HTTP answer (RFC 9457).

400 not readable · 401 not signed in · 403 refused before any rule · 404 not there or not yours
409 a rule of the programme said no · 413 too large · 422 readable, but not the expected shape
429 too many attempts · 503 the database is away: repeat later
"""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.web.language import is_page, language_of, text
from adapters.web.render import page

MEDIA = "application/problem+json"
# A status and the key of its title in texts/problems.toml, which is also the problem's code.
TITLES = {
    400: "unreadable",
    401: "unauthorised",
    403: "forbidden",
    404: "missing",
    405: "method",
    409: "conflict",
    413: "too-large",
    415: "media",
    422: "malformed",
    429: "too-many",
    500: "fault",
    503: "unavailable",
}


class Problem(Exception):
    """A request that cannot be served. `detail` is a key of the texts, `params` fill it."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: tuple[dict[str, str], ...] = (),
        headers: dict[str, str] | None = None,
        **params: object,
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.params = status, detail, params
        self.errors, self.headers = errors, headers or {}


def answer(request: Request, problem: Problem) -> Response:
    """Answer with a problem in the language of the user: a page for people, JSON for programs."""
    sentence = text(problem.detail, language_of(request), **problem.params)
    return respond(
        request,
        problem.status,
        sentence,
        errors=problem.errors,
        headers=problem.headers,
    )


def respond(
    request: Request,
    status: int,
    sentence: str,
    *,
    code: str = "",
    kept: UUID | None = None,
    errors: tuple[dict[str, Any], ...] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """Answer with a status and one sentence. `code` is the rule's, when a rule said no.

    `kept` is the submission in the box under which everything that was sent waits for a person.
    """
    title_key = TITLES.get(status, "refused")
    body: dict[str, Any] = {
        "type": f"urn:jejak:problem:{code or title_key}",
        "title": text(f"problem.{title_key}", language_of(request)),
        "status": status,
        "detail": sentence,
        "code": code or title_key,
        "instance": f"urn:jejak:request:{request.scope.get('request_id', '')}",
    }
    if kept is not None:
        body["kept"] = str(kept)
    if errors:
        body["errors"] = errors
    if is_page(request.url.path):
        return page(request, "problem.html", {"problem": body}, status=status, headers=headers)
    return JSONResponse(body, status, headers, MEDIA)
