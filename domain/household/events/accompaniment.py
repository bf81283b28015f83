"""What the mentor and others did with the household: visits, groups, trainings, spot checks."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from domain.events import Event
from domain.household.events.report import FieldReport
from domain.personal import Narrative, Place
from domain.values import Answers, Code, Codes, Ids, Sha256s

Minutes = Annotated[int, Field(ge=0, le=1_440)]
Metres = Annotated[int, Field(ge=0, le=50_000_000)]


class VisitShape(FieldReport):
    """`place` is sealed; how exact it is and how far from the house is in clear, for the checks.

    `topics` are pillars.
    """

    visit_id: UUID
    respondent_id: UUID
    topics: Annotated[Codes, Field(min_length=1)]
    minutes: Minutes
    place: Place = None
    accuracy_m: Metres | None = None
    distance_m: Metres | None = None
    mock_location: bool = False
    photo_sha256s: Sha256s = ()
    instrument_code: Code | None = None
    instrument_version: int | None = None
    answers: Answers = ()
    note: Narrative = None


class MissedVisitShape(FieldReport):
    """`respondent_id` is whom the mentor meant to meet."""

    visit_id: UUID
    respondent_id: UUID
    reason: Code
    note: Narrative = None


class SessionShape(FieldReport):
    """`person_ids` are the members of this household who were there."""

    session_id: UUID
    group_id: UUID
    kind: Code
    pillar: Code
    person_ids: Annotated[Ids, Field(min_length=1)]
    minutes: Minutes


class TrainingShape(FieldReport):
    """`provider` is an agency of the programme; `days` are the days attended."""

    training_id: UUID
    person_id: UUID
    provider: Code
    curriculum: Code
    pillar: Code
    days: Annotated[int, Field(ge=1, le=366)]
    completed_on: date


class SpotCheckShape(FieldReport):
    """A second look at one visit, by somebody who did not make it."""

    check_id: UUID
    visit_id: UUID
    respondent_id: UUID
    method: Literal["visit", "call"]
    confirmed: bool
    findings: Codes = ()
    note: Narrative = None


class VisitRecorded(
    VisitShape, Event, name="household.visit-recorded.v1", subject="respondent_id"
):
    """Kunjungan. A mentor met the household.

    What looks odd about it (no place, a simulated place, far from the house, very short, an old
    photo, too soon after another visit, too many on a day) is stored as a warning and does not
    make the visit disappear.
    """


class VisitMissed(
    MissedVisitShape, Event, name="household.visit-missed.v1", subject="respondent_id"
):
    """Kunjungan terlewat. A visit that was due did not take place, for the reason given."""


class GroupSessionAttended(SessionShape, Event, name="household.group-session-attended.v1"):
    """Pertemuan kelompok. Members of the household took part in a session of a group."""


class TrainingCompleted(TrainingShape, Event, name="household.training-completed.v1"):
    """Pelatihan selesai. A member of the household completed a training."""


class SupervisorSpotChecked(
    SpotCheckShape, Event, name="household.visit-spot-checked.v1", subject="respondent_id"
):
    """Uji petik. A supervisor asked the household whether a visit took place as reported."""
