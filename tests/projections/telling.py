"""Facts told one after the other: short histories for the tests of one read model."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from domain.history import Origin, RecordedEvent

BEGAN = datetime(2024, 3, 4, 1, tzinfo=UTC)
HOUSEHOLD, OTHER = UUID(int=0xA1 << 64), UUID(int=0xA2 << 64)
MENTOR, OFFICER = UUID(int=0xB1), UUID(int=0xB3)
HEAD = UUID(int=0xC1)


class Telling:
    """A log that is being told: an hour passes between two facts."""

    def __init__(self, office):
        self.office = office
        self.versions = {}
        self.hours = 0

    def tell(self, stream, *events, by=MENTOR, role="mentor", days=0, at=None, **origin):
        """Append events of one stream; return them as recorded. `days` pass before the first."""
        self.hours += 24 * days
        lines = []
        for event in events:
            self.hours += 1
            self.versions[stream] = self.versions.get(stream, 0) + 1
            moment = BEGAN + timedelta(hours=self.hours)
            known = {
                "command_id": uuid4(),
                "correlation_id": "test",
                "actor_id": by,
                "role": role,
                "channel": "phone",
                "occurred_at": at or moment,
                "rules": "0" * 32,
            }
            lines.append(
                RecordedEvent(
                    stream,
                    self.versions[stream],
                    event,
                    uuid4(),
                    Origin(**known | origin),
                    recorded_at=moment,
                )
            )
        self.office.tell(lines)
        self.office.project()
        return lines[-1] if len(lines) == 1 else lines
