"""Targeting, villages, the programme, and what was refused and read, as JSON for any position."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic_core import to_jsonable_python

from adapters.web.asking import POSITION_MAX
from adapters.web.beside import beside
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import LIMIT, AsOf, Before, Limit, Text, at
from adapters.web.scope import seen_by, sees_village
from projections import programme_progress, reads, refusals, targeting, village_progress
from projections.funnel import Funnel

router = APIRouter(prefix="/api", tags=["read models"])


def _steps(funnel: Funnel) -> dict[str, Any]:
    """Return the steps with the proof that they add up."""
    return {"adds_up": funnel.adds_up, **to_jsonable_python(funnel)}


@router.get("/targeting")
def show_targeting(
    request: Request,
    *,
    caller: Annotated[Caller, Depends(Needs("read", "targeting"))],
    asked: AsOf = "",
    village: Text = "",
) -> JSONResponse:
    """Show the way of the households from the list on: of one village, or of the programme."""
    seen = seen_by(parts_of(request), caller.actor)
    if not sees_village(seen, village):
        raise Problem(404, "detail.missing")
    with at(request, asked, *targeting.BASED_ON) as point:
        found = targeting.households_funnel(
            point.connection, point.position, village_code=village or None
        )
        if village:
            verdicts = targeting.households(point.connection, village, point.position)
            return point.answer(village=village, funnel=_steps(found), households=verdicts)
        lists = targeting.lists(point.connection, point.position)
        return point.answer(funnel=_steps(found), lists=lists)


@router.get("/targeting/{batch_id}")
def show_list(
    request: Request,
    *,
    batch_id: UUID,
    caller: Annotated[Caller, Depends(Needs("read", "targeting"))],
    asked: AsOf = "",
    after: Before = 0,
    limit: Limit = LIMIT,
) -> JSONResponse:
    """Show one list with the verdict on each row. It covers many villages."""
    if seen_by(parts_of(request), caller.actor).villages is not None:
        raise Problem(404, "detail.missing")
    with at(request, asked, *targeting.BASED_ON) as point:
        return point.answer(
            verdicts=targeting.verdicts(point.connection, batch_id, point.position),
            rows=targeting.rows(point.connection, batch_id, point.position, limit, after),
        )


@router.get("/villages")
def show_villages(
    request: Request,
    *,
    caller: Annotated[Caller, Depends(Needs("read", "village_progress"))],
    asked: AsOf = "",
) -> JSONResponse:
    """Show how each village is doing."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    with at(request, asked, *village_progress.BASED_ON) as point:
        day, position = point.day, point.position
        with beside(parts, point, lambda c: village_progress.activity(c, day, position)) as active:
            rows = village_progress.villages(
                point.connection, parts.programme, day, position, active
            )
        mine = [row for row in rows if sees_village(seen, row.village_code)]
        return point.answer(day=point.day, villages=mine)


@router.get("/programme", dependencies=[Depends(Needs("read", "programme_progress"))])
def show_programme(
    request: Request,
    *,
    asked: AsOf = "",
) -> JSONResponse:
    """Show how far the programme is, by village and cohort, beside what it promised."""
    parts = parts_of(request)
    with at(request, asked, *programme_progress.BASED_ON) as point:
        figures = programme_progress.progress(
            point.connection, parts.programme, point.day, point.position
        )
        rows = [
            {"village_code": village, "cohort": cohort, **to_jsonable_python(figure)}
            for (village, cohort), figure in figures.items()
        ]
        funnel = programme_progress.funnel_of(figures.values())
        targets = {each.code: each.figure.on(point.day) for each in parts.programme.targets}
        return point.answer(day=point.day, figures=rows, funnel=_steps(funnel), targets=targets)


@router.get("/refusals", dependencies=[Depends(Needs("read", "refusals"))])
def show_refusals(
    request: Request,
    *,
    asked: AsOf = "",
    target: UUID | None = None,
    actor: UUID | None = None,
    before: Before = POSITION_MAX,
    limit: Limit = LIMIT,
) -> JSONResponse:
    """Show what was tried and refused, the latest first, and what waits in the boxes."""
    wanted = refusals.Wanted(target=target, actor_id=actor, before=before, limit=limit)
    with at(request, asked, refusals.REFUSALS.name) as point:
        return point.answer(
            by_code=refusals.by_code(point.connection, point.position),
            refusals=refusals.page(point.connection, point.position, wanted),
            box=refusals.box(point.connection, point.position, actor),
        )


@router.get("/reads", dependencies=[Depends(Needs("read", "reads"))])
def show_reads(
    request: Request,
    *,
    asked: AsOf = "",
    target: UUID | None = None,
    actor: UUID | None = None,
    before: Before = POSITION_MAX,
    limit: Limit = LIMIT,
) -> JSONResponse:
    """Show who opened which file, the latest first."""
    wanted = refusals.Wanted(target=target, actor_id=actor, before=before, limit=limit)
    with at(request, asked, reads.READINGS.name) as point:
        return point.answer(reads=reads.page(point.connection, point.position, wanted))
