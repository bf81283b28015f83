"""The proof of one family's history: as data for the reader's own browser, and as a bundle."""

import base64
from collections.abc import Iterator
from typing import IO, Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from adapters.bundle.bundles import Bundles, NothingToBundle
from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of, text
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from services.notes import Notes
from services.reading import Reading

READ = "timeline"
BLOCK = 1 << 16
TEXTS = ("verified", "waiting", "failed", "nothing", "not-here", "repeat", "limits", "key-changed")
router = APIRouter(prefix="/rt/{household_id}")
ReaderDep = Annotated[Caller, Depends(Needs("read", READ))]


@router.get("/bukti.json")
def show_proof(request: Request, household_id: UUID, caller: ReaderDep) -> JSONResponse:
    """Return what a browser needs to check the history by itself; nothing personal is in it."""
    bundles, language = _opened(request, household_id, caller), language_of(request)
    # The browser puts its own findings in, so the places for them stay as they are.
    places = {name: f"{{{name}}}" for name in ("day", "count", "event")}
    texts = {name: text(f"proof.{name}", language, **places) for name in TEXTS}
    if bundles is None:
        return JSONResponse({"texts": texts})
    try:
        files, made_at = bundles.proof(household_id)
    except NothingToBundle:
        return JSONResponse({"texts": texts})
    programme = parts_of(request).programme
    return JSONResponse(
        {
            "texts": texts,
            "made_on": programme.local(made_at).date().isoformat(),
            "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
        }
    )


@router.get("/bundel.zip")
def make_bundle(request: Request, household_id: UUID, caller: ReaderDep) -> Response:
    """Return the bundle of a family, with the sealed fields that the caller's role may open.

    That it was made is put on record, as an erasure has to know which copies are outside.
    """
    bundles = _opened(request, household_id, caller)
    if bundles is None:
        raise Problem(404, "detail.missing")
    opens = parts_of(request).programme.roles[caller.actor.role].opens
    made = bundles.household(household_id, [group.value for group in opens])
    casework = parts_of(request).casework
    Notes(casework).release(request_of(request, caller), made.release)
    headers = {
        "content-disposition": f'attachment; filename="{made.name}.zip"',
        "content-length": str(made.size),
    }
    return StreamingResponse(_blocks(made.file), media_type="application/zip", headers=headers)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from iter(lambda: file.read(BLOCK), b"")


def _opened(request: Request, household_id: UUID, caller: Caller) -> Bundles | None:
    """Return what makes proofs, if the caller may read this family; the reading is noted."""
    parts = parts_of(request)
    with not_found():
        Reading(parts.casework).open(household_id, request_of(request, caller), READ)
    return parts.bundles
