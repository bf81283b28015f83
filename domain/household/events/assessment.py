"""How the household stands: half-yearly assessments, graduation, what came after, and the end."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from domain.events import Event
from domain.household.events.report import FieldReport
from domain.personal import Health, Narrative
from domain.values import Answers, Code, Codes, Region, Verdicts


class AssessmentShape(FieldReport):
    """Answers are in clear, so that an auditor can compute the verdicts again.

    The psychological note is health data: sealed apart, opened to fewer people.
    """

    assessment_id: UUID
    respondent_id: UUID
    instrument_code: Code
    instrument_version: Annotated[int, Field(ge=1)]
    answers: Answers
    note: Narrative = None
    psychology: Health = None


class Scored(AssessmentShape):
    """What the server computed from the answers; `failed` are mandatory indicators not met."""

    verdicts: Verdicts
    passed: bool
    failed: Codes = ()


class ApprovalShape(BaseModel):
    """`version_seen` is the length of the household's history that the approver had on screen."""

    graduation_id: UUID
    assessment_id: UUID
    version_seen: Annotated[int, Field(ge=1)]


class DeferralShape(BaseModel):
    """`extension_months` count from this decision."""

    deferral_id: UUID
    reason: Code
    extension_months: Annotated[int, Field(ge=1, le=60)]


class RelapseShape(BaseModel):
    """`check_id` is the check after graduation that shows it."""

    relapse_id: UUID
    check_id: UUID


class ReenrolmentShape(BaseModel):
    reenrolment_id: UUID
    reason: Code


class ClosureShape(BaseModel):
    closure_id: UUID
    reason: Code


class SuspensionShape(BaseModel):
    suspension_id: UUID
    reason: Code
    until_on: date


class ResumptionShape(BaseModel):
    suspension_id: UUID


class ExitShape(BaseModel):
    """`person_id` is the member last spoken to; `moved_to` a region code or a country."""

    exit_id: UUID
    person_id: UUID
    reason: Code
    last_contact_on: date | None = None
    moved_to: Region | None = None
    note: Narrative = None


class HalfYearAssessed(
    Scored, Event, name="household.half-year-assessed.v1", subject="respondent_id"
):
    """Penilaian semester. The household was assessed with the scorecard."""


class MilestoneReached(Event, name="household.milestone-reached.v1"):
    """Tonggak tercapai. Something was reached for the first time, by the event before this one.

    An indicator that is met for the first time is the milestone `indicator.` and its code.
    """

    milestone: Code


class GraduationAssessed(
    Scored, Event, name="household.graduation-assessed.v1", subject="respondent_id"
):
    """Uji graduasi. The household was assessed for graduation.

    A pass opens the review; a person decides.
    """


class GraduationApproved(ApprovalShape, Event, name="household.graduation-approved.v1"):
    """Lulus. A named person decided that the household stands on its own.

    It keeps what that person saw: which assessment, by which version of the scorecard, with
    which verdicts, and how much of the history.
    """

    meeting_id: UUID | None = None
    assessed_event_id: UUID
    instrument_code: Code
    instrument_version: int
    verdicts: Verdicts


class GraduationDeferred(DeferralShape, Event, name="household.graduation-deferred.v1"):
    """Kelulusan ditunda. Graduation has to wait; accompaniment goes on for some more months."""


class PostGraduationChecked(
    Scored, Event, name="household.post-graduation-checked.v1", subject="respondent_id"
):
    """Pemeriksaan pascalulus. A graduated household was looked at again."""


class RelapseDetected(RelapseShape, Event, name="household.relapse-detected.v1"):
    """Rentan kembali. A graduated household is vulnerable again.

    `failed` are the mandatory indicators that were not met.
    """

    failed: Codes


class HouseholdReenrolled(ReenrolmentShape, Event, name="household.reenrolled.v1"):
    """Didampingi kembali. A household that relapsed is accompanied again.

    A new cycle begins in the same history.
    """


class CaseClosed(ClosureShape, Event, name="household.case-closed.v1"):
    """Berkas ditutup. The file is closed: nothing more is expected of the household."""


class ParticipationSuspended(SuspensionShape, Event, name="household.participation-suspended.v1"):
    """Ditangguhkan. The household takes part no more for a limited time."""


class ParticipationResumed(ResumptionShape, Event, name="household.participation-resumed.v1"):
    """Dilanjutkan. The household takes part again."""


class HouseholdExited(ExitShape, Event, name="household.exited.v1", subject="person_id"):
    """Keluar. The household left the programme, for the reason given."""
