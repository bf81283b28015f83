"""Exceptions for the inspector: the questions that red flags ask, those about most money first."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.audits.questions import said_by, told_by
from adapters.web.callers import Caller
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.audit_engagement.commands import RaiseFinding
from domain.flags.catalogue import FLAG_RULES
from domain.history import case_number, finding_number
from projections import flags
from projections.findings import FINDINGS
from projections.flags import Flag, Wanted

router = APIRouter()
PAGE_SIZE = 50
COLUMNS = (
    "rupiah",
    "rule",
    "subject",
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
    "finding_id",
    "finding",
)
ReaderDep = Annotated[Caller, Depends(Needs("read", flags.FLAGS.name))]


def exceptions_sheet(
    *,
    request: Request,
    caller: ReaderDep,
    asked: AsOf = "",
    rule: Text = "",
    village: Text = "",
) -> Sheet:
    """Return a row per question that stands, in the villages that the user sees."""
    return _sheet(request, caller, (asked, rule, village), None)


def exceptions_page(
    *,
    request: Request,
    caller: ReaderDep,
    asked: AsOf = "",
    rule: Text = "",
    village: Text = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Sheet:
    """Return one page of these rows, those about most money first."""
    return _sheet(request, caller, (asked, rule, village), number)


def _sheet(
    request: Request, caller: Caller, wanted: tuple[str, str, str], number: int | None
) -> Sheet:
    asked, rule, village = wanted
    parts, language = parts_of(request), language_of(request)
    seen, words = seen_by(parts, caller.actor), Words(parts.programme, language)
    mine = [each.code for each in parts.programme.villages if sees_village(seen, each.code)]
    villages = [code for code in mine if village in ("", code)]
    # What belongs to no village is shown to those who see all of them.
    everywhere = None if seen.villages is None and not village else villages
    with at(request, asked, *flags.BASED_ON) as point:
        limit = None if number is None else PAGE_SIZE
        skip = 0 if number is None else (number - 1) * PAGE_SIZE
        found = flags.listed(
            point.connection, point.position, Wanted(rule or None, everywhere, limit, skip)
        )
        counted = flags.counts(point.connection, point.position, everywhere)
        rows = [_row(each, words, language) for each in found]
        about: dict[str, Any] = {"asked": asked, "rule": rule, "village": village}
        about["page"], about["skipped"] = number or 1, skip
        about["counted"] = counted
        about["villages"] = [(code, words.village(code)) for code in mine]
        role = parts.programme.roles[caller.actor.role]
        about["may_open"] = "timeline" in role.reads
        about["may_follow"] = FINDINGS.name in role.reads
        about["may_raise"] = RaiseFinding.name in role.commands
        return Sheet.at(point, "pengecualian", COLUMNS, rows, **about)


def _row(each: Flag, words: Words, language: Any) -> dict[str, Any]:
    rule = FLAG_RULES[each.rule]
    home: UUID | None = each.household_id
    return {
        "rupiah": each.rupiah,
        "rule": each.rule,
        "subject": each.subject,
        "version": each.version,
        "heading": rule.heading,
        "title": getattr(rule.title, language),
        "question": getattr(rule.question, language),
        "village_code": each.village_code,
        "village": words.village(each.village_code) if each.village_code else "",
        "case_number": case_number(home) if home else "",
        "household_id": home,
        "actor_id": each.actor_id,
        "values": said_by(each.values),
        "told": told_by(words, each.values),
        "positions": each.positions,
        "from_position": each.from_position,
        "raised_at": each.raised_at,
        "finding_id": each.finding_id,
        "finding": finding_number(each.finding_id) if each.finding_id else "",
    }


ExceptionsDep = Annotated[Sheet, Depends(exceptions_page)]
add_twins(router, "/pengecualian", exceptions_sheet)
add_workbook(router, "/pengecualian", exceptions_sheet)


def _address(sheet: Sheet, number: int) -> str:
    """Return where another page of the same questions is."""
    asked = {"as_of": sheet.about["asked"], "rule": sheet.about["rule"]}
    asked |= {"village": sheet.about["village"], "page": number}
    return "/pengecualian?" + urlencode({name: each for name, each in asked.items() if each})


@router.get("/pengecualian")
def show_exceptions(request: Request, sheet: ExceptionsDep) -> Response:
    """Show what should be asked first, and how much each rule asks."""
    language, counted = language_of(request), sheet.about["counted"]
    rows = list(sheet.rows)
    rules = [
        {"code": code, "title": getattr(rule.title, language), "heading": rule.heading}
        | {"asked": counted[code][0], "rupiah": counted[code][1]}
        for code, rule in FLAG_RULES.items()
        if code in counted
    ]
    chosen = [each for each in rules if sheet.about["rule"] in ("", each["code"])]
    total, last = sum(each["asked"] for each in chosen), sheet.about["skipped"] + len(rows)
    page_number = sheet.about["page"]
    values = {
        "sheet": sheet,
        "rules": rules,
        "total": total,
        "at_risk": sum(each["rupiah"] for each in chosen),
        "first": sheet.about["skipped"] + 1,
        "last": last,
        "previous": _address(sheet, page_number - 1) if page_number > 1 else "",
        "next": _address(sheet, page_number + 1) if last < total else "",
        "choices": [
            (code, f"{code} {getattr(r.title, language)}") for code, r in FLAG_RULES.items()
        ],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "lead/exceptions.html", values)
