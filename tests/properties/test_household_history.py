"""Whatever users do, and however often phones repeat it, a history keeps its promises."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.canonical import canonical_json
from domain.commands import moment
from domain.context import Actor, Context
from domain.events import Event
from domain.history import Origin, RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordTraining,
    RecordVisit,
)
from domain.household.commands.entry import RecordConsent
from domain.household.commands.livelihood import (
    OpenSavingsAccount,
    RecordSavings,
    ReportEnterprise,
    ReportShock,
)
from domain.household.commands.plan import AgreeHouseholdPlan, IdentifyNeed
from domain.household.commands.record import AnnulEvent, CorrectEvent
from domain.household.commands.rights import MakeReferral
from domain.household.commands.targeting import RecordVerificationVisit
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.livelihood import SavingsRecorded
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.keeping import KEPT
from domain.household.state import Household, Status
from domain.rules import Refused
from tests.domain.household.cases import (
    ELIGIBLE,
    IN_PROGRAMME,
    LISTED_ON,
    SON,
    SPOUSE,
    batch,
    meeting,
    member,
    mentor_of,
    objection,
    village,
)
from tests.domain.household.families import (
    ACTIVE,
    NEED_IDENTIFIED,
    PLAN_AGREED,
    SECOND_PERSON,
    VISIT_RECORDED,
)
from tests.domain.household.graduates import GRADUATED
from tests.domain.household.relatives import in_programme
from tests.domain.household.test_livelihood import OPENED, deposits
from tests.domain.household.test_rights import MADE
from tests.properties.lives import next_step
from tests.properties.wishes import REPLACEMENTS, any_wishes, moved
from tests.sample_programme import OTHER_VILLAGE, PROGRAMME, VILLAGE
from tests.scenario import (
    HOUSEHOLD_ID,
    MENTOR,
    NOW,
    OFFICER,
    STARTED,
    recorded,
    said,
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
FAMILY = (*ACTIVE, member(SPOUSE), member(SON, "13-17"))
PLANNED = (*FAMILY, NEED_IDENTIFIED, PLAN_AGREED, said(VISIT_RECORDED, by=MENTOR))
RICH = (*PLANNED, MADE, OPENED, *deposits(2))
BEGINNINGS = ((), ELIGIBLE, IN_PROGRAMME, FAMILY, PLANNED, RICH, GRADUATED)
REPEATABLE = (
    AgreeHouseholdPlan,
    IdentifyNeed,
    MakeReferral,
    OpenSavingsAccount,
    RecordConsent,
    RecordGroupSession,
    RecordMissedVisit,
    RecordSavings,
    RecordTraining,
    RecordVisit,
    ReportEnterprise,
    ReportShock,
)


def unsealed(event: Event) -> Event:
    """Return the event as the log gives it back: without its personal fields."""
    return type(event).model_validate_json(event.model_dump_json(exclude=set(event.personal)))


class History(RuleBasedStateMachine):
    """One household, many users, a clock that only goes forward."""

    def __init__(self):
        super().__init__()
        self.state = HOUSEHOLD.empty()
        self.lines: list[RecordedEvent] = []
        self.prefixes: list[str] = []
        self.sent: list[tuple] = []
        self.now = STARTED

    @initialize(start=st.sampled_from(BEGINNINGS))
    def begin(self, start):
        """Begin somewhere in the story, so that chance does not end it before it began."""
        for line in recorded(start, HOUSEHOLD_ID):
            self.append(line.event, line.origin.actor_id, line.occurred_at)
            self.now = line.occurred_at

    def decide(self, command, by, role):
        context = Context(
            now=self.now,
            actor=Actor(actor_id=by, role=role),
            programme=PROGRAMME,
            stream=HOUSEHOLD_ID,
            batch=batch(),
            mentor=mentor_of(VILLAGE, OTHER_VILLAGE),
            village=village(since=LISTED_ON),
            meeting=meeting(village=self.state.village_code),
            objection=objection(),
            other=OTHER,
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

    @rule(days=st.integers(0, 130), parity=st.integers(0, 3))
    def live_on(self, days, parity):
        self.now += timedelta(days=days)
        new = UUID(int=0x9000 + len(self.lines) * 4 + parity)
        command = next_step(self.state, new, PROGRAMME.local(self.now).date())
        if command is not None:
            visits = isinstance(command, RecordVerificationVisit)
            self.ask(command, *((MENTOR, "mentor") if visits else (OFFICER, "officer")))

    @rule(
        wishes=any_wishes,
        hours=st.integers(0, 48),
        asker=st.sampled_from(((OFFICER, "officer"), (OFFICER, "officer"), (MENTOR, "mentor"))),
    )
    def wish(self, wishes, hours, asker):
        for command in wishes:
            self.now += timedelta(hours=hours)
            self.ask(moved(command, self.now - NOW), *asker)

    @rule(data=st.data(), annul=st.booleans())
    def amend(self, data, annul):
        """Correct or annul a fact that still stands, with whatever leave it takes."""
        standing = [
            event_id
            for event_id, line in self.state.record.facts.items()
            if KEPT[type(line.event)].entries and event_id not in self.state.record.amended
        ]
        if not standing:
            return
        target = data.draw(st.sampled_from(standing))
        amendment = {
            "target_id": target,
            "second_person_id": SECOND_PERSON,
            "leave_by": next(iter(self.state.record.holds.values()), None),
        }
        new = UUID(int=0xF000 + len(self.lines))
        if annul:
            command = AnnulEvent(annulment_id=new, reason="did_not_happen", **amendment)
        else:
            kind = type(self.state.record.facts[target].event)
            values = data.draw(st.sampled_from(REPLACEMENTS.get(kind, ((),))))
            hours = data.draw(st.integers(1, 2_000))
            command = CorrectEvent(
                correction_id=new,
                reason="wrong_value",
                values=values,
                happened_at=self.now - timedelta(hours=hours),
                **amendment,
            )
        self.ask(command, OFFICER, "officer")

    @rule(data=st.data())
    def send_again(self, data):
        """A report that carries its own id may come again at any time."""
        known = [sent for sent in self.sent if isinstance(sent[0], REPEATABLE)]
        if known:
            assert self.decide(*data.draw(st.sampled_from(known))) == []

    @invariant()
    def no_visit_is_counted_twice(self):
        made = self.standing(VisitRecorded)
        counts = Counter(line.event.visit_id for line in made)
        assert set(counts) == set(self.state.accompaniment.visits)
        assert all(count == 1 for count in counts.values())

    @invariant()
    def savings_add_up(self):
        total = sum(
            line.event.amount_rupiah * (1 if line.event.kind == "deposit" else -1)
            for line in self.standing(SavingsRecorded)
        )
        assert total == self.state.livelihood.saved_rupiah()

    def standing(self, kind):
        """Return the facts of a kind that hold: the last version of each, unless annulled."""
        heads = {line.event_id: line for line in self.lines if isinstance(line.event, kind)}
        for line in self.lines:
            if isinstance(line.event, EventCorrected) and line.event.target_id in heads:
                heads.pop(line.event.target_id)
                heads[line.event_id] = self.state.record.facts[line.event_id]
            if isinstance(line.event, EventAnnulled):
                heads.pop(line.event.target_id, None)
        return heads.values()

    @invariant()
    def every_member_counts_once_and_one_of_them_is_the_head(self):
        people = self.state.people
        if self.state.status is not Status.UNKNOWN and people.here:
            assert people.head_id in people.here
        assert not people.deaths.keys() & people.here.keys()

    def teardown(self):
        self.replay_equals_what_was_seen_at_every_point()
        self.replay_needs_no_personal_data()
        self.a_history_by_occurrence_is_always_readable()

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


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=40,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
