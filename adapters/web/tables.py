"""A table that people read as a page and programs as .json or .csv: one set of rows for all three.

A page shows the very rows that the two files hold, so that figures on screen and in exports can
never differ.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from pydantic_core import to_jsonable_python

from adapters.cells import harmless
from adapters.web.reads import Point
from adapters.web.render import page


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as of a point. `name` names the file, `columns` are the keys of every row.

    `about` goes along to the page and stays out of the files.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Mapping[str, Any]]
    position: int
    recorded_at: datetime | None
    day: date
    about: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def at(
        cls,
        point: Point,
        name: str,
        columns: Sequence[str],
        rows: Iterable[Mapping[str, Any]],
        **about: Any,
    ) -> "Sheet":
        """Return the table that a point of the log gives."""
        when = point.recorded_at, point.day
        return cls(name, columns, rows, point.position, *when, about)


SheetOf = Callable[..., Sheet]


def sheet_page(request: Request, template: str, sheet: Sheet) -> Response:
    """Show a table as a page, with what goes along; `query` leads to its files."""
    query = f"?{request.url.query}" if request.url.query else ""
    return page(request, template, {"sheet": sheet, "query": query, **sheet.about})


def add_twins(router: APIRouter, path: str, sheet_of: SheetOf) -> None:
    """Serve a table as `.json` and `.csv` beside its page, by the same query."""

    def as_json(sheet: Annotated[Sheet, Depends(sheet_of)]) -> StreamingResponse:
        return StreamingResponse(json_lines(sheet), media_type="application/json")

    def as_csv(sheet: Annotated[Sheet, Depends(sheet_of)]) -> StreamingResponse:
        name = f"{sheet.name}-{sheet.position}.csv"
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "jejak-position": str(sheet.position),
        }
        return StreamingResponse(csv_lines(sheet), media_type="text/csv", headers=headers)

    router.add_api_route(f"{path}.json", as_json, methods=["GET"])
    router.add_api_route(f"{path}.csv", as_csv, methods=["GET"])


def json_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the table as JSON, one row per line."""
    head = {"position": sheet.position, "recorded_at": sheet.recorded_at, "day": sheet.day}
    text = json.dumps(to_jsonable_python(head), ensure_ascii=False)
    yield text[:-1] + ', "rows": [\n'
    between = ""
    for row in sheet.rows:
        kept = to_jsonable_python({name: row[name] for name in sheet.columns})
        yield between + json.dumps(kept, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the table as CSV with plain figures and ISO days."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for cells in _cells(sheet):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cells(sheet: Sheet) -> Iterator[list[Any]]:
    yield list(sheet.columns)
    for row in sheet.rows:
        yield [harmless(row[name]) for name in sheet.columns]
