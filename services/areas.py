"""Where a command belongs: to some villages, to a mentor's families, or to no village at all.

Deny by default: what lies in no village that is known is only for who has the whole programme.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.desk.commands import (
    AskSecondFactorReset,
    BlockUser,
    GrantRole,
    RegisterUser,
    ResetSecondFactor,
    RevokeRole,
    SettleSubmission,
    UnblockUser,
)
from domain.desk.state import Desk
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordTraining,
    RecordVisit,
)
from domain.household.commands.assessment import AssessHalfYear
from domain.household.commands.entry import AssessBaseline
from domain.household.commands.livelihood import (
    OpenSavingsAccount,
    RecordSavings,
    ReportEnterprise,
    ReportShock,
)
from domain.household.commands.plan import IdentifyNeed
from domain.household.commands.record import ReportIrregularity
from domain.household.commands.targeting import RecordVerificationVisit
from domain.household.state import Household
from domain.mentor_assignment.commands import RegisterMentor, SetMentorTerritory
from domain.mentor_assignment.state import MentorAssignment
from domain.objection.aggregate import OBJECTION
from domain.programme import Programme
from services.steps import Step
from services.streams import account_stream, village_stream

# A user is nobody's village's, and a mentor who is registered serves nowhere yet.
OF_NO_VILLAGE: frozenset[type[Command]] = frozenset(
    {
        AskSecondFactorReset,
        BlockUser,
        GrantRole,
        RegisterMentor,
        RegisterUser,
        ResetSecondFactor,
        RevokeRole,
        UnblockUser,
    }
)
# What a mentor reports is judged by whose family it was on that day (rules N5 and T5), and an
# irregularity may be seen by any mentor of the village.
OF_ANOTHERS_FAMILY: frozenset[type[Command]] = frozenset(
    {
        AssessBaseline,
        AssessHalfYear,
        IdentifyNeed,
        OpenSavingsAccount,
        RecordGroupSession,
        RecordMissedVisit,
        RecordSavings,
        RecordTraining,
        RecordVerificationVisit,
        RecordVisit,
        ReportEnterprise,
        ReportIrregularity,
        ReportShock,
    }
)
# Where a submission in the box can have been meant for, by the first word of its command.
MEANT_FOR: dict[str, Aggregate[Any]] = {each.kind: each for each in (HOUSEHOLD, OBJECTION)}


class Areas:
    """`state_of` gives the state of another stream."""

    def __init__(
        self, programme: Programme, state_of: Callable[[Aggregate[Any], UUID], Any]
    ) -> None:
        self._programme = programme
        self._state_of = state_of

    def villages_of(self, step: Step, state: Any) -> frozenset[str]:
        """Return the villages that a command is about; none where no village is known."""
        command = step.command
        if isinstance(state, MentorAssignment):
            more = command.villages if isinstance(command, SetMentorTerritory) else ()
            return state.village_codes.union(more)
        if isinstance(state, Desk) and isinstance(command, SettleSubmission):
            return self._of_submission(state, command)
        code: str | None = getattr(state, "village_code", None)
        code = code or getattr(command, "village_code", None) or self._coded.get(step.stream)
        return frozenset({code} if code else ())

    def is_anothers(self, step: Step, state: Any, mentor_id: UUID) -> bool:
        """Say whether a family is in the care of another mentor, who alone may ask for this."""
        return (
            isinstance(state, Household)
            and state.entry.mentor_id not in {None, mentor_id}
            and type(step.command) not in OF_ANOTHERS_FAMILY
        )

    def _of_submission(self, box: Desk, command: SettleSubmission) -> frozenset[str]:
        """Return the village of whoever a submission is about."""
        submission = box.box.get(command.submission_id)
        if submission is None or submission.target is None:
            return frozenset()
        aggregate = MEANT_FOR.get(submission.command.partition(".")[0])
        if aggregate is None:
            return frozenset()
        code: str = self._state_of(aggregate, submission.target).village_code
        return frozenset({code} if code else ())

    @cached_property
    def _coded(self) -> dict[UUID, str]:
        """The villages by the streams that are made from their codes, also without history."""
        name, codes = self._programme.code, self._programme.village_by_code
        return {
            stream_of(name, code): code
            for stream_of in (village_stream, account_stream)
            for code in codes
        }
