"""Whether the program is fit for work: for operators and load balancers, without signing in."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from adapters.web.away import AWAY_SECONDS, DATABASE_AWAY
from adapters.web.guard import OPEN
from adapters.web.parts import parts_of
from adapters.web.render import page
from projections import tracking

# Behind by more than this, pages would show the past without saying so.
BEHIND_MAX = 10_000
router = APIRouter()


@router.get("/health", dependencies=[OPEN], tags=["health"])
def health(request: Request) -> Response:
    """Say whether all is well, how long the log is, and how far each read model has come.

    A browser, which accepts HTML, is answered with a page.
    """
    status, body, headers = _examined(request)
    if "text/html" in request.headers.get("accept", ""):
        values = {"well": False, "log_size": 0, "read_models": [], **body}
        return page(request, "health.html", values, status=status, headers=headers)
    return JSONResponse(body, status, headers)


def _examined(request: Request) -> tuple[int, dict[str, Any], dict[str, str]]:
    try:
        with parts_of(request).reading() as connection:
            models = tracking.lag(connection)
    except DATABASE_AWAY:
        headers = {"retry-after": AWAY_SECONDS}
        return 503, {"ready": False, "reason": "database"}, headers
    listed: list[dict[str, Any]] = [
        {
            "name": model.read_model,
            "position": model.position,
            "behind": model.behind,
            "parked_at": model.parked_position,
            "parked_reason": model.parked_reason,
        }
        for model in models
    ]
    size = max((model.position + model.behind + 1 for model in models), default=0)
    well = all(m.parked_position is None and m.behind <= BEHIND_MAX for m in models)
    return 200, {"ready": True, "well": well, "log_size": size, "read_models": listed}, {}
