"""One household with many users and a clock that only goes forward, checked at each step."""

from uuid import UUID

from domain.canonical import canonical_json
from domain.commands import moment
from domain.context import Actor, Context
from domain.disbursement_order.events import OrderLine
from domain.disbursement_order.state import DisbursementOrder, Payment, Wanted
from domain.events import Event
from domain.history import Origin, RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.money import PaySupport
from domain.household.state import Household, Status
from domain.rules import Refused
from tests.domain.household.cases import (
    LISTED_ON,
    batch,
    meeting,
    mentor_of,
    objection,
    village,
)
from tests.domain.household.relatives import in_programme
from tests.properties.fields import ENVELOPE
from tests.sample_programme import OTHER_VILLAGE, PROGRAMME, VILLAGE
from tests.scenario import (
    HOUSEHOLD_ID,
    STARTED,
)

S = Status
VERIFIED = {S.ELIGIBLE, S.NOT_ELIGIBLE, S.SOCIAL_PROTECTION_ONLY}
ENDS = {S.EXITED, S.MERGED}
# Where each status may lead; a merge may be taken back to wherever it came from.
LEADS_TO = {
    S.UNKNOWN: {S.NOMINATED},
    S.NOMINATED: {S.IN_VERIFICATION, S.NOT_ELIGIBLE, S.ELIGIBLE} | ENDS,
    S.IN_VERIFICATION: VERIFIED | ENDS,
    S.ELIGIBLE: {S.ENROLLED, S.NOT_ELIGIBLE} | ENDS,
    S.NOT_ELIGIBLE: {S.IN_VERIFICATION, S.MERGED},
    S.SOCIAL_PROTECTION_ONLY: {S.IN_VERIFICATION, S.CLOSED} | ENDS,
    S.ENROLLED: {S.ACTIVE} | ENDS,
    S.ACTIVE: {S.SUSPENDED, S.GRADUATION_REVIEW} | ENDS,
    S.SUSPENDED: {S.ACTIVE} | ENDS,
    S.GRADUATION_REVIEW: {S.GRADUATED, S.ACTIVE} | ENDS,
    S.GRADUATED: {S.RELAPSED, S.CLOSED} | ENDS,
    S.RELAPSED: {S.ACTIVE, S.CLOSED} | ENDS,
    S.EXITED: {S.MERGED},
    S.CLOSED: {S.MERGED},
    S.MERGED: set(S) - {S.UNKNOWN, S.MERGED},
}
OTHER = in_programme()


def paid_order(command):
    """Return an order that foresees plenty for whatever is handed over."""
    wanted = Wanted(
        village_code=VILLAGE,
        envelope_id=ENVELOPE,
        kind="support" if isinstance(command, PaySupport) else "goods",
        transfer="stipend",
        budget_line=None,
        lines=(
            OrderLine(
                line_id=UUID(int=1),
                amount_rupiah=10_000_000,
                household_id=HOUSEHOLD_ID,
                grant_id=getattr(command, "grant_id", None),
            ),
        ),
    )
    payment = Payment("SP2D-1", "transfer", STARTED.date(), 10_000_000, 0, None)
    return DisbursementOrder(
        wanted=wanted,
        proposed_by=UUID(int=0xF1),
        approved_by=UUID(int=0xF2),
        payments={UUID(int=2): payment},
    )


def unsealed(event: Event) -> Event:
    """Return the event as the log gives it back: without its personal fields."""
    return type(event).model_validate_json(event.model_dump_json(exclude=set(event.personal)))


class Story:
    """A state that grows by one event at a time, next to the history it came from."""

    def __init__(self):
        self.state = HOUSEHOLD.empty()
        self.lines: list[RecordedEvent] = []
        self.prefixes: list[str] = []
        self.sent: list[tuple] = []
        self.now = STARTED

    def decide(self, command, by, role):
        context = Context(
            now=self.now,
            actor=Actor(actor_id=by, role=role, organisation="village_agency"),
            programme=PROGRAMME,
            stream=HOUSEHOLD_ID,
            batch=batch(),
            mentor=mentor_of(VILLAGE, OTHER_VILLAGE),
            village=village(since=LISTED_ON),
            meeting=meeting(village=self.state.village_code),
            objection=objection(),
            other=OTHER,
            order=paid_order(command),
        )
        before = canonical_json(self.state)
        try:
            return HOUSEHOLD.decide(self.state, command, context)
        finally:
            assert canonical_json(self.state) == before, "a decision changed the state"

    def ask(self, command, by, role):
        """Ask once; what is accepted is asked again at once, and must already be so."""
        try:
            events = self.decide(command, by, role)
        except Refused:
            return
        for event in events:
            self.append(event, by, moment(command, self.now))
        assert self.decide(command, by, role) == []
        if events:
            self.sent.append((command, by, role))

    def append(self, event, by, happened):
        number = len(self.lines) + 1
        origin = Origin(
            command_id=UUID(int=number),
            correlation_id="",
            actor_id=by,
            role="",
            channel="phone",
            occurred_at=happened,
            rules=PROGRAMME.version,
        )
        line = RecordedEvent(HOUSEHOLD_ID, number, event, UUID(int=number), origin)
        status = self.state.status
        HOUSEHOLD.apply(self.state, line)
        assert self.state.status is status or self.state.status in LEADS_TO[status]
        self.lines.append(line)
        self.prefixes.append(canonical_json(self.state))

    def replay_equals_what_was_seen_at_every_point(self):
        for length in range(0, len(self.lines), 7):
            prefix = HOUSEHOLD.replay(self.lines[: length + 1])
            assert canonical_json(prefix) == self.prefixes[length]
        assert HOUSEHOLD.replay(self.lines) == self.state

    def replay_needs_no_personal_data(self):
        stored = [
            RecordedEvent(HOUSEHOLD_ID, n, unsealed(line.event), line.event_id, line.origin)
            for n, line in enumerate(self.lines, start=1)
        ]
        assert canonical_json(HOUSEHOLD.replay(stored)) == canonical_json(self.state)

    def a_history_by_occurrence_is_always_readable(self):
        by_occurrence = sorted(self.lines, key=lambda line: line.occurred_at)
        for cut in range(0, len(self.lines), 5):
            day = by_occurrence[cut].occurred_at
            known = [line for line in self.lines if line.occurred_at <= day]
            assert isinstance(HOUSEHOLD.replay(known), Household)
            assert isinstance(HOUSEHOLD.replay(by_occurrence[cut:]), Household)
