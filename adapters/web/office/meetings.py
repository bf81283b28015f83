"""Village meetings: which were held, and the page of one with what can still be put on record."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.asking import POSITION_MAX, request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office import meeting_forms
from adapters.web.office.acting import act, done, finder, role_of, words_of
from adapters.web.office.form import OfficeForm
from adapters.web.office.sending import SentDep, file_in, typed_in
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by, sees_village
from adapters.web.tables import Sheet, add_twins
from domain.commands import Command
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.targeting import RecordVillageDecision
from domain.rules import Refused
from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_meeting.commands import (
    CloseMeeting,
    DecideHousehold,
    OpenMeeting,
    RecordAttendance,
)
from domain.village_meeting.state import VillageMeeting
from projections import meetings, targeting
from projections.meetings import MEETINGS
from services.requests import Answer
from services.steps import Step

router = APIRouter()
READ = targeting.TARGETING.name
Reader = Annotated[Caller, Depends(Needs("read", READ))]
COLUMNS = (
    "meeting_id",
    "village_code",
    "held_on",
    "agenda",
    "invited",
    "present",
    "decided",
    "minutes_sha256",
)
# What a meeting decides about a family on the list, and takes into the family's own file.
VERDICTS = frozenset({"eligible", "not_eligible", "social_protection_only"})
FORMS: dict[str, type[Command]] = {
    "daftar-hadir": RecordAttendance,
    "putusan": DecideHousehold,
    "berita-acara": CloseMeeting,
}


def meetings_sheet(
    *, request: Request, caller: Reader, asked: AsOf = "", village: Text = ""
) -> Sheet:
    """Return a row per meeting, the latest first."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    wanted = narrowed(seen, village)
    with at(request, asked, MEETINGS.name) as point:
        found = meetings.listed(point.connection, point.position, wanted.villages)
        rows = [{name: getattr(each, name) for name in COLUMNS} for each in found]
        places = [each for each in parts.programme.villages if sees_village(seen, each.code)]
        about = {"asked": asked, "village": village, "places": places, "caller": caller}
        return Sheet.at(point, "musyawarah", COLUMNS, rows, **about)


add_twins(router, "/musyawarah", meetings_sheet)


@router.get("/musyawarah")
def show_meetings(request: Request, sheet: Annotated[Sheet, Depends(meetings_sheet)]) -> Response:
    """Show the meetings, and where a new one is put on record."""
    form = meeting_forms.opening(words_of(request), sheet.about["places"], {})
    return _listed(request, sheet.about["caller"], sheet, form)


@router.post("/musyawarah")
def open_meeting(
    request: Request,
    caller: Annotated[Caller, Depends(Needs("command", OpenMeeting.name))],
    sent: SentDep,
) -> Response:
    """Put a meeting on record."""
    sheet = meetings_sheet(request=request, caller=caller)
    form = meeting_forms.opening(words_of(request), sheet.about["places"], typed_in(sent))
    command = form.command(OpenMeeting)
    if command is None:
        return _listed(request, caller, sheet, form, 422)
    meeting_id = uuid5(UUID(form.command_id), "meeting")
    answer = act(request, caller, form, Step(VILLAGE_MEETING, meeting_id, command))
    if answer is None:
        return _listed(request, caller, sheet, form, 409)
    return done(f"/musyawarah/{meeting_id}", answer)


def _listed(
    request: Request, caller: Caller, sheet: Sheet, form: OfficeForm, status: int = 200
) -> Response:
    values = {
        "sheet": sheet,
        "rows": sheet.rows,
        "form": form if OpenMeeting.name in role_of(request, caller).commands else None,
        "villages": [(each.code, each.name) for each in sheet.about["places"]],
        "query": f"?{request.url.query}" if request.url.query else "",
        "asked": sheet.about["asked"],
        "village": sheet.about["village"],
    }
    return page(request, "office/meetings.html", values, status=status)


@router.get("/musyawarah/{meeting_id}")
def show_meeting(
    request: Request,
    meeting_id: UUID,
    caller: Reader,
    stored: Annotated[int | None, Query(ge=0, le=POSITION_MAX)] = None,
) -> Response:
    """Show agenda, attendance, the decision on each family, and the hash of the minutes."""
    return _shown(request, meeting_id, caller, stored=stored)


def _route(slug: str, name: str) -> Callable[..., Response]:
    """Return what answers to one form of a meeting."""
    caller_dep = Annotated[Caller, Depends(Needs("command", name))]

    def answer(request: Request, meeting_id: UUID, caller: caller_dep, sent: SentDep) -> Response:
        return _answered(request, meeting_id, caller, sent, slug)

    return answer


def _answered(
    request: Request, meeting_id: UUID, caller: Caller, sent: Any, slug: str
) -> Response:
    meeting = _meeting(request, meeting_id, caller)
    form = _form(request, meeting, slug, typed_in(sent))
    brought = file_in(sent, "file")
    command = meeting_forms.command(FORMS[slug], form, meeting, brought, finder(request, caller))
    if command is None:
        return _shown(request, meeting_id, caller, {slug: form}, 422)
    answer = act(request, caller, form, Step(VILLAGE_MEETING, meeting_id, command))
    if answer is None:
        return _shown(request, meeting_id, caller, {slug: form}, 409)
    return done(f"/musyawarah/{meeting_id}", answer)


for _slug, _command in FORMS.items():
    _path = f"/musyawarah/{{meeting_id}}/{_slug}"
    router.add_api_route(_path, _route(_slug, _command.name), methods=["POST"])


@router.post("/musyawarah/{meeting_id}/salin")
def take_over(
    request: Request,
    meeting_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", RecordVillageDecision.name))],
) -> Response:
    """Take the decisions of a closed meeting into the files of the families, each for itself."""
    meeting, casework = _meeting(request, meeting_id, caller), parts_of(request).casework
    refused: dict[UUID, tuple[str, str]] = {}
    last: Answer | None = None
    for household_id, decided in meeting.decisions.items():
        if decided.decision not in VERDICTS:
            continue
        command = RecordVillageDecision.model_validate(
            {"meeting_id": meeting_id, "verdict": decided.decision}
        )
        asked = request_of(request, caller, uuid5(meeting_id, str(household_id)))
        try:
            last = casework.execute(Step(HOUSEHOLD, household_id, command), asked)
        except Refused as problem:
            refused[household_id] = problem.code, problem.sentence(language_of(request))
    if last is not None:
        wait_for(request, last)
    return _shown(request, meeting_id, caller, refused=refused)


def _shown(
    request: Request,
    meeting_id: UUID,
    caller: Caller,
    forms: dict[str, OfficeForm] | None = None,
    status: int = 200,
    *,
    stored: int | None = None,
    refused: dict[UUID, tuple[str, str]] | None = None,
) -> Response:
    meeting, commands = _meeting(request, meeting_id, caller), role_of(request, caller).commands
    given, asked = forms or {}, {}
    for slug, command in FORMS.items():
        if command.name in commands and meeting_forms.is_next(slug, meeting):
            asked[slug] = given.get(slug) or _form(request, meeting, slug, {})
    with at(request, "", MEETINGS.name) as point:
        in_files = meetings.in_files(point.connection, meeting_id, point.position)
    values = {
        "meeting_id": meeting_id,
        "meeting": meeting,
        "offices": meeting_forms.offices(words_of(request), meeting),
        "decisions": [
            {
                "household_id": household_id,
                "case_number": case_number(household_id),
                "decision": each.decision,
                "deciders": len(each.deciders),
                "is_taken_over": household_id in in_files,
                "is_for_file": each.decision in VERDICTS,
            }
            for household_id, each in meeting.decisions.items()
        ],
        "asked": asked,
        "forms_given": list(given.values()),
        "stored": stored,
        "refused": refused or {},
        "may_take_over": meeting.closed and RecordVillageDecision.name in commands,
    }
    return page(request, "office/meeting.html", values, status=status)


def _form(
    request: Request, meeting: VillageMeeting, slug: str, typed: dict[str, list[str]]
) -> OfficeForm:
    return meeting_forms.MAKERS[slug](words_of(request), meeting, typed)


def _meeting(request: Request, meeting_id: UUID, caller: Caller) -> VillageMeeting:
    """Return a meeting in a village that the user sees."""
    parts = parts_of(request)
    meeting: VillageMeeting = parts.casework.load(VILLAGE_MEETING, meeting_id).state
    if meeting.opening is None or not sees_village(
        seen_by(parts, caller.actor), meeting.village_code
    ):
        raise Problem(404, "detail.missing")
    return meeting
