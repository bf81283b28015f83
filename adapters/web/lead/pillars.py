"""The heat map: per village, the share of families with a step of each pillar, and of needs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, at
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.tables import Sheet, add_twins
from domain.programme import Programme
from projections import convergence, pillar_steps, village_progress
from projections.convergence import Count
from projections.pillar_steps import Covered

router = APIRouter()
BASED_ON = (*pillar_steps.BASED_ON, *convergence.BASED_ON)


def heat_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", village_progress.VILLAGE_PROGRESS.name))],
    asked: AsOf = "",
) -> Sheet:
    """Return a row per village: part and whole of each share, nothing where nothing is known."""
    parts = parts_of(request)
    programme, seen = parts.programme, seen_by(parts, caller.actor)
    with at(request, asked, *BASED_ON) as point:
        covered = pillar_steps.coverage(point.connection, programme, point.position)
        counts = convergence.summary(point.connection, point.day, point.position)
        rows = [
            row
            for row in _rows(programme, covered, counts)
            if sees_village(seen, row["village_code"])
        ]
        columns = ("village_code", "village", "households", *_columns(programme))
        return Sheet.at(point, "pilar", columns, rows, asked=asked)


def _columns(programme: Programme) -> list[str]:
    needs = [need.code for need in guarantees(programme)]
    return [
        *(f"pillar_{pillar.code}" for pillar in programme.pillars),
        *(f"need_{code}_{part}" for code in needs for part in ("served", "known")),
    ]


def guarantees(programme: Programme) -> list[Any]:
    """Return the needs that the programme must see served."""
    return [need for need in programme.needs if need.mandatory]


def _rows(
    programme: Programme, covered: dict[str, Covered], counts: list[Count]
) -> list[dict[str, Any]]:
    known: dict[tuple[str, str], int] = {}
    served: dict[tuple[str, str], int] = {}
    for count in counts:
        key = count.village_code, count.kind
        known[key] = known.get(key, 0) + count.needs
        if count.status == "served":
            served[key] = served.get(key, 0) + count.needs
    found = []
    for village in sorted(programme.villages, key=lambda each: (each.regency, each.name)):
        steps = covered.get(village.code)
        row: dict[str, Any] = {"village_code": village.code, "village": village.name}
        row["households"] = steps.households if steps else 0
        for pillar in programme.pillars:
            row[f"pillar_{pillar.code}"] = steps.by_pillar[pillar.code] if steps else None
        for need in guarantees(programme):
            key = village.code, need.code
            row[f"need_{need.code}_known"] = known.get(key)
            row[f"need_{need.code}_served"] = served.get(key, 0) if key in known else None
        found.append(row)
    return found


HeatDep = Annotated[Sheet, Depends(heat_sheet)]
add_twins(router, "/program/pilar", heat_sheet)


@router.get("/program/pilar")
def show_heat(request: Request, sheet: HeatDep) -> Response:
    """Show the heat map, which is a table."""
    programme = parts_of(request).programme
    values = {
        "sheet": sheet,
        "pillars": programme.pillars,
        "needs": guarantees(programme),
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "lead/pillars.html", values)
