"""A small office in which the use cases are tried: who works there, and what is on record."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from adapters.sealing import open_sealed
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.commands import COMMANDS
from domain.context import Actor
from domain.data_request.aggregate import DATA_REQUEST
from domain.desk.events import RefusalRecorded, SubmissionQuarantined
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.history import Origin, RecordedEvent, stream_id
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.accompaniment import RecordVisit
from domain.log_seals.commands import NameSigningKey, SealHeads
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.events import (
    HouseholdTaken,
    MentorRegistered,
    MentorTerritorySet,
)
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.events import BatchOpened
from domain.objection.aggregate import OBJECTION
from domain.programme import Role, Separation
from domain.purchase.aggregate import PURCHASE
from domain.reminder.commands import RaiseReminder
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from services.casework import Casework
from services.claims import Claims
from services.entries import Append
from services.requests import Request
from services.steps import Step
from services.streams import box_stream, day_stream, village_stream
from tests.domain.household.cases import HASH, HEAD, IN_PROGRAMME, LISTED_ON
from tests.domain.household.families import ACTIVE, BASELINE
from tests.ledger.facts import INDEX, memory_ledger
from tests.sample_instruments import label
from tests.sample_lists import item
from tests.sample_programme import PROGRAMME, VILLAGE
from tests.scenario import (
    HOUSEHOLD_ID,
    MENTOR,
    NOW,
    OFFICER,
    OTHER_HOUSEHOLD_ID,
    OTHER_MENTOR,
    STARTED,
    Said,
    day,
)

ADMINISTRATOR, APPROVER, SUPERVISOR = (UUID(int=0xBA + n) for n in range(3))
OTHER_HEAD = UUID(int=0xCF)
FIRST_DAY = date(2026, 1, 5)
EVERYTHING = tuple(sorted({*COMMANDS, RaiseReminder.name, SealHeads.name, NameSigningKey.name}))
FIELD = tuple(name for name in EVERYTHING if name.startswith("household."))

ROLES = {
    "officer": Role(label=label("Officer"), area="programme", commands=EVERYTHING),
    "mentor": Role(label=label("Mentor"), area="caseload", commands=FIELD),
    "supervisor": Role(label=label("Supervisor"), area="village", commands=EVERYTHING),
    "administrator": Role(
        label=label("Administrator"),
        area="none",
        commands=("desk.register-user", "desk.grant-role"),
    ),
    "system": Role(label=label("System"), area="programme", commands=EVERYTHING),
}
OFFICE = PROGRAMME.model_copy(
    update={
        "roles": ROLES,
        "reasons": PROGRAMME.reasons
        | {
            "escalation": (item("deadline"),),
            "objection": (item("verdict_contested"),),
            "objection_outcome": (item("facts_confirmed"),),
        },
        "separation": (
            Separation(
                code="C1",
                steps=("household.consent-recorded.v1", "household.enrolled.v1"),
                basis="invented",
            ),
        ),
    }
)
AGGREGATES = {
    each.kind: each
    for each in (
        AUDIT_ENGAGEMENT,
        DATA_REQUEST,
        DISBURSEMENT_ORDER,
        FUND_ENVELOPE,
        HOUSEHOLD,
        MENTOR_ASSIGNMENT,
        NOMINATION_BATCH,
        OBJECTION,
        PURCHASE,
        VILLAGE_ACCOUNT,
        VILLAGE_PROGRAMME,
    )
}
VILLAGE_STREAM = village_stream(OFFICE.code, VILLAGE)


class Work:
    """Casework on a ledger, at a time that the test sets."""

    def __init__(self, ledger=None, programme=OFFICE, visits=None):
        self.ledger = ledger or memory_ledger()
        self.now = NOW
        claims = Claims(INDEX, self.opened)
        self.casework = Casework(self.ledger, programme, claims, lambda: self.now, visits=visits)

    @property
    def programme(self):
        return self.casework.programme

    def opened(self, stream):
        """Return a history with its personal fields."""
        sealed = self.ledger.recorder.select_sealed([stream])
        return open_sealed(self.ledger.history(stream), sealed, self.ledger.keyring)

    def tell(self, stream, *history, takes=()):
        """Put facts on record without asking any rule, an hour apart from STARTED on."""
        if not history:
            return self
        told = len(self.ledger.history(stream))
        command_id = uuid4()
        lines = []
        for version, each in enumerate(history, start=told + 1):
            said = each if isinstance(each, Said) else Said(each)
            at = said.at or STARTED + timedelta(hours=version)
            origin = Origin(
                command_id=command_id,
                correlation_id="set-up",
                actor_id=said.by,
                role="officer",
                channel="office",
                occurred_at=OFFICE.local(at),
                rules=OFFICE.version,
            )
            lines.append(RecordedEvent(stream, version, said.event, uuid4(), origin))
        self.ledger.append(Append(command_id, b"d" * 32, lines, list(takes)))
        return self

    def ask(self, command, stream=HOUSEHOLD_ID, *, by=OFFICER, role="officer", **more):
        """Ask for something, and return the answer."""
        step, request = self.asked(command, stream, by=by, role=role, **more)
        return self.casework.execute(step, request)

    def asked(  # noqa: PLR0913 (what comes with a command)
        self,
        command,
        stream=HOUSEHOLD_ID,
        *,
        by=OFFICER,
        role="officer",
        villages=(VILLAGE,),
        command_id=None,
        channel="office",
    ):
        """Return a command as it comes in."""
        aggregate = AGGREGATES[command.name.partition(".")[0]]
        actor = Actor(actor_id=by, role=role, villages=frozenset(villages))
        request = Request(command_id=command_id or uuid4(), actor=actor, channel=channel)
        return Step(aggregate, stream, command), request

    def state(self, stream=HOUSEHOLD_ID, aggregate=HOUSEHOLD):
        return self.casework.load(aggregate, stream).state

    def facts(self, stream=HOUSEHOLD_ID):
        """Return what is on record about a stream."""
        return [line.event for line in self.ledger.history(stream)]

    def desk(self, user=OFFICER, on=NOW):
        """Return what was noted on a user's desk on a day."""
        return self.facts(day_stream(OFFICE.code, user, OFFICE.local(day(on)).date()))

    def box(self, user=MENTOR):
        """Return what of a user's devices was kept for somebody to look at."""
        return self.facts(box_stream(OFFICE.code, user))

    def facts_of_desks(self):
        """Return what was refused to anybody, or kept for a person to look at."""
        kinds = [RefusalRecorded.name, SubmissionQuarantined.name]
        rows = self.ledger.recorder.select_notifications(0, self.size(), topics=kinds)
        return [self.ledger.mapper.to_domain_event(row).event for row in rows]

    def size(self):
        last = self.ledger.recorder.max_notification_id()
        return 0 if last is None else last + 1


def mentor_history(mentor_id, *households, village=VILLAGE):
    """A mentor who serves a village and has these households in care."""
    return (
        MentorRegistered(mentor_id=mentor_id, from_on=FIRST_DAY, basis="SK contoh 1"),
        MentorTerritorySet(villages=(village,), from_on=FIRST_DAY),
        *(
            HouseholdTaken(household_id=each, village_code=village, from_on=FIRST_DAY)
            for each in households
        ),
    )


def two_families(work):
    """Put two families on record: one accompanied by MENTOR, the other by OTHER_MENTOR."""
    work.tell(MENTOR, *mentor_history(MENTOR, HOUSEHOLD_ID))
    work.tell(OTHER_MENTOR, *mentor_history(OTHER_MENTOR, OTHER_HOUSEHOLD_ID))
    work.tell(HOUSEHOLD_ID, *ACTIVE)
    work.tell(OTHER_HOUSEHOLD_ID, *other_family(IN_PROGRAMME), of_other(BASELINE))
    return work


def other_family(history):
    """The same history, of another head and another mentor."""
    return tuple(of_other(each) for each in history)


def of_other(each):
    """The same fact about the other family."""
    if isinstance(each, Said):
        return Said(of_other(each.event), each.by, each.at)
    mine = {HEAD: OTHER_HEAD, MENTOR: OTHER_MENTOR}
    fields = {
        name: mine[value]
        for name in type(each).model_fields
        if (value := getattr(each, name)) in mine
    }
    return each.model_copy(update=fields)


def batch_opened():
    """The list on which both families stand."""
    return BatchOpened(
        source="social",
        as_of_on=LISTED_ON,
        file_sha256=HASH,
        code_system="kemendagri",
        deciles=(1, 2),
        row_count=99,
    )


def visit(visit_id=None, at=None, **changes):
    """A mentor's report of a visit to the first family."""
    known = {
        "visit_id": visit_id or uuid4(),
        "respondent_id": HEAD,
        "topics": ("livelihood",),
        "minutes": 40,
        "accuracy_m": 8,
        "distance_m": 30,
        "occurred_at": at or NOW - timedelta(hours=1),
    }
    return RecordVisit(**known | changes)


def reminders_of(work, on):
    return work.facts(stream_id(OFFICE.code, "reminders", on.isoformat()))
