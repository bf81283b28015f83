"""The history of a household told again, up to any point and by either clock.

By the clock of the office a point is a prefix of the log: what was known. By the clock of the
village it is every fact that had happened by a moment, as far as it is known. Either way facts
are folded in the order of the log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from domain.canonical import plain
from domain.history import RecordedEvent, case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.record import EventAnnulled, EventCorrected
from projections.changes import Changed
from projections.trace import Trace
from projections.wording import Wording

Clock: TypeAlias = Literal["recorded", "occurred"]
AMENDING = (EventCorrected, EventAnnulled)


@dataclass(frozen=True, slots=True)
class Point:
    """One event of the story: what it says, where it comes from, and what it changed.

    `hash` is the SHA-256 of the canonical JSON of the state after it. `personal` are the fields
    that the caller opened; they have no value while they are sealed. `amends` and `amended_by`
    are positions.
    """

    number: int
    position: int
    stream: UUID
    version: int
    name: str
    sentence: str
    personal: list[tuple[str, str | None]]
    warnings: list[tuple[str, str]]
    occurred_at: datetime
    recorded_at: datetime | None
    lag_days: int | None
    out_of_order: bool
    amends: int | None
    amended_by: int | None
    provenance: dict[str, Any]
    changes: list[Changed]
    hash: str


@dataclass(frozen=True, slots=True)
class Story:
    """A household as of a point. `start` is the state before the first event, `state` the last."""

    household_id: UUID
    clock: Clock
    start: Any
    points: list[Point]
    state: str
    hash: str
    case_number: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "case_number", case_number(self.household_id))

    def as_dict(self) -> dict[str, Any]:
        """Return everything but the state, which the changes lead to, as JSON types."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "state"}
        told["points"] = [asdict(point) for point in self.points]
        return plain(told)  # type: ignore[no-any-return]


def upto(
    events: Iterable[RecordedEvent], clock: Clock, position: int, moment: datetime | None = None
) -> list[RecordedEvent]:
    """Return the events that the story has at a point, in the order of the log.

    By the clock of the village those that had happened by the moment, among all that were known
    at the position.
    """
    known = sorted(
        (each for each in events if each.position <= position), key=lambda each: each.position
    )
    if clock == "occurred" and moment is not None:
        return [each for each in known if each.occurred_at <= moment]
    return known


def replay(
    household_id: UUID, events: Sequence[RecordedEvent], clock: Clock, wording: Wording
) -> Story:
    """Tell events, of the household's stream and of others that concern it, one by one."""
    state = HOUSEHOLD.empty()
    trace, start = Trace(state), plain(state)
    teller = _Teller(events, wording)
    points = []
    for number, recorded in enumerate(events, start=1):
        changes: list[Changed] = []
        if recorded.originator_id == household_id:
            HOUSEHOLD.apply(state, recorded)
            amends = isinstance(recorded.event, AMENDING)
            changes = trace.update(state, correcting=amends)
        points.append(teller.point(number, recorded, changes, trace.hash()))
    return Story(household_id, clock, start, points, trace.text(), trace.hash())


class _Teller:
    """Tells the events of one story."""

    def __init__(self, events: Sequence[RecordedEvent], wording: Wording) -> None:
        self._wording = wording
        self._positions = {each.event_id: each.position for each in events}
        self._amended_by = {
            each.event.target_id: each.position
            for each in events
            if isinstance(each.event, AMENDING)
        }
        self._latest: datetime | None = None

    def point(
        self, number: int, recorded: RecordedEvent, changes: list[Changed], hash_: str
    ) -> Point:
        event, occurred_at = recorded.event, recorded.occurred_at
        out_of_order = self._latest is not None and occurred_at < self._latest
        self._latest = occurred_at if self._latest is None else max(self._latest, occurred_at)
        lag = recorded.recorded_at - occurred_at if recorded.recorded_at else None
        return Point(
            number=number,
            position=recorded.position,
            stream=recorded.originator_id,
            version=recorded.originator_version,
            name=event.name,
            sentence=self._wording.sentence(recorded),
            personal=self._wording.personal(recorded),
            warnings=[(code, self._wording.warning(code)) for code in event.warnings],
            occurred_at=occurred_at,
            recorded_at=recorded.recorded_at,
            lag_days=lag.days if lag is not None else None,
            out_of_order=out_of_order,
            amends=self._positions.get(event.target_id) if isinstance(event, AMENDING) else None,
            amended_by=self._amended_by.get(recorded.event_id),
            provenance=_provenance(recorded),
            changes=changes,
            hash=hash_,
        )


def _provenance(recorded: RecordedEvent) -> dict[str, Any]:
    """Return who said it, in which role, through what, and by which version of the rules."""
    origin = recorded.origin
    return {
        "event_id": recorded.event_id,
        "actor_id": origin.actor_id,
        "role": origin.role,
        "assignment_id": origin.assignment_id,
        "channel": origin.channel,
        "device_id": origin.device_id,
        "device_seq": origin.device_seq,
        "app_version": origin.app_version,
        "command_id": origin.command_id,
        "causation_id": origin.causation_id,
        "correlation_id": origin.correlation_id,
        "rules": origin.rules,
    }
