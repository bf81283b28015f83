"""The convergence board: who takes which part, until when, and what is late."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.history import case_number
from domain.programme import Programme, Role
from projections import convergence
from projections.convergence import Need, Wanted
from projections.family_list import Filter

router = APIRouter()
SHOWN_MAX = 200
READ = convergence.CONVERGENCE.name
COLUMNS = (
    "case_number",
    "household_id",
    "need_id",
    "village_code",
    "village",
    "kind",
    "owner",
    "due_on",
    "days_late",
    "status",
)


def owed_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", READ))],
    asked: AsOf = "",
    village: Text = "",
    owner: Text = "",
    kind: Text = "",
    state: Text = "",
) -> Sheet:
    """Return a row per need that somebody owes, those due first before the others."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    wanted = Wanted(
        owner=owner or None,
        village_code=village or None,
        statuses=None if state == "all" else list(convergence.OPEN),
    )
    with at(request, asked, *convergence.BASED_ON) as point:
        found = [
            need
            for need in convergence.board(point.connection, point.position, wanted)
            if is_seen(need, seen) and kind in ("", need.kind)
        ]
        rows = [_row(need, parts.programme, point.day) for need in found]
        if state == "late":
            rows = [row for row in rows if row["days_late"]]
        filters = {"village": village, "owner": owner, "kind": kind, "state": state}
        role = parts.programme.roles[caller.actor.role]
        may_open = "timeline" in role.reads
        return Sheet.at(
            point,
            "konvergensi",
            COLUMNS,
            rows,
            asked=asked,
            filters=filters,
            may_open=may_open,
            may=answers_of(role),
        )


def answers_of(role: Role) -> dict[str, tuple[str, ...]]:
    """Return, per status of a need, the forms by which the role may answer."""
    possible = {
        "referred": ("accept-referral", "decline-referral"),
        "accepted": ("deliver-service", "close-referral-unmet"),
    }
    return {
        status: tuple(slug for slug in slugs if f"household.{slug}" in role.commands)
        for status, slugs in possible.items()
    }


def is_seen(need: Need, seen: Filter) -> bool:
    """Say whether a need belongs to the villages, and for a mentor to the families, of a user."""
    return sees_village(seen, need.village_code) and seen.mentor_id in (None, need.mentor_id)


def _row(need: Need, programme: Programme, day: Any) -> dict[str, Any]:
    village = programme.village_by_code.get(need.village_code)
    late = (day - need.due_on).days if need.is_overdue(day) else 0
    return {
        "case_number": case_number(need.household_id),
        "household_id": need.household_id,
        "need_id": need.need_id,
        "village_code": need.village_code,
        "village": village.name if village else need.village_code,
        "kind": need.kind,
        "owner": need.owner,
        "due_on": need.due_on,
        "days_late": late,
        "status": need.status,
    }


def by_owner(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count what each owner owes, the one with most that is late first."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        blank = {"owner": row["owner"], "needs": 0, "late": 0, "families": set(), "longest": 0}
        one = found.setdefault(row["owner"], blank)
        one["needs"] += 1
        one["late"] += row["days_late"] > 0
        one["families"].add(row["household_id"])
        one["longest"] = max(one["longest"], row["days_late"])
    return sorted(found.values(), key=lambda one: (-one["late"], -one["needs"], one["owner"]))


OwedDep = Annotated[Sheet, Depends(owed_sheet)]
add_twins(router, "/konvergensi", owed_sheet)


@router.get("/konvergensi")
def show_owed(request: Request, sheet: OwedDep) -> Response:
    """Show who owes what, first counted by owner, then need by need."""
    programme = parts_of(request).programme
    words = Words(programme, language_of(request))
    rows: Any = sheet.rows
    values = {
        "sheet": sheet,
        "rows": rows[:SHOWN_MAX],
        "total": len(rows),
        "owners": by_owner(rows),
        "villages": [(each.code, each.name) for each in programme.villages],
        "agencies": [(each.code, words.one_of(each.label)) for each in programme.agencies],
        "kinds": [(each.code, words.one_of(each.label)) for each in programme.needs],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "lead/owed.html", values)
