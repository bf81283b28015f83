"""Exceptions for the inspector: the questions that red flags ask, those about most money first."""

from typing import Annotated, Any
from uuid import UUID

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
from domain.flags.catalogue import FLAG_RULES
from domain.history import case_number
from projections import flags
from projections.flags import Flag, Wanted

router = APIRouter()
SHOWN = 500
COLUMNS = (
    "rupiah",
    "rule",
    "version",
    "heading",
    "question",
    "village_code",
    "village",
    "case_number",
    "household_id",
    "actor_id",
    "values",
    "positions",
    "from_position",
    "raised_at",
)


def exceptions_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", flags.FLAGS.name))],
    asked: AsOf = "",
    rule: Text = "",
    village: Text = "",
) -> Sheet:
    """Return a row per question that stands, in the villages that the user sees."""
    parts, language = parts_of(request), language_of(request)
    seen, words = seen_by(parts, caller.actor), Words(parts.programme, language)
    mine = [each.code for each in parts.programme.villages if sees_village(seen, each.code)]
    villages = [code for code in mine if village in ("", code)]
    # What belongs to no village is shown to those who see all of them.
    everywhere = None if seen.villages is None and not village else villages
    with at(request, asked, *flags.BASED_ON) as point:
        found = flags.listed(
            point.connection, point.position, Wanted(rule or None, everywhere, SHOWN)
        )
        counted = flags.counts(point.connection, point.position, everywhere)
        rows = [_row(each, words, language) for each in found]
        about: dict[str, Any] = {"asked": asked, "rule": rule, "village": village}
        about["counted"] = counted
        about["villages"] = [(code, words.village(code)) for code in mine]
        role = parts.programme.roles[caller.actor.role]
        about["may_open"] = "timeline" in role.reads
        return Sheet.at(point, "pengecualian", COLUMNS, rows, **about)


def _row(each: Flag, words: Words, language: Any) -> dict[str, Any]:
    rule = FLAG_RULES[each.rule]
    home: UUID | None = each.household_id
    return {
        "rupiah": each.rupiah,
        "rule": each.rule,
        "version": each.version,
        "heading": rule.heading,
        "title": getattr(rule.title, language),
        "question": getattr(rule.question, language),
        "village_code": each.village_code,
        "village": words.village(each.village_code) if each.village_code else "",
        "case_number": case_number(home) if home else "",
        "household_id": home,
        "actor_id": each.actor_id,
        "values": " ".join(f"{name}={value}" for name, value in sorted(each.values.items())),
        "positions": each.positions,
        "from_position": each.from_position,
        "raised_at": each.raised_at,
    }


ExceptionsDep = Annotated[Sheet, Depends(exceptions_sheet)]
add_twins(router, "/pengecualian", exceptions_sheet)


@router.get("/pengecualian")
def show_exceptions(request: Request, sheet: ExceptionsDep) -> Response:
    """Show what should be asked first, and how much each rule asks."""
    language, counted = language_of(request), sheet.about["counted"]
    rules = [
        {"code": code, "title": getattr(rule.title, language), "heading": rule.heading}
        | {"asked": counted[code][0], "rupiah": counted[code][1]}
        for code, rule in FLAG_RULES.items()
        if code in counted
    ]
    values = {
        "sheet": sheet,
        "rules": rules,
        "total": sum(each["asked"] for each in rules),
        "choices": [
            (code, f"{code} {getattr(r.title, language)}") for code, r in FLAG_RULES.items()
        ],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "lead/exceptions.html", values)
