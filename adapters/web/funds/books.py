"""The books of the villages: balances beside the bank as JSON, and exports in four formats."""

import os
from dataclasses import asdict
from pathlib import Path
from tempfile import mkstemp
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, JSONResponse
from starlette.background import BackgroundTask

from adapters.books.book import Book, read_book
from adapters.books.formats import FORMATS
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import Parts, parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Point, Text, at
from adapters.web.scope import seen_by, sees_village
from projections import postings

router = APIRouter(prefix="/api/ledger", tags=["money"])
ReaderDep = Annotated[Caller, Depends(Needs("read", postings.POSTINGS.name))]
FILES: dict[str, dict[str, str]] = {form.media_type.split(";")[0]: {} for form in FORMATS.values()}
FormatQuery = Annotated[Literal["beancount", "hledger", "csv", "xlsx"], Query(alias="format")]


@router.get("")
def show_ledger(
    request: Request, *, caller: ReaderDep, asked: AsOf = "", village: Text = ""
) -> JSONResponse:
    """Show the trial balance, where bank and books differ, and what posted nothing."""
    parts = parts_of(request)
    villages = villages_of(parts, caller, village)
    with at(request, asked, *postings.BASED_ON) as point:
        connection, position = point.connection, point.position
        balances = [
            asdict(each) | {"balance_rupiah": each.balance_rupiah}
            for each in postings.trial_balance(connection, position, villages)
        ]
        compared = postings.compared(connection, position, villages)
        return point.answer(
            root=parts.root(position),
            balances=balances,
            statements=postings.statements(connection, position, villages),
            differences=[
                {"village_code": code, "amount_rupiah": each.amount_rupiah, **each._asdict()}
                for code, found in compared.items()
                for each in found.differences
            ],
            irregular=postings.irregular_money(connection, position, villages),
        )


@router.get("/export", response_class=FileResponse, responses={200: {"content": FILES}})
def export_ledger(
    request: Request,
    *,
    caller: ReaderDep,
    wanted: FormatQuery = "csv",
    asked: AsOf = "",
    village: Text = "",
) -> FileResponse:
    """Send the books as a file for another program; its head says position and root."""
    parts = parts_of(request)
    villages = villages_of(parts, caller, village)
    form = FORMATS[wanted]
    handle, name = mkstemp(suffix=f".{form.suffix}")
    os.close(handle)
    path = Path(name)
    try:
        with at(request, asked, *postings.BASED_ON) as point:
            book = _book(parts, point, villages)
            form.write(book, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(
        path,
        media_type=form.media_type,
        filename=f"buku-{village or 'program'}-{book.position}.{form.suffix}",
        headers={"jejak-position": str(book.position), "jejak-root": book.root},
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


def villages_of(parts: Parts, caller: Caller, village: str) -> list[str] | None:
    """Return the villages whose books somebody asks for, and may see; nothing means all."""
    seen = seen_by(parts, caller.actor)
    if not village:
        return None if seen.villages is None else list(seen.villages)
    if village not in parts.programme.village_by_code or not sees_village(seen, village):
        raise Problem(404, "detail.missing")
    return [village]


def _book(parts: Parts, point: Point, villages: list[str] | None) -> Book:
    when = point.position, point.recorded_at
    root = parts.root(point.position)
    return read_book(point.connection, parts.programme, when, root, villages)
