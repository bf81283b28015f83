"""A small office on a real PostgreSQL: one user per role, two families in two villages."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Signal
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from adapters.books.book import root_at
from adapters.codec import EventCodec
from adapters.drafts import Drafts
from adapters.evidence import checking as evidence
from adapters.evidence.directory import DirectoryStore
from adapters.intake.desk import IntakeDesk
from adapters.intake.incoming import Incoming
from adapters.keyring import FileSeal, HmacIndex, KeyFile, WrappedKeyring
from adapters.passwords import Argon2Passwords
from adapters.postgres.access import PostgresAccessStore
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.database import ROLES, Schemas, url_as
from adapters.postgres.migrate import migrate
from adapters.postgres.name_search import NameSearch
from adapters.postgres.naming import Names
from adapters.postgres.pool import SharedConnections
from adapters.postgres.projector import Projector
from adapters.postgres.recorder import LedgerRecorder
from adapters.postgres.registry import LedgerRegistry
from adapters.postgres.rounds import RecordedVisits
from adapters.sealing import open_sealed
from adapters.web.application import create_api
from adapters.web.parts import Parts
from config.lists import MAPPINGS
from domain.context import Actor
from domain.desk.aggregate import DESK
from domain.desk.commands import GrantRole, RegisterUser
from domain.events import Event
from domain.history import Origin, RecordedEvent
from projections.catalogue import READ_MODELS
from services.access import Access, Limits
from services.casework import Casework
from services.claims import Claims
from services.directory import Directory
from services.entries import Append
from services.ledger import Ledger
from services.requests import Request
from services.second_factor import SecondFactor
from services.steps import Step
from services.streams import desk_stream
from tests.web.families import (
    ELSEWHERE,
    HERE,
    KENANGA,
    MELATI,
    NAMES,
    NIK,
    PEOPLE,
    PROGRAMME,
    joining,
    person,
    story,
    user_of,
)

# Tests ask the office for all they need, and who its people are is a part of that.
__all__ = [
    "ADDRESS",
    "ELSEWHERE",
    "HERE",
    "KENANGA",
    "MELATI",
    "NAMES",
    "NIK",
    "PASSWORD",
    "PEOPLE",
    "PROGRAMME",
    "Clock",
    "Office",
    "open_office",
    "person",
    "user_of",
]

PASSWORD = "kata sandi contoh"
ADDRESS = "http://127.0.0.1"
KEYS = KeyFile(b"k" * 32, b"i" * 32)
PASSWORDS = dict.fromkeys(ROLES, "rahasia-contoh")


@dataclass
class Office:
    """The program, as it would be wired for production, with a quick password hash."""

    casework: Casework
    access: Access
    reading: SharedConnections
    projector: Projector
    names: Names
    anchors: AnchorStore
    clock: "Clock"
    files: Path
    intake: IntakeDesk

    @property
    def ledger(self) -> Ledger:
        return self.casework.ledger

    def new_api(self) -> FastAPI:
        """Return the web of the office, wired anew."""
        return create_api(
            Parts(
                programme=PROGRAMME,
                casework=self.casework,
                access=self.access,
                reading=self.reading.connection,
                root=lambda position: root_at(self.anchors, position),
                evidence=(DirectoryStore(self.files), evidence.check),
                names=self.names.of,
                find_names=NameSearch(self.reading.connection, self.names).find,
                drafts=Drafts(self.reading.connection, Schemas(PROGRAMME.code).access, KEYS),
                intake=self.intake,
            )
        )

    @cached_property
    def api(self) -> FastAPI:
        return self.new_api()

    def visitor(self, **options: Any) -> TestClient:
        """Return a client that nobody has signed in with."""
        return TestClient(self.api, base_url=ADDRESS, raise_server_exceptions=False, **options)

    def browser(self, **options: Any) -> TestClient:
        """Return a visitor that says with each form which site it stands on, as browsers do."""
        visitor = self.visitor(**options)
        visitor.headers["sec-fetch-site"] = "same-origin"
        return visitor

    def signed_in(self, role: str, **options: Any) -> TestClient:
        """Return a program that the holder of a role has signed in with."""
        token, _ = self.access.sign_in(role, PASSWORD)
        client = self.visitor(**options)
        client.headers["authorization"] = f"Bearer {token}"
        return client

    def tell(
        self, stream: UUID, *events: Event, by: UUID, role: str, at: datetime | None = None
    ) -> None:
        """Put facts on record without asking any rule."""
        done = self.ledger.history(stream)
        origin = Origin(
            command_id=uuid4(),
            correlation_id="set-up",
            actor_id=by,
            role=role,
            channel="office",
            occurred_at=PROGRAMME.local(at or self.clock()),
            rules=PROGRAMME.version,
        )
        lines = [
            RecordedEvent(stream, version, event, uuid4(), origin)
            for version, event in enumerate(events, start=len(done) + 1)
        ]
        self.ledger.append(Append(origin.command_id, uuid4().bytes * 2, lines))

    def desk_events(self, user_id: UUID, kind: type[Event]) -> list[Event]:
        """Return what was noted on a user's desk, on any day."""
        notes = self.ledger.recorder.select_notifications(0, 10_000, topics=[kind.name])
        lines = [self.ledger.mapper.to_domain_event(note) for note in notes]
        return [line.event for line in lines if line.origin.actor_id == user_id]


class Clock:
    """The real time, unless a test moves it."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@contextmanager
def open_office(admin_url: str, required: frozenset[str] = frozenset()):
    """Yield an office with its users, families and no history besides.

    `required` are the roles that need a second factor.
    """
    migrate(admin_url, PROGRAMME.code, PASSWORDS)
    url = url_as(admin_url, "jejak_app", PASSWORDS)
    schemas = Schemas(PROGRAMME.code)
    recorder = LedgerRecorder(url, PROGRAMME.code)
    keyring = WrappedKeyring(KEYS, recorder.wrapped_key)
    index = HmacIndex(KEYS)
    ledger = Ledger(EventCodec(keyring), recorder, keyring)

    def opened(stream: UUID) -> list[RecordedEvent]:
        return open_sealed(ledger.history(stream), recorder.select_sealed([stream]), keyring)

    path = f"-c search_path={schemas.read},{schemas.ledger}"
    pool = SharedConnections(url, 4, {"options": path})
    with pool, TemporaryDirectory() as folder:
        clock = Clock()
        visits = RecordedVisits(pool.connection, schemas, PROGRAMME, ledger.mapper, keyring)
        casework = Casework(ledger, PROGRAMME, Claims(index, opened), clock, visits=visits)
        directory = Directory(ledger, PROGRAMME)
        store = PostgresAccessStore(pool, schemas.access)
        access = Access(
            store=store,
            passwords=Argon2Passwords(PasswordHasher(1, 64, 1)),
            actors=directory.actors,
            login_key=lambda login: index.token("login", login),
            clock=clock,
            limits=Limits(),
            second=SecondFactor(
                store=store,
                keys=KEYS,
                code_key=lambda code: index.token("recovery", code),
                clock=clock,
                resets=directory.resets,
                required=required.__contains__,
            ),
        )
        projector = Projector(url, PROGRAMME.code, ledger.mapper, READ_MODELS, PROGRAMME)
        names = Names(pool.connection, ledger.mapper, keyring)
        anchors = AnchorStore(pool.connection, schemas)
        registry = LedgerRegistry(url, PROGRAMME.code, ledger.mapper, KEYS)
        incoming = Incoming(Path(folder) / "incoming", FileSeal(KEYS))
        intake = IntakeDesk(casework, registry, MAPPINGS, incoming)
        office = Office(
            casework, access, pool, projector, names, anchors, clock, Path(folder), intake
        )
        _employ(office)
        _admit(office, MELATI, HERE, user_of("mentor"))
        _admit(office, KENANGA, ELSEWHERE, user_of("mentor-2"))
        projector.catch_up()
        stop = Signal()
        follower = Thread(target=projector.run, args=(stop,))
        follower.start()
        try:
            yield office
        finally:
            stop.set()
            follower.join()
            intake.close()
    recorder.close()


def _employ(office: Office) -> None:
    """Give each role to a user of its own, in the village HERE; the second mentor is ELSEWHERE."""
    founder = Actor(actor_id=UUID(int=1), role="administrator")
    for login in (*PROGRAMME.roles, "mentor-2"):
        role, user_id = login.removesuffix("-2"), user_of(login)
        area = PROGRAMME.roles[role].area
        villages = (ELSEWHERE if login == "mentor-2" else HERE,)
        needs_villages = area in ("caseload", "village")
        serves = "dinkes" if role == "service_agency" else "bappeda"
        for command in (
            RegisterUser(user_id=user_id, organisation=serves, full_name=f"Contoh {login}"),
            GrantRole(role=role, villages=villages if needs_villages else ()),
        ):
            step = Step(DESK, desk_stream(PROGRAMME.code, user_id), command)
            request = Request(command_id=uuid4(), actor=founder)
            office.casework.carry_out(step, request, uuid4().bytes * 2)
        office.access.set_password(user_id, login, PASSWORD)


def _admit(office: Office, household_id: UUID, village: str, mentor: UUID) -> None:
    """Take a family all the way to its first visit."""
    start = office.clock() - timedelta(days=40)
    joined = joining(household_id, village, mentor, start.date())
    office.tell(mentor, *joined, by=user_of("supervisor"), role="supervisor", at=start)
    for days, role, event in story(household_id, village, mentor, start.date()):
        by = mentor if role == "mentor" else user_of(role)
        office.tell(household_id, event, by=by, role=role, at=start + timedelta(days=days))
