"""Commands that concern two streams: what else is decided and stored together, or not at all."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

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
from domain.programme import Programme
from services.finding_steps import FINDING_STEPS
from services.money_steps import MONEY_STEPS
from services.step import Step, Terms

__all__ = ["FOLLOW_UPS", "MONEY_FOLLOW_UPS", "ONLY_FOLLOWING", "Step", "follow_ups_of"]

MONEY_FOLLOW_UPS = MONEY_STEPS | FINDING_STEPS


def follow_ups_of(step: Step, state: Any, today: date, programme: Programme) -> Iterator[Step]:
    """Yield what must be stored together with the step, given the state it starts from."""
    follow_up = FOLLOW_UPS.get(type(step.command))
    if follow_up is not None:
        yield from follow_up(step, state, today)
    about_money = MONEY_FOLLOW_UPS.get(type(step.command))
    if about_money is not None:
        yield from about_money(step, state, Terms(programme, today))


def _take(step: Step, household: Household, today: date) -> Iterator[Step]:
    command = step.command
    assert isinstance(command, AssignMentor)  # noqa: S101 (the table below says so)
    if household.entry.mentor_id != command.mentor_id:
        yield from _release(step, household, command.from_on)
    yield Step(
        MENTOR_ASSIGNMENT,
        command.mentor_id,
        TakeHousehold(
            household_id=step.stream,
            village_code=household.village_code,
            from_on=command.from_on,
        ),
    )


def _release(step: Step, household: Household, today: date) -> Iterator[Step]:
    mentor_id = household.entry.mentor_id
    if mentor_id is not None:
        release = ReleaseHousehold(
            household_id=step.stream, released_on=today, reason=step.command.name.split(".")[1]
        )
        yield Step(MENTOR_ASSIGNMENT, mentor_id, release)


def _form(step: Step, household: Household, today: date) -> Iterator[Step]:
    command = step.command
    assert isinstance(command, SplitHousehold)  # noqa: S101 (the table below says so)
    form = FormHouseholdBySplit(
        from_household_id=step.stream, head_id=command.new_head_id, member_ids=command.member_ids
    )
    yield Step(HOUSEHOLD, command.new_household_id, form)


def _absorb(step: Step, household: Household, today: date) -> Iterator[Step]:
    command = step.command
    assert isinstance(command, MergeHousehold)  # noqa: S101 (the table below says so)
    absorb = AbsorbHousehold(household_id=step.stream, adopted_ids=command.adopted_ids)
    yield Step(HOUSEHOLD, command.into_household_id, absorb)
    yield from _release(step, household, today)


def _let_go(step: Step, household: Household, today: date) -> Iterator[Step]:
    command = step.command
    assert isinstance(command, RevertMerge)  # noqa: S101 (the table below says so)
    if household.merged_into is not None:
        release = ReleaseAbsorbed(household_id=step.stream, reason=command.reason)
        yield Step(HOUSEHOLD, household.merged_into, release)


def _note_erasure(step: Step, request: DataRequest, today: date) -> Iterator[Step]:
    command = step.command
    assert isinstance(command, ReportErasure)  # noqa: S101 (the table below says so)
    if request.asked is not None:
        note = NoteErasure(
            person_id=request.asked.person_id, request_id=step.stream, groups=request.to_erase
        )
        for household_id in command.household_ids:
            yield Step(HOUSEHOLD, household_id, note)


def _reopen(step: Step, objection: Objection, today: date) -> Iterator[Step]:
    """Let an upheld objection open the verification again, so that nobody has to remember."""
    command = step.command
    assert isinstance(command, DecideObjection)  # noqa: S101 (the table below says so)
    lodged_at, household_id = objection.lodged_at, objection.household_id
    if command.outcome == "upheld" and household_id is not None and lodged_at is not None:
        reopen = ReopenByObjection(objection_id=step.stream, lodged_at=lodged_at)
        yield Step(HOUSEHOLD, household_id, reopen)


FOLLOW_UPS: dict[type[Command], Callable[[Step, Any, date], Iterator[Step]]] = {
    AssignMentor: _take,
    ExitHousehold: _release,
    CloseCase: _release,
    MoveHousehold: _release,
    SplitHousehold: _form,
    MergeHousehold: _absorb,
    RevertMerge: _let_go,
    ReportErasure: _note_erasure,
    DecideObjection: _reopen,
}

# The other halves: nobody asks for them, they come along with what is asked for.
ONLY_FOLLOWING = frozenset(
    {
        "audit-engagement.raise-from-irregularity",
        "fund-envelope.draw-order",
        "fund-envelope.release-order",
        "fund-envelope.release-reservation",
        "fund-envelope.reserve-grant",
        "household.absorb",
        "household.form-by-split",
        "household.note-erasure",
        "household.note-finding",
        "household.release-absorbed",
        "household.reopen-by-objection",
        "household.settle-finding",
        "mentor-assignment.release-household",
        "mentor-assignment.take-household",
        "village-account.pay-in",
        "village-account.pay-out",
        "village-programme.list-envelope",
        "village-programme.strike-envelope",
    }
)
