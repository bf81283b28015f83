"""What everybody may see of the log: checkpoint, tiles of hashes, and who stands for it."""

from typing import Any

from fastapi import APIRouter, Request, Response

from adapters.anchors.anchoring import Anchoring
from adapters.anchors.notes import Note, NoteInvalid
from adapters.anchors.texts import WIDTH, Tile
from adapters.postgres.anchors import Kept
from adapters.web.guard import OPEN
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page

LISTED = 50
HASH_BYTES = 32
router = APIRouter()


@router.get("/checkpoint", dependencies=[OPEN], tags=["log"])
def show_checkpoint(request: Request) -> Response:
    """Return the latest checkpoint with its cosignatures (c2sp.org/tlog-tiles)."""
    anchoring, kept = _anchoring(request), _latest(request)
    headers = {"cache-control": "max-age=5"}
    return Response(anchoring.note(kept), media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/tile/{path:path}", dependencies=[OPEN], tags=["log"])
def show_tile(request: Request, path: str) -> Response:
    """Return a tile of hashes. Entries are not given away here: see `jejak mirror`."""
    kept = _latest(request)
    try:
        tile = Tile.parse(path)
    except NoteInvalid:
        raise Problem(404, "detail.missing") from None
    first = tile.index * WIDTH
    there = kept.size >> 8 * max(tile.level, 0)
    if tile.level < 0 or first + tile.width > there:
        raise Problem(404, "detail.missing")
    content = _anchoring(request).store.hashes(tile.level, first, first + tile.width)
    if len(content) != tile.width * HASH_BYTES:
        raise Problem(404, "detail.missing")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/jangkar", dependencies=[OPEN])
def show_anchors(request: Request) -> Response:
    """Show the latest checkpoints, and who signed each of them."""
    anchoring = _anchoring(request)
    programme, language = parts_of(request).programme, language_of(request)
    listed: list[dict[str, Any]] = [
        {
            "size": kept.size,
            "root": kept.root.hex(),
            "made_at": programme.local(kept.made_at).strftime("%Y-%m-%d %H.%M"),
            "signers": [name for name, _, _ in Note.parse(kept.note).signatures],
            "testimonies": kept.testimonies,
        }
        for kept in anchoring.store.listed(LISTED)
    ]
    latest = anchoring.store.latest()
    shown = {"listed": listed, "note": anchoring.note(latest) if latest else ""}
    return page(request, "anchors.html", {**shown, "language": language})


def _anchoring(request: Request) -> Anchoring:
    bundles = parts_of(request).bundles
    if bundles is None:
        raise Problem(404, "detail.missing")
    return bundles.anchoring


def _latest(request: Request) -> Kept:
    kept = _anchoring(request).store.latest()
    if kept is None:
        raise Problem(404, "detail.missing")
    return kept
