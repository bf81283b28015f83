"""All audits, one audit with its samples, and the form by which one begins."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import request_of
from adapters.web.audits.items import noted_items
from adapters.web.audits.standing import BASED_ON, sees, standing
from adapters.web.callers import Caller
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office_form import OfficeForm, PaperDep, answered, asked, new_form
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, at
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins, sheet_page
from adapters.web.visit_form import Option
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import OpenEngagement
from domain.audit_engagement.state import AuditEngagement
from projections import audits
from services.requests import Answer
from services.steps import Step

router = APIRouter()
ReaderDep = Annotated[Caller, Depends(Needs("read", audits.AUDITS.name))]
OpenerDep = Annotated[Caller, Depends(Needs("command", OpenEngagement.name))]
COLUMNS = (
    "engagement_id",
    "warrant",
    "organisation",
    "villages",
    "from_on",
    "until_on",
    "samples",
    "drawn",
    "examined",
    "closed",
    "position",
)
SAMPLES = (
    "request_id",
    "method",
    "population_size",
    "size",
    "confidence",
    "margin",
    "drawn",
    "examined",
    "requested_at",
    "seed",
)


def audits_sheet(*, request: Request, caller: ReaderDep, as_of: AsOf = "") -> Sheet:
    """Return a row per audit that the user may see, the latest first."""
    parts = parts_of(request)
    with at(request, as_of, *BASED_ON) as point:
        found = audits.all_of(point.connection, point.position)
        rows = [
            {name: getattr(each, name) for name in COLUMNS} | {"villages": " ".join(each.villages)}
            for each in found
            if sees(parts, caller, each.villages)
        ]
        role = parts.programme.roles[caller.actor.role]
        about = {"asked": as_of, "may_open": OpenEngagement.name in role.commands}
        return Sheet.at(point, "pemeriksaan", COLUMNS, rows, **about)


def audit_sheet(
    *, request: Request, engagement_id: UUID, caller: ReaderDep, as_of: AsOf = ""
) -> Sheet:
    """Return a row per sample of an audit."""
    with at(request, as_of, *BASED_ON) as point:
        found = standing(request, caller, point, engagement_id)
        rows = list(_samples(found.audit))
        role = parts_of(request).programme.roles[caller.actor.role]
        may = "audit-engagement.request-sample" in role.commands
        about = {
            "asked": as_of,
            "found": found,
            "may_ask": may and not found.audit.closed_on,
            "noted": noted_items(request, caller, point, found),
        }
        return Sheet.at(point, f"pemeriksaan-{engagement_id}", SAMPLES, rows, **about)


def _samples(audit: AuditEngagement) -> Any:
    for request_id, wanted in audit.requests.items():
        sample = audit.samples.get(request_id)
        chosen = sample.chosen if sample else ()
        yield {
            "request_id": request_id,
            "method": wanted.method,
            "population_size": wanted.population_size,
            "size": wanted.size,
            "confidence": wanted.confidence,
            "margin": wanted.margin,
            "drawn": len(chosen),
            "examined": sum(1 for item in chosen if item in audit.examined),
            "requested_at": audit.requested_at[request_id],
            "seed": sample.seed if sample else "",
        }


AuditsDep = Annotated[Sheet, Depends(audits_sheet)]
AuditDep = Annotated[Sheet, Depends(audit_sheet)]
for _add in (add_twins, add_workbook):
    _add(router, "/sampel", audits_sheet)
    _add(router, "/sampel/{engagement_id}", audit_sheet)


@router.get("/sampel")
def show_audits(request: Request, sheet: AuditsDep) -> Response:
    """Show all audits."""
    return sheet_page(request, "audits/all.html", sheet)


@router.get("/sampel/buka")
def ask_opening(request: Request, caller: OpenerDep) -> Response:
    """Ask for the warrant of a new audit."""
    assert caller  # noqa: S101 (the guard let somebody in)
    return _opening(request).shown(request)


@router.post("/sampel/buka")
def open_audit(request: Request, caller: OpenerDep, sent: PaperDep) -> Response:
    """Begin an audit."""
    form = _opening(request)
    form.filled(sent)
    try:
        stream = UUID(form.hidden["id"])
    except ValueError:
        raise Problem(422, "detail.refused") from None

    def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
        command = OpenEngagement.model_validate(
            {**content, "villages": tuple(content["villages"])}
        )
        asked_by = request_of(request, caller, UUID(form.hidden["command_id"]))
        return parts_of(request).casework.execute(
            Step(AUDIT_ENGAGEMENT, stream, command), asked_by
        )

    return answered(request, form, sent, store, then=f"/sampel/{stream}", stream=stream)


@router.get("/sampel/{engagement_id}")  # noqa: FAST003 (the table takes it)
def show_audit(request: Request, sheet: AuditDep) -> Response:
    """Show one audit."""
    return sheet_page(request, "audits/one.html", sheet)


def _opening(request: Request) -> OfficeForm:
    words = Words(parts_of(request).programme, language_of(request))
    programme = words.programme
    villages = tuple(
        Option(each.code, f"{each.name}, {each.district}")
        for each in sorted(programme.villages, key=lambda each: each.name)
    )
    bodies = tuple(Option(each.code, words.one_of(each.label)) for each in programme.agencies)
    fields = [
        asked(words, "warrant", "line"),
        asked(words, "warrant_sha256", "file"),
        asked(words, "organisation", "choice", options=bodies),
        asked(words, "villages", "choices", options=villages),
        asked(words, "from_on", "day"),
        asked(words, "until_on", "day"),
    ]
    return new_form("open-audit", ("/sampel", words.say("audit.all-title")), fields)
