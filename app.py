"""The composition root: the only file that knows all the others."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from adapters.anchors.anchoring import Anchoring
from adapters.books.book import root_at
from adapters.bundle.attachments import Attachments
from adapters.bundle.bundles import Bundles
from adapters.cli import command_line
from adapters.codec import EventCodec
from adapters.evidence import checking as evidence
from adapters.evidence.choosing import file_store
from adapters.intake.desk import IntakeDesk
from adapters.intake.incoming import Incoming
from adapters.jobs import Jobs
from adapters.keyring import FileSeal, HmacIndex, KeyFile, LiveKeyFile, WrappedKeyring
from adapters.passkey_devices import WebAuthnDevices
from adapters.postgres.database import APP
from adapters.postgres.durability import check_durability
from adapters.postgres.name_search import NameSearch
from adapters.postgres.naming import Names
from adapters.postgres.projector import Projector
from adapters.postgres.registry import LedgerRegistry
from adapters.postgres.rotation import check_keys
from adapters.postgres.self_check import NIGHTLY, self_check
from adapters.postgres.store import Store
from adapters.privacy import Privacy
from adapters.sealing import open_sealed
from adapters.signing_in import access_of, must_have_code
from adapters.web.application import create_api
from adapters.web.pace import Pace
from adapters.web.parts import Parts
from config.lists import MAPPINGS
from config.programme_errors import BadProgramme
from config.programme_files import ProgrammeFiles, load_programme
from config.settings import BadSetting, Settings
from config.simulation import transitions
from domain.commands import COMMANDS
from domain.history import RecordedEvent
from domain.programme import Programme
from projections import deadlines, tracking
from projections.catalogue import READ_MODELS
from projections.read_model import ReadModel
from services.access import Access, Limits
from services.casework import Casework
from services.claims import Claims
from services.clockwork import Clockwork
from services.directory import Directory
from services.evidence import FileStore
from services.ledger import Ledger


class House:
    """Everything of one installation, each part made when it is first asked for.

    `role` is the database role as which the log is used.
    """

    read_models: tuple[ReadModel, ...] = READ_MODELS
    mappings: Path = MAPPINGS

    def __init__(self, settings: Settings, role: str = APP) -> None:
        self.settings = settings
        self.role = role

    def as_role(self, role: str) -> "House":
        """Return the same installation, seen by another role of the database."""
        other = House(self.settings, role)
        other.__dict__.update(files=self.files, store=self.store.as_role(role))
        return other

    @cached_property
    def files(self) -> ProgrammeFiles:
        return load_programme(self.settings.programme, commands=COMMANDS)

    @property
    def programme(self) -> Programme:
        return self.files.programme

    @cached_property
    def store(self) -> Store:
        given = self.settings.database_url
        url = None if given is None else given.get_secret_value()
        return Store(self.settings.home, url, self.programme.code, self.role)

    def check(self) -> None:
        """Refuse to start where something could be lost, misread, or not be read at all."""
        self.store.check_schema()
        if not self.settings.accept_data_loss:
            check_durability(self.store.url(APP))
        check_keys(self.store.url(APP), self.store.schemas, self.keys)

    @property
    def key_path(self) -> Any:
        return self.settings.home / "secrets" / "keys"

    @cached_property
    def keys(self) -> KeyFile:
        return KeyFile.load(self.key_path)

    @cached_property
    def keyring(self) -> WrappedKeyring:
        return WrappedKeyring(LiveKeyFile(self.key_path), self.store.recorder.wrapped_key)

    @cached_property
    def codec(self) -> EventCodec:
        return EventCodec(self.keyring)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.codec, self.store.recorder, self.keyring)

    @cached_property
    def index(self) -> HmacIndex:
        return HmacIndex(self.keys)

    def opened(self, stream: UUID) -> list[RecordedEvent]:
        """Return a history with its personal fields."""
        sealed = self.store.recorder.select_sealed([stream])
        return open_sealed(self.ledger.history(stream), sealed, self.keyring)

    @cached_property
    def casework(self) -> Casework:
        claims = Claims(self.index, self.opened)
        visits = self.store.visits(self.programme, self.codec, self.keyring)
        return Casework(self.ledger, self.programme, claims, visits=visits)

    @cached_property
    def projector(self) -> Projector:
        return self.store.projector(self.codec, self.programme)

    @cached_property
    def access(self) -> Access:
        limits = Limits(
            idle=timedelta(minutes=self.settings.session_idle_minutes),
            absolute=timedelta(hours=self.settings.session_hours),
        )
        return access_of(
            store=self.store.access,
            directory=Directory(self.ledger, self.programme),
            index=self.index,
            keys=LiveKeyFile(self.key_path),
            limits=limits,
            required=must_have_code(self.programme, self.settings.home),
            devices=WebAuthnDevices(self.settings.address, self.programme.code),
        )

    @cached_property
    def clockwork(self) -> Clockwork:
        def waiting(kind: str) -> list[deadlines.Waiting]:
            with self.store.reading() as connection:
                return deadlines.waiting(connection, kind, tracking.current(connection))

        return Clockwork(self.casework, waiting)

    @cached_property
    def jobs(self) -> Jobs:
        jobs = Jobs(self.clockwork, self.store.connect, self.programme.timezone)
        self.anchoring.add_to(jobs)
        jobs.daily("verify_log", NIGHTLY, lambda: self_check(self.store))
        self.privacy.add_to(jobs)
        return jobs

    @cached_property
    def anchoring(self) -> Anchoring:
        url = self.settings.timestamp_url
        return Anchoring(self.store.anchors, self.casework, self.settings.home, url)

    @cached_property
    def privacy(self) -> Privacy:
        return Privacy(self.casework, self.store.reading, self.settings.home)

    @cached_property
    def files_of_evidence(self) -> FileStore:
        told = self.settings
        access = told.evidence_region, told.evidence_key_id, told.evidence_secret
        return file_store(told.home, told.evidence_url, *access)

    @cached_property
    def bundles(self) -> Bundles:
        attachments = Attachments(self.files_of_evidence, self.store.reading)
        store = self.store
        return Bundles(self.anchoring, store.evidence, store.recorder, attachments)

    @cached_property
    def intake(self) -> IntakeDesk:
        url, schema = self.store.url(APP), self.store.schemas.programme
        registry = LedgerRegistry(url, schema, self.codec, self.keys)
        incoming = Incoming(self.settings.home / "incoming", FileSeal(self.keys))
        return IntakeDesk(self.casework, registry, self.mappings, incoming)

    def api(self) -> FastAPI:
        """Return the web of the programme."""
        names = Names(self.store.reading, self.codec, self.keyring)
        return create_api(
            Parts(
                programme=self.programme,
                casework=self.casework,
                access=self.access,
                reading=self.store.reading,
                spare=self.store.spare,
                root=lambda position: root_at(self.store.anchors, position),
                evidence=(self.files_of_evidence, evidence.check),
                names=names.of,
                find_names=NameSearch(self.store.reading, names).find,
                bundles=self.bundles,
                drafts=self.store.drafts(LiveKeyFile(self.key_path)),
                intake=self.intake,
                pace=Pace(self.settings.writes_a_minute, self.settings.exports_a_minute),
            )
        )

    def transitions(self) -> list[str]:
        """Return the lines of the flip rates that a simulation uses."""
        return transitions()

    @contextmanager
    def open(self) -> Iterator["House"]:
        """Give everything back at the end that was opened on the way."""
        try:
            yield self
        finally:
            if "store" in self.__dict__:
                self.store.close()


def main(prog_name: str = "jejak") -> None:
    """Run the command line."""
    # What was imported stays: without this, every collection walks through all of it again.
    gc.freeze()
    command_line(lambda: House(Settings.from_environment()), prog_name, BadProgramme, BadSetting)
