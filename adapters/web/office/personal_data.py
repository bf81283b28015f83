"""Requests about personal data: until when, who proposed, who decided, what was done."""

from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.office import personal_data_forms as forms
from adapters.web.office.acting import act, done, finder, rights_of, role_of, words_of
from adapters.web.office.form import OfficeForm
from adapters.web.office.sending import SentDep, typed_in
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.tables import Sheet, add_twins
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import ReceiveDataRequest
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from projections import data_requests
from projections.data_requests import DATA_REQUESTS
from services.steps import Step

router = APIRouter(prefix="/permintaan-data")
Reader = Annotated[Caller, Depends(Needs("read", DATA_REQUESTS.name))]
COLUMNS = (
    "request",
    "kind",
    "applicant",
    "case_number",
    "village_code",
    "received_at",
    "due_at",
    "late",
    "stage",
    "outcome",
    "decided_at",
    "waits_for_erasure",
)


def register_sheet(*, request: Request, caller: Reader, asked: AsOf = "") -> Sheet:
    """Return a row per request: those due first before those decided."""
    now = parts_of(request).casework.clock()
    with at(request, asked, DATA_REQUESTS.name) as point:
        found = data_requests.register(point.connection, point.position)
        then = point.recorded_at or now
        rows = [_row(each, each.is_late(then)) for each in found]
        about = {
            "asked": asked,
            "open": sum(row["stage"] != "answered" for row in rows),
            "late": sum(bool(row["late"]) for row in rows),
            "caller": caller,
        }
        return Sheet.at(point, "permintaan-data", COLUMNS, rows, **about)


def _row(each: data_requests.Requested, is_late: bool) -> dict[str, Any]:  # noqa: FBT001
    made = {
        "case_number": case_number(each.household_id) if each.household_id else "",
        "late": is_late,
        "waits_for_erasure": each.waits_for_erasure,
    }
    return {name: made[name] if name in made else getattr(each, name) for name in COLUMNS}


add_twins(router, "", register_sheet)


@router.get("")
def show_register(
    request: Request, sheet: Annotated[Sheet, Depends(register_sheet)], number: Text = ""
) -> Response:
    """Show the register, and where a new request about somebody of a family is put on record."""
    return _listed(request, sheet.about["caller"], sheet, number)


@router.post("")
def receive(
    request: Request,
    caller: Annotated[Caller, Depends(Needs("command", ReceiveDataRequest.name))],
    sent: SentDep,
    number: Text = "",
) -> Response:
    """Put a request on record; its clock runs from now."""
    family_id, family = _family(request, caller, number)
    if family_id is None or family is None:
        raise Problem(404, "detail.missing")
    form = forms.receiving(words_of(request), family, typed_in(sent))
    command = forms.received(form, family_id, family.village_code)
    sheet = register_sheet(request=request, caller=caller)
    if command is None:
        return _listed(request, caller, sheet, number, form=form, status=422)
    request_id = uuid5(UUID(form.command_id), "data-request")
    answer = act(request, caller, form, Step(DATA_REQUEST, request_id, command))
    if answer is None:
        return _listed(request, caller, sheet, number, form=form, status=409)
    return done(f"/permintaan-data/{request_id}", answer)


def _listed(
    request: Request,
    caller: Caller,
    sheet: Sheet,
    number: str,
    *,
    form: OfficeForm | None = None,
    status: int = 200,
) -> Response:
    may = ReceiveDataRequest.name in role_of(request, caller).commands
    if form is None and may and number:
        _, family = _family(request, caller, number)
        form = forms.receiving(words_of(request), family, {}) if family else None
    values = {
        "sheet": sheet,
        "form": form,
        "number_": number,
        "rights": rights_of(words_of(request)),
        "may_receive": may,
        "query": f"?{request.url.query}" if request.url.query else "",
        **{name: sheet.about[name] for name in ("asked", "open", "late")},
    }
    return page(request, "office/requests.html", values, status=status)


def _family(request: Request, caller: Caller, number: str) -> tuple[UUID | None, Household | None]:
    """Return a family by its case number."""
    family_id = finder(request, caller)(number.strip())
    if family_id is None:
        return None, None
    return family_id, parts_of(request).casework.load(HOUSEHOLD, family_id).state
