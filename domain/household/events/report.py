"""What every report from the field may carry besides its content."""

from uuid import UUID

from pydantic import BaseModel


class FieldReport(BaseModel):
    """`countersigned_by` is the supervisor who vouches for a report that comes very late."""

    countersigned_by: UUID | None = None
