"""What the commands need from the composition root."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol
from uuid import UUID

import click
from fastapi import FastAPI

from adapters.anchors.anchoring import Anchoring
from adapters.bundle.bundles import Bundles
from adapters.codec import EventCodec
from adapters.jobs import Jobs
from adapters.keyring import HmacIndex
from adapters.postgres.projector import Projector
from adapters.postgres.store import Store
from adapters.privacy import Privacy
from domain.history import RecordedEvent
from domain.instrument.commands import AdoptDefinition
from domain.programme import Programme
from projections.read_model import ReadModel
from services.access import Access
from services.casework import Casework
from services.ledger import Ledger


class Files(Protocol):
    """The files of a programme definition."""

    def adopt(self) -> AdoptDefinition: ...


class Settings(Protocol):
    """The settings of one installation."""

    @property
    def home(self) -> Path: ...
    @property
    def port(self) -> int: ...


class House(Protocol):
    """Everything of one installation, each part made when it is first asked for."""

    @property
    def settings(self) -> Settings: ...
    @property
    def files(self) -> Files: ...
    @property
    def programme(self) -> Programme: ...
    @property
    def store(self) -> Store: ...
    @property
    def key_path(self) -> Path: ...
    @property
    def mappings(self) -> Path: ...
    @property
    def codec(self) -> EventCodec: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def index(self) -> HmacIndex: ...
    @property
    def anchoring(self) -> Anchoring: ...
    @property
    def bundles(self) -> Bundles: ...
    @property
    def casework(self) -> Casework: ...
    @property
    def privacy(self) -> Privacy: ...
    @property
    def access(self) -> Access: ...
    @property
    def projector(self) -> Projector: ...
    @property
    def read_models(self) -> tuple[ReadModel, ...]: ...
    @property
    def jobs(self) -> Jobs: ...

    def check(self) -> None: ...
    def as_role(self, role: str) -> "House": ...
    def opened(self, stream: UUID) -> list[RecordedEvent]: ...
    def api(self) -> FastAPI: ...
    def transitions(self) -> list[str]: ...
    def open(self) -> AbstractContextManager["House"]: ...


# The first argument of a command is the house.
pass_house = click.pass_obj
