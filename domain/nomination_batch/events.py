"""What can have happened to a nomination batch: one imported list and the verdict on each row."""

from datetime import date
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.events import Event
from domain.values import Code, Codes, Ids, Sha256
from domain.words import Numbers

# 300 rows are about 50 kB, safely below the greatest size of one entry in the log.
ROWS_PER_EVENT_MAX = 300


class RowVerdict(NamedTuple):
    """The verdict on one row. `digest` is keyed by the service, so that it tells nobody a NIK."""

    number: int
    verdict: Code
    reasons: Codes
    household_id: UUID | None
    digest: Sha256


class BatchShape(BaseModel):
    """Where a list came from. `deciles` is the filter under which the source drew it."""

    model_config = ConfigDict(frozen=True)
    source: Code
    as_of_on: date
    file_sha256: Sha256
    code_system: Literal["kemendagri", "bps"]
    deciles: Numbers
    row_count: Annotated[int, Field(ge=1)]
    supersedes: UUID | None = None


class BatchOpened(BatchShape, Event, name="nomination-batch.opened.v1"):
    """Daftar usulan diterima. A source agency's list was taken in, to be judged row by row."""


class RowsShape(BaseModel):
    """A stretch of rows."""

    model_config = ConfigDict(frozen=True)
    rows: Annotated[tuple[RowVerdict, ...], Field(min_length=1, max_length=ROWS_PER_EVENT_MAX)]


class RowsJudged(RowsShape, Event, name="nomination-batch.rows-judged.v1"):
    """Baris dinilai. Rows got their verdicts.

    Rejected rows stay, with their reasons; persons are not named.
    """


class BatchClosed(Event, name="nomination-batch.closed.v1"):
    """Daftar ditutup. Every row has its verdict. The counters add up to the number of rows."""

    counters: tuple[tuple[Code, int], ...]


class FeedbackShape(BaseModel):
    """A file for the source agency."""

    model_config = ConfigDict(frozen=True)
    file_sha256: Sha256
    row_count: Annotated[int, Field(ge=0)]


class FeedbackIssued(FeedbackShape, Event, name="nomination-batch.feedback-issued.v1"):
    """Umpan balik diberikan. The source agency was given the verdicts on its rows."""


class DismissalShape(BaseModel):
    """Two households that look alike, and why they are not the same."""

    model_config = ConfigDict(frozen=True)
    household_ids: Annotated[Ids, Field(min_length=2, max_length=2)]
    reason: Code


class DuplicateDismissed(DismissalShape, Event, name="nomination-batch.duplicate-dismissed.v1"):
    """Bukan ganda. A person looked at a suggested duplicate and found two different households.

    On the list that nominated one of them; the suggestion does not come back.
    """
