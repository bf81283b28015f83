"""Invented lives of households, as the mix of events of two years, in plausible order.

They are histories, not decisions: a fold takes whatever happened. The same seed gives the same.
"""

from datetime import UTC, timedelta
from random import Random
from uuid import UUID

from domain.history import Origin, RecordedEvent
from tests.projections.joining import Told
from tests.projections.living import Life


def lives(
    seed: int,
    households: int,
    villages: tuple[str, ...],
    scale: float = 1.0,
    years_later: int = 0,
) -> list[RecordedEvent]:
    """Return the log of some households, in the order in which their events were recorded."""
    rng = Random(seed)  # noqa: S311 (invents lives, keeps no secret)
    mentors = [UUID(int=rng.getrandbits(128), version=4) for _ in range(max(1, households // 50))]
    told: list[Told] = []
    for number in range(households):
        village = villages[number % len(villages)]
        told += Life(rng, village, mentors[number % len(mentors)], scale).whole()
    for one in told:
        one.at += timedelta(days=365 * years_later)
    return recorded(told)


def recorded(told: list[Told]) -> list[RecordedEvent]:
    """Give events their places: by the moment at which they arrived."""
    order = sorted(range(len(told)), key=lambda index: (told[index].at + told[index].late, index))
    versions: dict[UUID, int] = {}
    log: list[RecordedEvent] = []
    recorded_at = min(one.at for one in told)
    for position, index in enumerate(order):
        one = told[index]
        recorded_at = max(one.at + one.late, recorded_at + timedelta(microseconds=1))
        versions[one.stream] = versions.get(one.stream, 0) + 1
        origin = Origin(
            command_id=one.event_id,
            correlation_id="test",
            actor_id=one.actor_id,
            role=one.role,
            channel="phone",
            occurred_at=one.at,
            rules="0" * 32,
            device_id="phone-1",
            device_seq=position,
            app_version="1.0",
        )
        log.append(
            RecordedEvent(
                one.stream,
                versions[one.stream],
                one.event,
                one.event_id,
                origin,
                position,
                recorded_at.astimezone(UTC),
            )
        )
    return log
