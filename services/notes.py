"""Notes on a user's desk of what was read, taken and refused, one short stream per day."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid5

from domain.desk.aggregate import DESK
from domain.desk.commands import NoteAccess, NoteReading, NoteRefusal, NoteRelease
from domain.rules import Refused
from services.casework import Casework
from services.requests import Request
from services.steps import Step
from services.streams import day_stream, desk_stream

# Looking again within this time is the same reading: moving a slider is not a hundred readings.
SAME_READING = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Notes:
    """Writes through the same door as everything else, under ids that make a repeat harmless."""

    casework: Casework

    def reading(self, request: Request, target: UUID, page: str, as_of: int | None) -> None:
        """Note that a file was opened; before the first event of the log is position 0 too."""
        quarter = self.casework.clock().timestamp() // SAME_READING.total_seconds()
        as_of = None if as_of is None else max(as_of, 0)
        note = NoteReading(target=target, page=page, as_of=as_of)
        self._put_down(note, request, f"reading/{target}/{page}/{as_of}/{quarter:.0f}")

    def refusal(self, request: Request, tried: str, refused: Refused, target: UUID | None) -> None:
        """Note what was tried and which rule said no."""
        note = NoteRefusal(
            command=tried, code=refused.code, variant=refused.variant, target=target
        )
        self._put_down(note, request, f"refusal/{request.command_id}")

    def release(self, request: Request, note: NoteRelease) -> None:
        """Note that a bundle was made; the very same for the same recipient is noted once."""
        self._put_down(note, request, f"release/{note.model_dump_json()}")

    def access(self, request: Request, user_id: UUID, what: str) -> None:
        """Note what somebody did to how a user signs in, on that user's own desk."""
        casework = self.casework
        note = NoteAccess.model_validate({"what": what})
        step = Step(DESK, desk_stream(casework.programme.code, user_id), note)
        own = replace(request, command_id=uuid5(request.command_id, what))
        casework.carry_out(step, own, casework.claims.digest(step, own))

    def _put_down(
        self, note: NoteReading | NoteRefusal | NoteRelease, request: Request, name: str
    ) -> None:
        casework, actor_id = self.casework, request.actor.actor_id
        today = casework.programme.local(casework.clock()).date()
        step = Step(DESK, day_stream(casework.programme.code, actor_id, today), note)
        own = replace(request, command_id=uuid5(actor_id, name))
        casework.carry_out(step, own, casework.claims.digest(step, own))
