"""Requests about personal data: the register, and the copy that a person has a right to."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic_core import to_jsonable_python

from adapters import person_file
from adapters.web.asking import request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, at
from projections import data_requests
from projections.data_requests import Requested

router = APIRouter(prefix="/api/data-requests", tags=["data requests"])


@router.get("", dependencies=[Depends(Needs("read", "data_requests"))])
def show_register(request: Request, *, asked: AsOf = "", only_open: bool = False) -> JSONResponse:
    """Show the requests about personal data, those due first before the others."""
    now = parts_of(request).casework.clock()
    with at(request, asked, data_requests.DATA_REQUESTS.name) as point:
        found = data_requests.register(point.connection, point.position, only_open=only_open)
        return point.answer(requests=[_row(each, point.recorded_at or now) for each in found])


def _row(each: Requested, now: datetime) -> dict[str, object]:
    row: dict[str, object] = to_jsonable_python(each)
    return {**row, "late": each.is_late(now), "waits_for_erasure": each.waits_for_erasure}


@router.post("/{request_id}/file")
def release_file(
    request: Request,
    *,
    request_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", "data-request.release-file"))],
    idempotency_key: Annotated[UUID, Header()],
) -> Response:
    """Hand over everything that is known about the person; the release is on record."""
    casework = parts_of(request).casework
    asked = request_of(request, caller, idempotency_key)
    made = person_file.release(casework, request_id, asked)
    headers = {"content-disposition": f'attachment; filename="data-{request_id}.json"'}
    return Response(made.content, media_type="application/json", headers=headers)
