"""Whether the program is fit for work: for operators and load balancers, without signing in."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from adapters.web.away import AWAY_SECONDS, DATABASE_AWAY
from adapters.web.guard import OPEN
from adapters.web.parts import parts_of
from projections import tracking

# Behind by more than this, pages would show the past without saying so.
BEHIND_MAX = 10_000
router = APIRouter()


@router.get("/health", dependencies=[OPEN], tags=["health"])
def health(request: Request) -> JSONResponse:
    """Say whether all is well, how long the log is, and how far each read model has come."""
    try:
        with parts_of(request).reading() as connection:
            models = tracking.lag(connection)
    except DATABASE_AWAY:
        headers = {"retry-after": AWAY_SECONDS}
        return JSONResponse({"ready": False, "reason": "database"}, 503, headers)
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
    body = {"ready": True, "well": well, "log_size": size, "read_models": listed}
    return JSONResponse(body)
