"""The way of the households from the list to graduation, with proof that each step adds up."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import Parts, parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.context import Actor
from projections import programme_progress, targeting
from projections.funnel import Funnel, Step

router = APIRouter()
COLUMNS = ("stage", "reached", "went_on", "waiting", "left", "reason", "households")
MONTHS = (6, 12, 18)


def funnel_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", targeting.TARGETING.name))],
    asked: AsOf = "",
    village: Text = "",
) -> Sheet:
    """Return a row per step and reason: who came this far, went on, waits, or left and why."""
    parts = parts_of(request)
    if not sees_village(seen_by(parts, caller.actor), village):
        raise Problem(404, "detail.missing")
    with at(request, asked, *targeting.BASED_ON, *programme_progress.BASED_ON) as point:
        found = targeting.households_funnel(
            point.connection, point.position, village_code=village or None
        )
        rows = [row for step in found.steps for row in _rows(step)]
        about = {"asked": asked, "village": village, "funnel": found}
        about["villages"] = _villages(parts, caller.actor)
        return Sheet.at(point, "corong", COLUMNS, rows, **about)


def _villages(parts: Parts, actor: Actor) -> list[tuple[str, str]]:
    seen = seen_by(parts, actor)
    mine = (each for each in parts.programme.villages if sees_village(seen, each.code))
    return sorted(((each.code, each.name) for each in mine), key=lambda pair: pair[1])


def _rows(step: Step) -> list[dict[str, Any]]:
    gone = sum(step.left.values())
    whole = {
        "stage": step.stage,
        "reached": step.reached,
        "went_on": step.went_on,
        "waiting": step.waiting,
        "left": gone,
    }
    reasons = [{"reason": code, "households": count} for code, count in step.left.items()]
    return [whole | each for each in (reasons or [{"reason": "", "households": 0}])]


FunnelDep = Annotated[Sheet, Depends(funnel_sheet)]
add_twins(router, "/program/corong", funnel_sheet)


@router.get("/program/corong")
def show_funnel(request: Request, sheet: FunnelDep) -> Response:
    """Show the funnel with a list of households behind each figure."""
    about = sheet.about
    words = Words(parts_of(request).programme, language_of(request))
    kept = {"village": about["village"], "as_of": about["asked"]}
    steps = _steps(about["funnel"], {key: text for key, text in kept.items() if text}, words)
    values = {
        "sheet": sheet,
        "steps": steps,
        "total": steps[0]["reached"],
        "adds_up": about["funnel"].adds_up,
        "merged": about["funnel"].merged,
        "query": f"?{request.url.query}" if request.url.query else "",
        "asked": about["asked"],
        "village": about["village"],
        "villages": about["villages"],
    }
    return page(request, "lead/funnel.html", values)


def _steps(found: Funnel, kept: dict[str, str], words: Words) -> list[dict[str, Any]]:
    """Return each step with links to the households that it counts."""

    def link(**asked: str) -> str:
        return f"/?{urlencode({**kept, **asked})}"

    return [
        {
            "stage": step.stage,
            "reached": step.reached,
            "went_on": step.went_on,
            "waiting": step.waiting,
            "waiting_link": link(stage=step.stage, reason="waiting"),
            "gone": sum(step.left.values()),
            "reasons": [
                (words.label(code), count, link(stage=step.stage, reason=code))
                for code, count in step.left.items()
            ],
            "adds_up": step.adds_up,
        }
        for step in found.steps
    ]
