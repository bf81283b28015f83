"""Files that prove something: brought for a family, shown made anew, handed out as they came."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import JSONResponse, Response

from adapters.evidence.checking import thumbnail
from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.sessions import RawBody
from domain.household.commands.assets import AttachEvidence
from services.evidence import Evidence, Kept

router = APIRouter(prefix="/api/households/{household_id}/files", tags=["households"])
Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Bringer = Annotated[Caller, Depends(Needs("command", AttachEvidence.name))]
Reader = Annotated[Caller, Depends(Needs("read", "timeline"))]
# Whatever a file holds, a browser runs nothing of it and asks nobody anything.
BOXED = {"content-security-policy": "sandbox; default-src 'none'"}


def _sent(media: str) -> dict[int | str, dict[str, Any]]:
    """Return what the description says of an answer that is no JSON."""
    return {200: {"content": {media: {}}}}


@router.post("", status_code=201)
def bring(request: Request, household_id: UUID, raw: RawBody, caller: Bringer) -> JSONResponse:
    """Keep a JPEG, PNG or PDF for a family, and say by which hash a fact may cite it."""
    with not_found():
        brought = _evidence(request).bring(household_id, raw, request_of(request, caller))
    return JSONResponse(asdict(brought), 201)


@router.get("/{sha256}", response_class=Response, responses=_sent("application/octet-stream"))
def download(request: Request, household_id: UUID, sha256: Digest, caller: Reader) -> Response:
    """Hand out a file as it came: only ever to be saved, never to be opened in the page."""
    kept = _kept(request, household_id, sha256, caller)
    headers = BOXED | {"content-disposition": f'attachment; filename="{sha256[:16]}.bin"'}
    return Response(kept.original, media_type="application/octet-stream", headers=headers)


@router.get("/{sha256}/shown", response_class=Response, responses=_sent("image/jpeg"))
def show(
    request: Request,
    household_id: UUID,
    sha256: Digest,
    caller: Reader,
    *,
    small: bool = False,
) -> Response:
    """Show the picture that was made anew of a picture; a document is only handed out."""
    shown = _kept(request, household_id, sha256, caller).shown
    if shown is None:
        raise Problem(404, "detail.missing")
    if small:
        shown = thumbnail(shown)
    return Response(shown, media_type="image/jpeg", headers=BOXED)


def _kept(request: Request, household_id: UUID, sha256: str, caller: Caller) -> Kept:
    with not_found():
        return _evidence(request).fetch(household_id, sha256, request_of(request, caller))


def _evidence(request: Request) -> Evidence:
    parts = parts_of(request)
    if parts.evidence is None:
        raise Problem(404, "detail.missing")
    store, check = parts.evidence
    return Evidence(parts.casework, store, check)
