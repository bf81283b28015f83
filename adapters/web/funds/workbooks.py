"""The third twin of a table about money: a workbook with typed cells."""

from datetime import date, datetime
from io import BytesIO
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from adapters.books.workbook import OPTIONS
from adapters.web.tables import Sheet, SheetOf

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_workbook(router: APIRouter, path: str, sheet_of: SheetOf) -> None:
    """Serve a table as `.xlsx` beside its page, by the same query."""

    def as_workbook(sheet: Annotated[Sheet, Depends(sheet_of)]) -> Response:
        name = f"{sheet.name}-{sheet.position}.xlsx"
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "jejak-position": str(sheet.position),
        }
        return Response(workbook(sheet), media_type=MEDIA_TYPE, headers=headers)

    router.add_api_route(f"{path}.xlsx", as_workbook, methods=["GET"])


def workbook(sheet: Sheet) -> bytes:
    """Return the rows as a workbook: numbers are numbers, and text is never carried out."""
    # Only whoever asks for a workbook waits for what writes it.
    import xlsxwriter  # noqa: PLC0415

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS | {"in_memory": True}) as book:
        formats = {
            "bold": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "number": book.add_format({"num_format": "#,##0"}),
        }
        table = book.add_worksheet("Data")
        table.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            table.write_string(0, place, column, formats["bold"])
        for number, row in enumerate(sheet.rows, start=1):
            for place, column in enumerate(sheet.columns):
                _write(table, (number, place), row[column], formats)
    return buffer.getvalue()


def _write(table: Any, place: tuple[int, int], value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        table.write_string(*place, value.isoformat())  # a workbook knows no zones
    elif isinstance(value, date):
        table.write_datetime(*place, value, formats["day"])
    elif isinstance(value, int):
        table.write_number(*place, value, formats["number"])
    else:
        table.write_string(*place, str(value))
