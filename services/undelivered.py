"""What becomes of a command that was not carried out: refused and noted, or kept for a person.

A wish that is refused leaves a note on the desk of whoever asked. What came from the field is
never lost: a report of what already happened becomes an irregularity of the family, or is kept in
the box "needs attention"; any other wish stays refused, and is kept whole in the box as well.
"""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from domain.commands import Command
from domain.desk.aggregate import DESK
from domain.desk.commands import NoteRefusal, QuarantineSubmission
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.record import ReportIrregularity
from domain.household.state import Household, Status
from domain.rules import Refused
from services.observations import OBSERVATIONS
from services.ports import PersonErased
from services.requests import FIELD_CHANNELS, Answer, Request
from services.steps import Step
from services.streams import box_stream, day_stream

if TYPE_CHECKING:
    from services.casework import Casework

# Whoever was too busy to decide will decide when it is sent again.
BUSY = "S4"


class Undelivered:
    """Keeps what could not be carried out, through the same door as everything else."""

    def __init__(self, casework: "Casework") -> None:
        self._casework = casework

    def refuse(self, step: Step, request: Request, digest: bytes, refused: Refused) -> Answer:
        """Keep a field report as an irregularity; raise anything else again, having kept it."""
        request = replace(request, basis="")
        if request.channel in FIELD_CHANNELS and refused.code != BUSY:
            if type(step.command) in OBSERVATIONS:
                kept = self._irregularity(step, request, digest, refused)
                return kept or self._quarantine(step, request, digest, refused)
            if not _is_nobodys_wish(refused):
                self._quarantine(step, request, digest, refused)
                refused.kept = _submission(digest)
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
        """Return None when no household's record could hold it, or from who may not report it."""
        if step.aggregate is not HOUSEHOLD or _is_nobodys_wish(refused):
            return None
        household: Household = self._casework.load(HOUSEHOLD, step.stream).state
        person_id = household.people.head_id
        if household.status is Status.UNKNOWN or person_id is None:
            return None
        report = ReportIrregularity(
            occurred_at=self._happened(step.command),
            irregularity_id=uuid5(request.command_id, "irregularity"),
            rule=refused.code,
            variant=refused.variant,
            command=step.command.name,
            person_id=person_id,
            body=step.command.model_dump_json(),
        )
        try:
            return self._casework.carry_out(replace(step, command=report), request, digest)
        except PersonErased:
            return None

    def _quarantine(self, step: Step, request: Request, digest: bytes, refused: Refused) -> Answer:
        """Keep it in the box of whoever sent it, once, on whatever day it is sent again."""
        keep = QuarantineSubmission(
            occurred_at=self._happened(step.command),
            submission_id=_submission(digest),
            command=step.command.name,
            code=refused.code,
            variant=refused.variant,
            target=step.stream,
            body=step.command.model_dump_json(),
        )
        casework, actor_id = self._casework, request.actor.actor_id
        step = Step(DESK, box_stream(casework.programme.code, actor_id), keep)
        return self._put_down(step, request, str(keep.submission_id), digest)

    def _happened(self, command: Command) -> datetime | None:
        """Return when it happened by the sender's word, unless that has not come yet."""
        claimed = command.occurred_at
        return None if claimed is None else min(claimed, self._casework.clock())

    def _note(self, step: Step, request: Request, refused: Refused) -> None:
        note = NoteRefusal(
            command=step.command.name,
            code=refused.code,
            variant=refused.variant,
            target=step.stream,
        )
        casework, actor_id = self._casework, request.actor.actor_id
        today = casework.programme.local(casework.clock()).date()
        at_desk = Step(DESK, day_stream(casework.programme.code, actor_id, today), note)
        name = f"{at_desk.stream}/{note.model_dump_json()}"
        self._put_down(at_desk, request, name, casework.claims.digest(at_desk, request))

    def _put_down(self, step: Step, request: Request, name: str, digest: bytes) -> Answer:
        """Keep something because of a command, under an id of its own that makes it once."""
        own = replace(
            request,
            command_id=uuid5(request.command_id, name),
            causation_id=request.command_id,
        )
        return self._casework.carry_out(step, own, digest)


def _is_nobodys_wish(refused: Refused) -> bool:
    """Say whether the role may not ask for this at all, whatever the family."""
    return (refused.code, refused.variant) == ("S2", "role")


def _submission(digest: bytes) -> UUID:
    """Return the id of a submission in the box: the same content is kept once."""
    return UUID(bytes=digest[:16], version=4)
