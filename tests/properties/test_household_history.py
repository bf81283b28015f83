"""Whatever users do, and however often phones repeat it, a history keeps its promises."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

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
from domain.household.commands.proposals import ConfirmAmendment, ProposeAmendment
from domain.household.commands.record import GrantLeave
from domain.household.commands.rights import MakeReferral
from domain.household.commands.targeting import RecordVerificationVisit
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.livelihood import SavingsRecorded
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.keeping import KEPT
from domain.household.state import Status
from tests.domain.household.cases import (
    ELIGIBLE,
    IN_PROGRAMME,
    SON,
    SPOUSE,
    member,
)
from tests.domain.household.families import (
    ACTIVE,
    NEED_IDENTIFIED,
    PLAN_AGREED,
    SECOND_PERSON,
    VISIT_RECORDED,
)
from tests.domain.household.graduates import GRADUATED
from tests.domain.household.moneys import GRANTED, PAYER
from tests.domain.household.test_livelihood import OPENED, deposits
from tests.domain.household.test_rights import MADE
from tests.properties.lives import next_step
from tests.properties.story import Story
from tests.properties.wishes import REPLACEMENTS, any_wishes, moved
from tests.sample_programme import PROGRAMME
from tests.scenario import (
    HOUSEHOLD_ID,
    MENTOR,
    NOW,
    OFFICER,
    recorded,
    said,
)

FAMILY = (*ACTIVE, member(SPOUSE), member(SON, "13-17"))
PLANNED = (*FAMILY, NEED_IDENTIFIED, PLAN_AGREED, said(VISIT_RECORDED, by=MENTOR))
RICH = (*PLANNED, *GRANTED, MADE, OPENED, *deposits(2))
BEGINNINGS = ((), ELIGIBLE, IN_PROGRAMME, FAMILY, PLANNED, RICH, GRADUATED)
ASKERS = (
    (OFFICER, "officer"),
    (OFFICER, "officer"),
    (MENTOR, "mentor"),
    (PAYER, "officer"),
)
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


class History(RuleBasedStateMachine):
    """Users in no particular order, on a household somewhere in its story."""

    def __init__(self):
        super().__init__()
        self.story = Story()

    @initialize(start=st.sampled_from(BEGINNINGS))
    def begin(self, start):
        """Begin somewhere in the story, so that chance does not end it before it began."""
        for line in recorded(start, HOUSEHOLD_ID):
            self.story.append(line.event, line.origin.actor_id, line.occurred_at)
            self.story.now = line.occurred_at

    @rule(days=st.integers(0, 130), parity=st.integers(0, 3))
    def live_on(self, days, parity):
        self.story.now += timedelta(days=days)
        new = UUID(int=0x9000 + len(self.story.lines) * 4 + parity)
        command = next_step(self.story.state, new, PROGRAMME.local(self.story.now).date())
        if command is not None:
            visits = isinstance(command, RecordVerificationVisit)
            self.story.ask(command, *((MENTOR, "mentor") if visits else (OFFICER, "officer")))

    @rule(
        wishes=any_wishes,
        hours=st.integers(0, 48),
        asker=st.sampled_from(ASKERS),
    )
    def wish(self, wishes, hours, asker):
        for command in wishes:
            self.story.now += timedelta(hours=hours)
            self.story.ask(moved(command, self.story.now - NOW), *asker)

    @rule(data=st.data(), annul=st.booleans())
    def amend(self, data, annul):
        """Let two people amend a fact that still stands, with whatever leave it takes."""
        standing = [
            event_id
            for event_id, line in self.story.state.record.facts.items()
            if KEPT[type(line.event)].entries and event_id not in self.story.state.record.amended
        ]
        if not standing:
            return
        target = data.draw(st.sampled_from(standing))
        new = UUID(int=0xF000 + len(self.story.lines))
        inspector = next(iter(self.story.state.record.holds.values()), None)
        if inspector is not None:
            leave = GrantLeave(leave_id=new, target_id=target, basis="1/2026")
            self.story.ask(leave, inspector, "officer")
            new = UUID(int=0xF000 + len(self.story.lines))
        asked = {"proposal_id": new, "target_id": target}
        if annul:
            asked |= {"amendment": "annulment", "reason": "did_not_happen"}
        else:
            kind = type(self.story.state.record.facts[target].event)
            hours = data.draw(st.integers(1, 2_000))
            asked |= {
                "amendment": "correction",
                "reason": "wrong_value",
                "values": data.draw(st.sampled_from(REPLACEMENTS.get(kind, ((),)))),
                "happened_at": self.story.now - timedelta(hours=hours),
            }
        self.story.ask(ProposeAmendment(**asked), SECOND_PERSON, "officer")
        if new in self.story.state.record.proposals:
            self.story.ask(ConfirmAmendment(proposal_id=new), OFFICER, "officer")

    @rule(data=st.data())
    def send_again(self, data):
        """A report that carries its own id may come again at any time."""
        known = [sent for sent in self.story.sent if isinstance(sent[0], REPEATABLE)]
        if known:
            assert self.story.decide(*data.draw(st.sampled_from(known))) == []

    @invariant()
    def no_visit_is_counted_twice(self):
        made = self.standing(VisitRecorded)
        counts = Counter(line.event.visit_id for line in made)
        assert set(counts) == set(self.story.state.accompaniment.visits)
        assert all(count == 1 for count in counts.values())

    @invariant()
    def no_grant_gives_more_than_it_is(self):
        money = self.story.state.money
        for grant_id in money.grants:
            assert money.given_rupiah(grant_id) >= 0
            if not money.grants[grant_id].ended:
                assert money.remainder(grant_id) >= 0
        for transfer_id, transfer in money.transfers.items():
            assert money.net_of(transfer_id) >= 0
            assert transfer.form != "asset" or money.left_of(transfer_id) >= 0

    @invariant()
    def savings_add_up(self):
        total = sum(
            line.event.amount_rupiah * (1 if line.event.kind == "deposit" else -1)
            for line in self.standing(SavingsRecorded)
        )
        assert total == self.story.state.livelihood.saved_rupiah()

    def standing(self, kind):
        """Return the facts of a kind that hold: the last version of each, unless annulled."""
        heads = {line.event_id: line for line in self.story.lines if isinstance(line.event, kind)}
        for line in self.story.lines:
            if isinstance(line.event, EventCorrected) and line.event.target_id in heads:
                heads.pop(line.event.target_id)
                heads[line.event_id] = self.story.state.record.facts[line.event_id]
            if isinstance(line.event, EventAnnulled):
                heads.pop(line.event.target_id, None)
        return heads.values()

    @invariant()
    def every_member_counts_once_and_one_of_them_is_the_head(self):
        people = self.story.state.people
        if self.story.state.status is not Status.UNKNOWN and people.here:
            assert people.head_id in people.here
        assert not people.deaths.keys() & people.here.keys()

    def teardown(self):
        self.story.replay_equals_what_was_seen_at_every_point()
        self.story.replay_needs_no_personal_data()
        self.story.a_history_by_occurrence_is_always_readable()


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=30,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
