"""The review of a graduation: the scorecard criterion by criterion, and what the approver saw."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by
from adapters.web.story.facts import names_in
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins, sheet_page
from domain.history import RecordedEvent, case_number
from domain.household.events.assessment import (
    GraduationApproved,
    GraduationAssessed,
    GraduationDeferred,
    Scored,
)
from domain.household.state import Status
from domain.programme import Criterion, Instrument, Programme
from domain.scorecard import evaluate
from projections import family_list, household_file
from services.reading import Reading

router = APIRouter()
READ = household_file.HOUSEHOLD_FILE.name
SHOWN_MAX = 500
COLUMNS = ("household_id", "case_number", "village_code", "village", "cycle_on", "last_visit_on")
TONES = {"met": "good", "not_met": "bad"}
FORMS = ("approve-graduation-by-agency", "defer-graduation")


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: its verdict each time, and the answers that the last verdict rests on."""

    criterion: Criterion
    verdicts: list[str]
    answers: list[tuple[str, str]]


def waiting_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", READ))],
    asked: AsOf = "",
) -> Sheet:
    """Return the families whose graduation waits for a decision."""
    parts = parts_of(request)
    wanted = narrowed(seen_by(parts, caller.actor), "", Status.GRADUATION_REVIEW.value)
    with at(request, asked, *family_list.BASED_ON) as point:
        found = family_list.listed(point.connection, wanted, point.position, SHOWN_MAX)
        words = Words(parts.programme, language_of(request))
        rows = [
            {
                "household_id": each.household_id,
                "case_number": case_number(each.household_id),
                "village_code": each.village_code,
                "village": words.village(each.village_code),
                "cycle_on": each.cycle_on,
                "last_visit_on": each.last_visit_on,
            }
            for each in found
        ]
        return Sheet.at(point, "kelulusan", COLUMNS, rows, asked=asked)


add_twins(router, "/kelulusan", waiting_sheet)


@router.get("/kelulusan")
def show_waiting(request: Request, sheet: Annotated[Sheet, Depends(waiting_sheet)]) -> Response:
    """Show whose graduation waits for a decision."""
    return sheet_page(request, "lead/waiting.html", sheet)


@router.get("/rt/{household_id}/kelulusan")
def show_review(
    request: Request,
    household_id: UUID,
    caller: Annotated[Caller, Depends(Needs("read", "timeline"))],
) -> Response:
    """Show every assessment criterion by criterion, recomputed, and the decisions."""
    parts = parts_of(request)
    asked = request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, asked, "timeline")
        history = reading.opened(file, asked)
    words = Words(parts.programme, language_of(request), _names(parts, history, caller))
    scored = [each for each in history if isinstance(each.event, Scored)]
    newest = next((e for e in reversed(scored) if isinstance(e.event, GraduationAssessed)), None)
    shown = newest or (scored[-1] if scored else None)
    instrument = _instrument(parts.programme, shown)
    commands = parts.programme.roles[caller.actor.role].commands
    values = {
        "household_id": household_id,
        "case": case_number(household_id),
        "village": words.village(file.household.village_code),
        "status": words.say(f"status.{file.household.status.value}"),
        "instrument": instrument,
        "assessments": [(words.say(_kind(each)), each) for each in scored],
        "lines": _lines(instrument, scored, shown, words) if instrument else [],
        "recomputed": _recomputed(instrument, shown, parts.programme),
        "open_needs": len(file.household.plan.open_needs()),
        "version": file.history[-1].originator_version,
        "decisions": [_decision(each, words) for each in history if _decides(each)],
        "forms": [slug for slug in FORMS if f"household.{slug}" in commands]
        if file.household.status is Status.GRADUATION_REVIEW
        else [],
        "tones": TONES,
        "position": file.history[-1].position,
    }
    return page(request, "lead/review.html", values)


def _names(parts: Parts, history: list[RecordedEvent], caller: Caller) -> Any:
    if "identity" not in parts.programme.roles[caller.actor.role].opens:
        return {}
    return {**parts.names({each.origin.actor_id for each in history}), **names_in(history)}


def _kind(each: RecordedEvent) -> str:
    return f"review.{each.event.name.split('.')[1]}"


def _instrument(programme: Programme, shown: RecordedEvent | None) -> Instrument | None:
    """Return the very version of the scorecard that was used."""
    event: Any = shown.event if shown else None
    for instrument in programme.instruments if event else ():
        if (instrument.code, instrument.version) == (
            event.instrument_code,
            event.instrument_version,
        ):
            return instrument
    return None


def _lines(
    instrument: Instrument,
    scored: list[RecordedEvent],
    shown: RecordedEvent | None,
    words: Words,
) -> list[Line]:
    answers = dict(getattr(shown.event, "answers", ())) if shown else {}
    labels = {question.code: question.label for question in instrument.questions}
    found = []
    for criterion in instrument.criteria:
        verdicts = [
            dict(getattr(each.event, "verdicts", ())).get(criterion.code, "") for each in scored
        ]
        asked = dict.fromkeys(
            condition.answer for condition in (*criterion.applies_when, *criterion.met_when)
        )
        told = [
            (words.one_of(labels[code]), words.value(answers[code]))
            for code in asked
            if code in answers and code in labels
        ]
        found.append(Line(criterion, verdicts, told))
    return found


def _recomputed(
    instrument: Instrument | None, shown: RecordedEvent | None, programme: Programme
) -> bool | None:
    """Say whether the stored verdicts follow from the stored answers; nothing without answers."""
    event: Any = shown.event if shown else None
    if instrument is None or shown is None or not event.answers:
        return None
    day = programme.local(shown.occurred_at).date()
    scores = evaluate(instrument, event.answers, programme, day)
    return dict(scores.verdicts) == dict(event.verdicts)


def _decides(each: RecordedEvent) -> bool:
    return isinstance(each.event, GraduationApproved | GraduationDeferred)


def _decision(each: RecordedEvent, words: Words) -> dict[str, Any]:
    """Return a decision with what its approver had on screen, as it was stored with it."""
    event = each.event
    told: dict[str, Any] = {
        "at": each.occurred_at,
        "who": words.who(each.origin.actor_id),
        "role": words.role(each.origin.role),
        "event_id": each.event_id,
        "position": each.position,
        "approved": isinstance(event, GraduationApproved),
    }
    if isinstance(event, GraduationApproved):
        met = sum(verdict == "met" for _, verdict in event.verdicts)
        seen = {"met": met, "of": len(event.verdicts), "version": event.version_seen}
        return told | {**seen, "instrument": f"{event.instrument_code} {event.instrument_version}"}
    if isinstance(event, GraduationDeferred):
        return told | {"reason": words.label(event.reason), "months": event.extension_months}
    return told
