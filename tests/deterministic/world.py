"""Phones that capture visits, two processes that record them, and everything that goes wrong.

One seed gives one story: who acts, what is cut, sent twice, sent late, killed or erased. The
ledger is the one in memory, the use cases are the real ones.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from domain.rules import Refused
from services.claims import NIK
from services.entries import Take
from services.erasure import Erasing
from tests.domain.data_request.requests import LEAD, PDP_OFFICER, decide, propose, receive
from tests.domain.household.cases import HEAD, NOMINATED
from tests.ledger.facts import INDEX, ledger_on
from tests.scenario import HOUSEHOLD_ID, MENTOR, OTHER_HOUSEHOLD_ID, OTHER_MENTOR
from tests.services.work import OTHER_HEAD, Work, two_families, visit

FAMILIES = ((HOUSEHOLD_ID, HEAD, MENTOR), (OTHER_HOUSEHOLD_ID, OTHER_HEAD, OTHER_MENTOR))
NOMINEES = 4
PHONES, PROCESSES = 5, 2


def ids(random):
    return UUID(int=random.getrandbits(128), version=4)


@dataclass
class Phone:
    """What it captured, and what of it was not acknowledged yet."""

    captured: dict = field(default_factory=dict)
    outbox: dict = field(default_factory=dict)


@dataclass
class Nominee:
    """A person who may ask to be erased, and how far that is."""

    household: UUID
    person: UUID
    name: str
    request: UUID
    stage: int = 0


class World:
    """`recorder` is the ledger; `phone_keeps` and the like are what a planted bug replaces."""

    def __init__(self, seed, recorder):
        self.random = Random(seed)  # noqa: S311 (reproducible, keeps no secret)
        self.recorder = recorder
        self.processes = [Work(ledger_on(recorder)) for _ in range(PROCESSES)]
        self.phones = [Phone() for _ in range(PHONES)]
        self.acknowledged, self.folded, self.position = set(), {}, -1
        two_families(self.processes[0])
        self.nominees = [self._nominee(number) for number in range(NOMINEES)]
        self.actions = {
            self.capture: 6,
            self.sync: 6,
            self.follow: 4,
            self.crash: 1,
            self.jump: 1,
            self.ask_for_erasure: 2,
            self.write_late: 1,
        }

    def _nominee(self, number):
        nominee = Nominee(
            ids(self.random), ids(self.random), f"Contoh Melati {number}", ids(self.random)
        )
        named = {"person_id": nominee.person, "full_name": nominee.name}
        token = INDEX.token(NIK, nominee.name)
        claim = Take(NIK, token, nominee.household, nominee.person)
        event = NOMINATED.model_copy(update=named)
        self.processes[0].tell(nominee.household, event, takes=[claim])
        return nominee

    def step(self):
        action = self.random.choices([*self.actions], [*self.actions.values()])[0]
        action()

    @property
    def process(self):
        return self.random.choice(self.processes)

    def capture(self):
        """Somebody visits a family, perhaps without signal for days."""
        phone, (household, head, mentor) = (
            self.random.choice(self.phones),
            self.random.choice(FAMILIES),
        )
        at = self.processes[0].now - timedelta(hours=self.random.randrange(1, 400))
        report = visit(ids(self.random), at, respondent_id=head, note="Contoh catatan")
        command_id = ids(self.random)
        phone.captured[command_id] = phone.outbox[command_id] = (report, household, mentor)

    def sync(self, *, faults=True):
        """A phone sends what it has, in some order; answers may be lost, things sent twice."""
        phone, process = self.random.choice(self.phones), self.process
        waiting = list(phone.outbox)
        self.random.shuffle(waiting)
        for command_id in waiting:
            for _ in range(1 + (faults and self.random.random() < 0.2)):
                answered = self.send(process, phone, command_id)
            if faults and self.random.random() < 0.25:
                continue  # the answer was lost on the way
            if answered:
                self.acknowledged.add(command_id)
                phone.outbox.pop(command_id)

    def send(self, process, phone, command_id):
        """Let a process record one report under the id that the phone chose."""
        report, household, mentor = phone.captured[command_id]
        sent = process.asked(
            report, household, by=mentor, role="mentor", command_id=command_id, channel="phone"
        )
        process.casework.execute(*sent)
        return True

    def follow(self):
        """The read model folds what it has not seen, in one transaction with its position."""
        rows = self.recorder.select_notifications(self.position + 1, 1_000)
        self.fold(self.processes[0].ledger.mapper.to_domain_event(row) for row in rows)

    def fold(self, lines):
        for line in lines:
            self.folded.setdefault(line.originator_id, []).append(line.event_id)
            self.position = line.position

    def crash(self):
        """A process dies with everything that it had in memory."""
        number = self.random.randrange(PROCESSES)
        now = self.processes[number].now
        self.processes[number] = Work(ledger_on(self.recorder))
        self.processes[number].now = now

    def jump(self):
        """The clock of one process jumps, forwards or back."""
        self.process.now += timedelta(hours=self.random.randrange(-50, 100))

    def ask_for_erasure(self):
        """Take the next step of an erasure: asked, proposed, decided, carried out, again."""
        nominee, process = self.random.choice(self.nominees), self.process
        about = {"person_id": nominee.person, "household_id": nominee.household}
        steps = (
            lambda: process.ask(receive(**about, village_code=None), nominee.request),
            lambda: process.ask(propose(), nominee.request, by=PDP_OFFICER),
            lambda: process.ask(decide(), nominee.request, by=LEAD),
            lambda: Erasing(process.casework).carry_out(nominee.request),
        )
        for process_ in self.processes:  # who has the key in memory keeps it there
            process_.ledger.keyring.key_of(nominee.person)
        if self.random.random() < 0.1 and nominee.stage < 3:
            self.refused(steps[3])
        else:
            steps[nominee.stage]()
            nominee.stage = min(nominee.stage + 1, 3)
            nominee.done = nominee.stage == 3 and self.is_carried_out(nominee)

    def is_carried_out(self, nominee):
        return any("carried-out" in line.event.name for line in self.history(nominee.request))

    def history(self, stream):
        return self.processes[0].ledger.history(stream)

    def write_late(self):
        """Somebody writes about a person; about who was erased nothing may be sealed."""
        nominee = self.random.choice(self.nominees)
        words = receive(person_id=nominee.person, household_id=None, village_code=None, words="x")
        self.refused(lambda: self.process.ask(words, ids(self.random)))

    def refused(self, wish):
        try:
            wish()
        except Refused as refused:
            if refused.code != "D1":
                raise
