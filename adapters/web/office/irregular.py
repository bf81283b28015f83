"""Irregularities: what happened although a rule forbids it, by village, for who looks into it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by, sees_village
from adapters.web.story.facts import warning
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.history import case_number
from domain.personal import Group
from projections import irregularities
from projections.irregularities import IRREGULARITIES, Wanted

router = APIRouter()
ROWS_MAX, SHOWN_MAX = 5_000, 200
COLUMNS = (
    "position",
    "recorded_at",
    "happened_at",
    "village_code",
    "case_number",
    "household_id",
    "rule",
    "variant",
    "command",
    "actor_id",
    "role",
    "channel",
    "about_money",
    "settled",
)


def irregularities_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", IRREGULARITIES.name))],
    asked: AsOf = "",
    village: Text = "",
) -> Sheet:
    """Return a row per report, the latest first."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    wanted = Wanted(narrowed(seen, village).villages, limit=ROWS_MAX)
    with at(request, asked, IRREGULARITIES.name) as point:
        found = irregularities.page(point.connection, point.position, wanted)
        rows = [
            {name: getattr(each, name) for name in COLUMNS if name != "case_number"}
            | {"case_number": case_number(each.household_id)}
            for each in found
        ]
        role = parts.programme.roles[caller.actor.role]
        people = {row["actor_id"] for row in rows[:SHOWN_MAX]}
        names = parts.names(people) if Group.IDENTITY in role.opens else {}
        places = [each for each in parts.programme.villages if sees_village(seen, each.code)]
        about = {
            "asked": asked,
            "village": village,
            "villages": [(each.code, each.name) for each in places],
            "by_rule": irregularities.by_rule(point.connection, point.position, wanted),
            "words": Words(parts.programme, language_of(request), names),
            "may_open": "timeline" in role.reads,
        }
        return Sheet.at(point, "ketidakwajaran", COLUMNS, rows, **about)


add_twins(router, "/ketidakwajaran", irregularities_sheet)


@router.get("/ketidakwajaran")
def show_irregularities(
    request: Request, sheet: Annotated[Sheet, Depends(irregularities_sheet)]
) -> Response:
    """Show what broke a rule, and how often each rule was broken."""
    rows, words = _rows(sheet), sheet.about["words"]
    values = {
        "sheet": sheet,
        "rows": [row | {"sentence": _sentence(row, words)} for row in rows[:SHOWN_MAX]],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "office/irregular.html", values)


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    return list(map(dict, sheet.rows))


def _sentence(row: dict[str, Any], words: Words) -> str:
    rule, variant = row["rule"], row["variant"]
    return warning(f"{rule}.{variant}" if variant else rule, words)
