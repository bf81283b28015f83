"""Opening what waits in a box "needs attention": whole, for who sent it and for who settles it."""

from dataclasses import dataclass
from uuid import UUID

from domain.commands import COMMANDS
from domain.desk.aggregate import DESK
from domain.desk.commands import SettleSubmission
from domain.desk.events import SubmissionQuarantined
from domain.desk.state import Desk, Submission
from domain.personal import Group, PersonalData
from domain.rules import Refused
from services.casework import Casework
from services.notes import Notes
from services.reading import NoSuchFile
from services.requests import Request
from services.steps import Step
from services.streams import box_stream

PAGE = "box"


@dataclass(frozen=True, slots=True)
class Kept:
    """A submission as it was sent; without a body once it was erased."""

    submission: Submission
    body: str | None


@dataclass(frozen=True, slots=True)
class Boxes:
    """The one door to the content of a box; every look into it is put on record."""

    casework: Casework

    def open(self, user_id: UUID, submission_id: UUID, request: Request) -> Kept:
        """Return what somebody's device sent.

        Raises NoSuchFile when it does not wait there, or is neither the reader's own nor one that
        the reader may settle.
        """
        stream = box_stream(self.casework.programme.code, user_id)
        box: Desk = self.casework.load(DESK, stream).state
        submission = box.box.get(submission_id)
        if submission is None:
            raise NoSuchFile
        if user_id != request.actor.actor_id:
            self._check(Step(DESK, stream, _settling(submission_id)), box, submission, request)
        notes = Notes(self.casework)
        notes.reading(request, submission.target or stream, PAGE, None)
        return Kept(submission, self._body(stream, submission_id))

    def _check(self, step: Step, box: Desk, submission: Submission, request: Request) -> None:
        """Refuse who could not settle it, and who may not open all that is in it."""
        casework, actor = self.casework, request.actor
        try:
            casework.authority.check_step(actor, step, box, casework.areas)
            casework.authority.check_opens(actor, _groups(submission.command))
        except Refused as refused:
            Notes(casework).refusal(request, f"read.{PAGE}", refused, step.stream)
            raise NoSuchFile from None

    def _body(self, stream: UUID, submission_id: UUID) -> str | None:
        for line in self.casework.claims.opened(stream):
            event = line.event
            if isinstance(event, SubmissionQuarantined) and event.submission_id == submission_id:
                return event.body
        return None


def _settling(submission_id: UUID) -> SettleSubmission:
    return SettleSubmission(submission_id=submission_id, outcome="withdrawn")


def _groups(command: str) -> set[Group]:
    """Return the groups of personal data that a command carries, beside its own words."""
    fields = COMMANDS[command].model_fields.values() if command in COMMANDS else ()
    marks = [mark for field in fields for mark in field.metadata]
    return {Group.NARRATIVE} | {mark.group for mark in marks if isinstance(mark, PersonalData)}
