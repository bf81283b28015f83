"""What becomes of a command that was not carried out: refused and noted, or kept for a person.

A decision that is refused leaves a note on the desk of whoever asked. A report of what already
happened in the field is never lost: it becomes an irregularity, or is kept in quarantine.
"""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from domain.desk.aggregate import DESK
from domain.desk.commands import NoteRefusal, QuarantineSubmission
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.record import ReportIrregularity
from domain.household.state import Household, Status
from domain.rules import Refused
from services.observations import OBSERVATIONS
from services.requests import FIELD_CHANNELS, Answer, Request
from services.steps import Step
from services.streams import day_stream

if TYPE_CHECKING:
    from services.casework import Casework


class Undelivered:
    """Keeps what could not be carried out, through the same door as everything else."""

    def __init__(self, casework: "Casework") -> None:
        self._casework = casework

    def refuse(self, step: Step, request: Request, digest: bytes, refused: Refused) -> Answer:
        """Keep a field report as an irregularity; raise anything else again, having noted it."""
        if request.channel in FIELD_CHANNELS and type(step.command) in OBSERVATIONS:
            answer = self._irregularity(step, request, digest, refused)
            if answer is not None:
                return answer
            return self._quarantine(step, request, digest, refused)
        self._note(step, request, refused)
        raise refused

    def key_reused(self, step: Step, request: Request, digest: bytes) -> Answer:
        """Quarantine what a device sent under a used key; refuse it to an office user (S3)."""
        refused = Refused("S3")
        if request.channel in FIELD_CHANNELS:
            return self._quarantine(step, request, digest, refused)
        self._note(step, request, refused)
        raise refused

    def _irregularity(
        self, step: Step, request: Request, digest: bytes, refused: Refused
    ) -> Answer | None:
        """Return None when there is no household whose record could hold it."""
        if step.aggregate is not HOUSEHOLD:
            return None
        household: Household = self._casework.load(HOUSEHOLD, step.stream).state
        person_id = household.people.head_id
        if household.status is Status.UNKNOWN or person_id is None:
            return None
        report = ReportIrregularity(
            occurred_at=step.command.occurred_at,
            irregularity_id=uuid5(request.command_id, "irregularity"),
            rule=refused.code,
            variant=refused.variant,
            command=step.command.name,
            person_id=person_id,
            body=step.command.model_dump_json(),
        )
        answer = self._casework.carry_out(replace(step, command=report), request, digest)
        return replace(answer, irregularity=refused.code)

    def _quarantine(self, step: Step, request: Request, digest: bytes, refused: Refused) -> Answer:
        keep = QuarantineSubmission(
            occurred_at=step.command.occurred_at,
            submission_id=UUID(bytes=digest[:16], version=4),
            command=step.command.name,
            code=refused.code,
            variant=refused.variant,
            target=step.stream,
            body=step.command.model_dump_json(),
        )
        answer = self._at_the_desk(keep, request, str(keep.submission_id))
        return replace(answer, irregularity=refused.code)

    def _note(self, step: Step, request: Request, refused: Refused) -> None:
        note = NoteRefusal(
            command=step.command.name,
            code=refused.code,
            variant=refused.variant,
            target=step.stream,
        )
        self._at_the_desk(note, request, "refusal")

    def _at_the_desk(
        self, command: QuarantineSubmission | NoteRefusal, request: Request, purpose: str
    ) -> Answer:
        casework = self._casework
        today = casework.programme.local(casework.clock()).date()
        stream = day_stream(casework.programme.code, request.actor.actor_id, today)
        step = Step(DESK, stream, command)
        own = replace(request, command_id=uuid5(request.command_id, purpose))
        return casework.carry_out(step, own, casework.claims.digest(step, own))
