"""Puts the web together: its routes, what surrounds them, and what an error becomes."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from adapters.web import (
    account,
    accounts,
    anchors,
    bodies,
    boxes,
    comparing,
    evidence,
    family,
    files,
    form_definitions,
    health,
    helping,
    household,
    openapi,
    own_file,
    progress,
    proofs,
    reads,
    requests,
    services_owed,
    sessions,
    start,
    today,
    visit_steps,
    visits,
    watching,
)
from adapters.web.amending import deciding, proposing
from adapters.web.amending import queue as amendments
from adapters.web.audits.routes import ROUTERS as AUDITS
from adapters.web.away import AWAY_SECONDS, DATABASE_AWAY
from adapters.web.commands import command_routes
from adapters.web.funds.routes import ROUTERS as FUNDS
from adapters.web.guard import check_routes
from adapters.web.language import is_page, language_of, text
from adapters.web.lead import (
    board,
    exceptions,
    funnel,
    graduation,
    overdue,
    owed,
    pillars,
    village,
)
from adapters.web.middleware import BodyLimit, SameOrigin, Shield, Trace, limit_of
from adapters.web.office import (
    box,
    duplicates,
    imports,
    irregular,
    meetings,
    objections,
    personal_data,
    personal_request,
)
from adapters.web.office import queue as verification
from adapters.web.parts import Parts
from adapters.web.problems import Problem, answer, respond
from adapters.web.render import STATIC
from adapters.web.users import everybody, factor, passkey
from adapters.web.users import one as one_user
from adapters.web.wishes.pages import wish_routes
from domain.rules import Refused
from services.evidence import FileDamaged, StorageAway
from services.ports import WrongKey

ROUTERS = (
    sessions.router,
    accounts.router,
    account.router,
    start.router,
    family.router,
    proofs.router,
    anchors.router,
    comparing.router,
    household.router,
    own_file.router,
    services_owed.router,
    today.router,
    visits.router,
    visit_steps.router,
    form_definitions.router,
    helping.router,
    files.router,
    evidence.router,
    reads.router,
    progress.router,
    boxes.router,
    requests.router,
    *FUNDS,
    *AUDITS,
    board.router,
    funnel.router,
    pillars.router,
    owed.router,
    overdue.router,
    graduation.router,
    watching.router,
    exceptions.router,
    village.router,
    everybody.router,
    factor.router,
    passkey.router,
    one_user.router,
    imports.router,
    verification.router,
    duplicates.router,
    meetings.router,
    objections.router,
    personal_data.router,
    personal_request.router,
    box.router,
    irregular.router,
    amendments.router,
    proposing.router,
    deciding.router,
    health.router,
    openapi.router,
)


def create_api(parts: Parts) -> FastAPI:
    """Return the web of one programme."""
    api = FastAPI(
        title="Jejak",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False},
        middleware=[
            Middleware(Shield),
            Middleware(Trace),
            Middleware(BodyLimit),
            Middleware(SameOrigin),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        ],
        exception_handlers=_answers(),
    )
    api.state.parts = parts
    # Laid side by side, not one inside the other, so that each can be looked at and tested.
    for router in (*ROUTERS, wish_routes(), command_routes()):
        api.router.routes.extend(router.routes)
    api.mount("/static", _KeptFiles(directory=STATIC))
    check_routes(api.routes)
    return api


def _answers() -> dict[Any, Any]:
    """Return what becomes of each kind of error that a route may raise."""
    return {
        Problem: _problem,
        Refused: _refused,
        RequestValidationError: _malformed,
        HTTPException: _http,
        **dict.fromkeys(DATABASE_AWAY, _away),
        StorageAway: _away,
        FileDamaged: _damaged,
        WrongKey: _wrong_key,
    }


async def _problem(request: Request, problem: Problem) -> Response:
    if problem.status == 401 and request.method == "GET" and is_page(request.url.path):  # noqa: PLR2004
        after = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(
            request.url_for("sign_in_page").include_query_params(next=after), 303
        )
    return answer(request, problem)


async def _refused(request: Request, refused: Refused) -> Response:
    """Answer with the rule that said no: 403 when it is about who asks, else 409."""
    status, language = 403 if refused.code == "S2" else 409, language_of(request)
    sentence = refused.sentence(language)
    if refused.kept is None:
        return respond(request, status, sentence, code=refused.code)
    sentence += " " + text("receipt.kept", language)
    return respond(request, status, sentence, code=refused.code, kept=refused.kept)


async def _malformed(request: Request, error: RequestValidationError) -> Response:
    """Answer to an address, a query or a header that is not as declared."""
    errors = error.errors()
    where = {str(each["loc"][0]) for each in errors}
    if "path" in where:
        return answer(request, Problem(404, "detail.missing"))
    if any(each["loc"] == ("header", "idempotency-key") for each in errors):
        return answer(request, Problem(400, "detail.key"))
    return answer(request, bodies.malformed(errors))


async def _http(request: Request, error: HTTPException) -> Response:
    keys = {404: "detail.missing", 405: "detail.method", 413: "detail.too-large"}
    key = keys.get(error.status_code, "detail.refused")
    headers = dict(error.headers or {})
    limit = f"{limit_of(request.url.path) // 1_000_000} MB"
    return answer(request, Problem(error.status_code, key, headers=headers, limit=limit))


async def _wrong_key(request: Request, _: Exception) -> Response:
    return answer(request, Problem(503, "detail.wrong-key"))


async def _damaged(request: Request, _: Exception) -> Response:
    return answer(request, Problem(503, "detail.file-damaged"))


async def _away(request: Request, _: Exception) -> Response:
    headers = {"retry-after": AWAY_SECONDS}
    return answer(request, Problem(503, "detail.unavailable", headers=headers))


class _KeptFiles(StaticFiles):
    """Files whose address changes with their content: a browser keeps them for a year."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
