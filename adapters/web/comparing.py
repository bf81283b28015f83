"""Two days of a family side by side, and the facts of its story as rows for programs."""

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.asking import day_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import parts_of
from adapters.web.render import page
from adapters.web.story.page import Story
from adapters.web.story.rows import changes
from adapters.web.tables import Sheet, add_twins
from adapters.web.telling import READ, Told, story_of
from domain.history import case_number

router = APIRouter()
ReaderDep = Annotated[Caller, Depends(Needs("read", READ))]
ToldDep = Annotated[Told, Depends()]
Day = Annotated[str, Query(max_length=10)]
FACTS = (
    "position",
    "occurred_at",
    "recorded_at",
    "lag_days",
    "name",
    "sentence",
    "flags",
    "warnings",
    "actor_id",
    "role",
    "channel",
    "device_id",
    "device_seq",
    "app_version",
    "event_id",
    "command_id",
    "rules",
)
COMPARED = ("section", "label", "before", "after", "kind")


def facts_sheet(
    *, request: Request, household_id: UUID, caller: ReaderDep, told: ToldDep
) -> Sheet:
    """Return a row per fact of the story, with where it comes from."""
    story = story_of(request, household_id, caller, told)
    rows = [_fact(story, index, line["tags"].split()) for index, line in enumerate(story.lines())]
    return _sheet(request, story, "riwayat", FACTS, rows)


def _fact(story: Story, index: int, flags: list[str]) -> dict[str, Any]:
    each = story.replay.events[index]
    origin, recorded_at = each.origin, each.recorded_at
    return {
        "position": each.position,
        "occurred_at": each.occurred_at,
        "recorded_at": recorded_at,
        "lag_days": (recorded_at - each.occurred_at).days if recorded_at else None,
        "name": each.event.name,
        "sentence": story.sentences[index],
        "flags": flags,
        "warnings": list(each.event.warnings),
        "actor_id": origin.actor_id,
        "role": origin.role,
        "channel": origin.channel,
        "device_id": origin.device_id,
        "device_seq": origin.device_seq,
        "app_version": origin.app_version,
        "event_id": each.event_id,
        "command_id": origin.command_id,
        "rules": origin.rules,
    }


def compared_sheet(
    *,
    request: Request,
    household_id: UUID,
    caller: ReaderDep,
    told: ToldDep,
    begin: Annotated[str, Query(alias="dari", max_length=10)] = "",
    end: Annotated[str, Query(alias="sampai", max_length=10)] = "",
) -> Sheet:
    """Return what differs between the states at the ends of two days."""
    story = story_of(request, household_id, caller, told)
    first, last = _days(story, begin, end)
    before, after = (story.replay.index_on(day) for day in (first, last))
    rows = [
        {
            "section": story.words.say(f"section.{change.section}"),
            "label": change.label,
            "before": change.before,
            "after": change.after,
            "kind": change.kind,
        }
        for change in changes(story.replay.rows_at(before), story.replay.rows_at(after))
    ]
    between = [line for line in story.lines() if before < line["n"] - 1 <= after]
    about = {"told": story, "first": first, "last": last, "between": between}
    return _sheet(request, story, "banding", COMPARED, rows, **about)


def _days(story: Story, begin: str, end: str) -> tuple[date, date]:
    """Return the days asked for, the earlier first; without a word, all of it."""
    total = story.total
    today = story.replay.day_of(total - 1) if total else date.min
    day_before = story.replay.day_of(0) - timedelta(days=1) if total else today
    first = day_of(begin) if begin else day_before
    last = day_of(end) if end else today
    return min(first, last), max(first, last)


def _sheet(
    request: Request, story: Story, name: str, columns: Any, rows: Any, **about: Any
) -> Sheet:
    """Return rows that are the same for ever at the same address: nothing in them is of today."""
    moments = [each.recorded_at for each in story.replay.history if each.recorded_at is not None]
    newest = max(moments, default=None)
    day = parts_of(request).programme.local(newest).date() if newest else date.min
    return Sheet(name, columns, rows, story.end, newest, day, about)


add_twins(router, "/rt/{household_id}/peristiwa", facts_sheet)
add_twins(router, "/rt/{household_id}/banding", compared_sheet)


@router.get("/rt/{household_id}/banding")
def show_compared(
    request: Request, told: ToldDep, sheet: Annotated[Sheet, Depends(compared_sheet)]
) -> Response:
    """Show two days side by side, with the facts that lie between them."""
    about = sheet.about
    story: Story = about["told"]
    base = f"/rt/{story.household_id}/banding"
    query = f"?{request.url.query}" if request.url.query else ""
    values = {
        "sheet": sheet,
        "case": case_number(story.household_id),
        "base": base,
        "household_id": story.household_id,
        "first": about["first"],
        "last": about["last"],
        "between": about["between"],
        "clock": told.clock,
        "twins": (f"{base}.json{query}", f"{base}.csv{query}"),
    }
    return page(request, "compare.html", values)
