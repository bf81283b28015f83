"""What is stored together with a step about a family: its mentor's list, the other household."""

from collections.abc import Iterator
from datetime import date

from domain.commands import Command
from domain.data_request.commands import ReportErasure
from domain.data_request.state import DataRequest
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.assessment import CloseCase, ExitHousehold
from domain.household.commands.entry import AssignMentor
from domain.household.commands.people import (
    AbsorbHousehold,
    FormHouseholdBySplit,
    MergeHousehold,
    MoveHousehold,
    ReleaseAbsorbed,
    RevertMerge,
    SplitHousehold,
)
from domain.household.commands.record import NoteErasure
from domain.household.commands.targeting import ReopenByObjection
from domain.household.state import Household
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.commands import ReleaseHousehold, TakeHousehold
from domain.objection.commands import DecideObjection
from domain.objection.state import Objection
from services.follow_ups import follows
from services.step import Step, Terms


@follows(AssignMentor, brings=(TakeHousehold, ReleaseHousehold))
def _take(command: AssignMentor, household: Household, terms: Terms) -> Iterator[Step]:
    if household.entry.mentor_id != command.mentor_id:
        yield from _released(command, household, command.from_on, terms)
    yield Step(
        MENTOR_ASSIGNMENT,
        command.mentor_id,
        TakeHousehold(
            household_id=terms.stream,
            village_code=household.village_code,
            from_on=command.from_on,
        ),
    )


def _released(command: Command, household: Household, on: date, terms: Terms) -> Iterator[Step]:
    mentor_id = household.entry.mentor_id
    if mentor_id is not None:
        release = ReleaseHousehold(
            household_id=terms.stream, released_on=on, reason=command.name.split(".")[1]
        )
        yield Step(MENTOR_ASSIGNMENT, mentor_id, release)


@follows(ExitHousehold, CloseCase, MoveHousehold, brings=(ReleaseHousehold,))
def _leave(command: Command, household: Household, terms: Terms) -> Iterator[Step]:
    yield from _released(command, household, terms.today, terms)


@follows(SplitHousehold, brings=(FormHouseholdBySplit,))
def _form(command: SplitHousehold, _household: Household, terms: Terms) -> Iterator[Step]:
    form = FormHouseholdBySplit(
        from_household_id=terms.stream, head_id=command.new_head_id, member_ids=command.member_ids
    )
    yield Step(HOUSEHOLD, command.new_household_id, form)


@follows(MergeHousehold, brings=(AbsorbHousehold, ReleaseHousehold))
def _absorb(command: MergeHousehold, household: Household, terms: Terms) -> Iterator[Step]:
    absorb = AbsorbHousehold(household_id=terms.stream, adopted_ids=command.adopted_ids)
    yield Step(HOUSEHOLD, command.into_household_id, absorb)
    yield from _released(command, household, terms.today, terms)


@follows(RevertMerge, brings=(ReleaseAbsorbed,))
def _let_go(command: RevertMerge, household: Household, terms: Terms) -> Iterator[Step]:
    if household.merged_into is not None:
        release = ReleaseAbsorbed(household_id=terms.stream, reason=command.reason)
        yield Step(HOUSEHOLD, household.merged_into, release)


@follows(ReportErasure, brings=(NoteErasure,))
def _note_erasure(command: ReportErasure, request: DataRequest, terms: Terms) -> Iterator[Step]:
    if request.asked is not None:
        note = NoteErasure(
            person_id=request.asked.person_id, request_id=terms.stream, groups=request.to_erase
        )
        for household_id in command.household_ids:
            yield Step(HOUSEHOLD, household_id, note)


@follows(DecideObjection, brings=(ReopenByObjection,))
def _reopen(command: DecideObjection, objection: Objection, terms: Terms) -> Iterator[Step]:
    """Let an upheld objection open the verification again, so that nobody has to remember."""
    lodged_at, household_id = objection.lodged_at, objection.household_id
    if command.outcome == "upheld" and household_id is not None and lodged_at is not None:
        reopen = ReopenByObjection(objection_id=terms.stream, lodged_at=lodged_at)
        yield Step(HOUSEHOLD, household_id, reopen)
