"""A small office on a real PostgreSQL: one user per role, two families in two villages."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from fastapi.testclient import TestClient

from adapters.books.book import root_at
from adapters.drafts import Drafts
from adapters.evidence import checking as evidence
from adapters.evidence.directory import DirectoryStore
from adapters.intake.desk import IntakeDesk
from adapters.keyring import KeyFile
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.database import Schemas
from adapters.postgres.name_search import NameSearch
from adapters.postgres.naming import Names
from adapters.postgres.pool import SharedConnections
from adapters.postgres.projector import Projector
from adapters.web.application import create_api
from adapters.web.pace import Pace
from adapters.web.parts import Parts
from domain.events import Event
from domain.history import Origin, RecordedEvent
from projections import tracking
from services.access import Access
from services.casework import Casework
from services.entries import Append
from services.ledger import Ledger
from tests.web.families import (
    ELSEWHERE,
    HERE,
    KENANGA,
    MELATI,
    NAMES,
    NIK,
    PEOPLE,
    PROGRAMME,
    person,
    user_of,
)

# Tests ask the office for all they need, and who its people are is a part of that.
__all__ = [
    "ADDRESS",
    "ELSEWHERE",
    "HERE",
    "KENANGA",
    "KEYS",
    "MELATI",
    "NAMES",
    "NIK",
    "PASSWORD",
    "PEOPLE",
    "PROGRAMME",
    "Clock",
    "Office",
    "person",
    "user_of",
]

HASTE = Pace(writes=10**9, exports=10**9)
PASSWORD = "kata sandi contoh"
ADDRESS = "http://127.0.0.1"
PATIENCE = 60  # seconds; other tests may keep the machine busy
KEYS = KeyFile(b"k" * 32, b"i" * 32)


@dataclass(frozen=True, slots=True)
class PatientParts(Parts):
    """A web that waits for its read models as long as they need on a machine that is busy."""

    patience: int = PATIENCE

    def wait(self, position: int, seconds: float) -> bool:  # noqa: ARG002 (meant for people)
        return Parts.wait(self, position, self.patience)


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
    portal: BlockingPortal
    patience: int = PATIENCE

    @property
    def ledger(self) -> Ledger:
        return self.casework.ledger

    def new_api(self, pace: Pace = HASTE) -> FastAPI:
        """Return the web of the office, wired anew; tests are faster than any user may be."""
        return create_api(
            PatientParts(
                patience=self.patience,
                programme=PROGRAMME,
                casework=self.casework,
                access=self.access,
                reading=self.reading.connection,
                spare=self.reading.spare,
                root=lambda position: root_at(self.anchors, position),
                evidence=(DirectoryStore(self.files), evidence.check),
                names=self.names.of,
                find_names=NameSearch(self.reading.connection, self.names).find,
                drafts=Drafts(self.reading.connection, Schemas(PROGRAMME.code).access, KEYS),
                intake=self.intake,
                pace=pace,
            )
        )

    @cached_property
    def api(self) -> FastAPI:
        return self.new_api()

    def visitor(self, **options: Any) -> TestClient:
        """Return a client that nobody has signed in with."""
        client = TestClient(self.api, base_url=ADDRESS, raise_server_exceptions=False, **options)
        client.portal = self.portal  # one event loop for all, instead of one for each request
        return client

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

    def catch_up(self) -> None:
        """Wait until the read models show all that is on record."""
        last = self.ledger.recorder.max_notification_id()
        with self.reading.connection() as connection:
            assert tracking.wait_for(connection, last, PATIENCE)

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
