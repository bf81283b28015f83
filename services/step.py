"""One command to one stream, and by which terms more follows from it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.programme import Programme
from services.streams import account_stream


@dataclass(frozen=True, slots=True)
class Step:
    """One command to one stream."""

    aggregate: Aggregate[Any]
    stream: UUID
    command: Command


@dataclass(frozen=True, slots=True)
class Terms:
    """By which definition, on which day, and in which stream the first step is."""

    programme: Programme
    today: date
    stream: UUID

    def account(self, village_code: str) -> UUID:
        return account_stream(self.programme.code, village_code)
