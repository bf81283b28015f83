"""Who opened which file, and what was tried and refused: for auditors and data protection."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.history import case_number
from domain.personal import Group
from projections import family_list, reads, refusals

router = APIRouter()
ROWS_MAX = 5_000
SHOWN_MAX = 200
READS = ("position", "recorded_at", "actor_id", "role", "target", "case_number", "page", "as_of")
REFUSALS = ("position", "recorded_at", "actor_id", "role", "channel", "command", "code", "target")


def reads_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", reads.READINGS.name))],
    asked: AsOf = "",
    number: Text = "",
) -> Sheet:
    """Return the readings, the latest first; of one family if its number is given."""
    with at(request, asked, reads.READINGS.name) as point:
        low, high = family_list.id_range(number) if number else (None, None)
        wanted = refusals.Wanted(target=low, target_last=high, limit=ROWS_MAX)
        found = reads.page(point.connection, point.position, wanted)
        rows = [{**_plain(each), "case_number": case_number(each.target)} for each in found]
        about = {"asked": asked, "wanted_number": number, "words": _words(request, caller, rows)}
        return Sheet.at(point, "pembacaan", READS, rows, **about)


def refusals_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", refusals.REFUSALS.name))],
    asked: AsOf = "",
    code: Text = "",
) -> Sheet:
    """Return what was refused, the latest first; by one rule if it is given."""
    with at(request, asked, refusals.REFUSALS.name) as point:
        found = refusals.page(point.connection, point.position, refusals.Wanted(limit=ROWS_MAX))
        rows = [_plain(each) for each in found if code in ("", each.code)]
        about = {
            "asked": asked,
            "code": code,
            "by_code": refusals.by_code(point.connection, point.position),
            "box": refusals.box(point.connection, point.position),
            "words": _words(request, caller, rows),
        }
        return Sheet.at(point, "penolakan", REFUSALS, rows, **about)


def _plain(each: Any) -> dict[str, Any]:
    return {name: getattr(each, name) for name in each.__dataclass_fields__}


def _words(request: Request, caller: Caller, rows: list[dict[str, Any]]) -> Words:
    """Return the words with the names of those who acted, for who may know names."""
    parts = parts_of(request)
    may_know = Group.IDENTITY in parts.programme.roles[caller.actor.role].opens
    names = parts.names({row["actor_id"] for row in rows[:SHOWN_MAX]}) if may_know else {}
    return Words(parts.programme, language_of(request), names)


add_twins(router, "/pembacaan", reads_sheet)
add_twins(router, "/penolakan", refusals_sheet)


@router.get("/pembacaan")
def show_reads(request: Request, sheet: Annotated[Sheet, Depends(reads_sheet)]) -> Response:
    """Show who opened which file."""
    return page(request, "watching/reads.html", _values(request, sheet))


@router.get("/penolakan")
def show_refusals(request: Request, sheet: Annotated[Sheet, Depends(refusals_sheet)]) -> Response:
    """Show what was refused, by which rule, and what waits in quarantine."""
    return page(request, "watching/refusals.html", _values(request, sheet))


def _values(request: Request, sheet: Sheet) -> dict[str, Any]:
    rows: Any = sheet.rows
    query = f"?{request.url.query}" if request.url.query else ""
    return {"sheet": sheet, "rows": rows[:SHOWN_MAX], "query": query, **sheet.about}
