"""One family's file as JSON: its state, its story, what each event changed, its visits."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from pydantic_core import to_jsonable_python

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.mentions import mentions
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Point, at, parsed
from domain.canonical import plain
from domain.history import RecordedEvent, case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.phases import phase_on
from projections import household_file, timeline, visit_log
from projections.replay import Clock, Story, replay, upto
from projections.timeline import Wording
from services.reading import Reading

router = APIRouter(prefix="/api/households/{household_id}", tags=["households"])
ClockQuery = Annotated[
    Clock, Query(description="recorded: what the office knew; occurred: what had happened")
]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as of a point: all facts of its own stream, and those that count there."""

    point: Point
    moment: datetime | None
    history: list[RecordedEvent]
    events: list[RecordedEvent]


@dataclass(frozen=True, slots=True)
class Question:
    """Which family, as of when, by which clock."""

    request: Request
    household_id: UUID
    asked: AsOf = ""
    clock: ClockQuery = "recorded"

    @contextmanager
    def open(self, caller: Caller, read: str, *read_models: str) -> Iterator[Opened]:
        """Open the file as of the point; by the clock of the village a day is a day there."""
        by_village = self.clock == "occurred" and not self.asked.isdecimal()
        with at(self.request, "" if by_village else self.asked, *read_models) as point:
            moment = self._moment() if by_village else None
            history = self._history(caller, read, point)
            events = upto(history, self.clock, point.position, moment)
            yield Opened(point, moment, history, events)

    def story(self, opened: Opened) -> Story:
        """Tell the file, with what other streams say about the family."""
        parts = parts_of(self.request)
        own = {each.position for each in opened.history}
        position, connection = opened.point.position, opened.point.connection
        others = mentions(parts, connection, self.household_id, own, position)
        told = upto([*opened.events, *others], self.clock, position, opened.moment)
        wording = Wording(language_of(self.request), parts.programme)
        return replay(self.household_id, told, self.clock, wording)

    def phase(self, household: Household, opened: Opened) -> str:
        """Return the phase of the day that is asked about; no fact begins one."""
        programme, began_at = parts_of(self.request).programme, household.cycle_began_at
        cycle_on = None if began_at is None else programme.local(began_at).date()
        day = programme.local(opened.moment).date() if opened.moment else opened.point.day
        phase = phase_on(programme, household.status, cycle_on, day)
        return phase.code if phase else ""

    def _history(self, caller: Caller, read: str, point: Point) -> list[RecordedEvent]:
        asked = request_of(self.request, caller)
        with not_found():
            reading = Reading(parts_of(self.request).casework)
            seen = point.position if self.asked else None
            return reading.opened(reading.open(self.household_id, asked, read, seen), asked)

    def _moment(self) -> datetime | None:
        if not self.asked:
            return None
        found = parsed(self.asked)
        if isinstance(found, datetime):
            return found
        assert not isinstance(found, int)  # noqa: S101 (a number is never asked by the village)
        return parts_of(self.request).programme.end_of(found)


QuestionDep = Annotated[Question, Depends()]


@router.get("")
def show_file(
    question: QuestionDep, caller: Annotated[Caller, Depends(Needs("read", "household_file"))]
) -> JSONResponse:
    """Show the state of a household, and where it comes from."""
    read_model = household_file.HOUSEHOLD_FILE.name
    with question.open(caller, "household_file", read_model) as opened:
        point, household_id = opened.point, question.household_id
        lineage = household_file.lineage(point.connection, household_id, point.position)
        household = HOUSEHOLD.replay(opened.events)
        return point.answer(
            household_id=household_id,
            case_number=case_number(household_id),
            clock=question.clock,
            events=len(opened.events),
            phase=question.phase(household, opened),
            state=plain(household),
            lineage=lineage,
        )


@router.get("/timeline")
def show_timeline(
    question: QuestionDep, caller: Annotated[Caller, Depends(Needs("read", "timeline"))]
) -> JSONResponse:
    """Tell the story of a household, one sentence per fact."""
    with question.open(caller, "timeline", timeline.TIMELINE.name) as opened:
        story = question.story(opened)
        lines: list[dict[str, Any]] = [asdict(each) for each in story.points]
        for line in lines:
            del line["changes"]
        return opened.point.answer(
            household_id=question.household_id,
            case_number=story.case_number,
            clock=question.clock,
            events=to_jsonable_python(lines),
        )


@router.get("/replay")
def show_replay(
    question: QuestionDep, caller: Annotated[Caller, Depends(Needs("read", "timeline"))]
) -> JSONResponse:
    """Tell the story with what each fact changed, and the state that the changes lead to."""
    with question.open(caller, "timeline", timeline.TIMELINE.name) as opened:
        story = question.story(opened)
        return opened.point.answer(**story.as_dict(), state=json.loads(story.state))


@router.get("/visits")
def show_visits(
    question: QuestionDep, caller: Annotated[Caller, Depends(Needs("read", "visit_log"))]
) -> JSONResponse:
    """List the visits to a household, those that failed too, the latest first."""
    with question.open(caller, "visit_log", visit_log.VISIT_LOG.name) as opened:
        point = opened.point
        visits = visit_log.of_household(point.connection, question.household_id, point.position)
        return point.answer(household_id=question.household_id, visits=visits)
