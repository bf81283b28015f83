"""What an installation does about personal data: erasure, and the schedule that asks for it."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import Connection

from adapters.jobs import Jobs
from adapters.journal import Journal
from domain.events import EVENTS
from domain.household.aggregate import HOUSEHOLD
from projections import data_requests, deadlines, tracking
from services.casework import Casework
from services.entries import Erasure
from services.erasure import Carried, Erasing
from services.retention import RetentionSchedule

Reading = Callable[[], AbstractContextManager[Connection[Any]]]
RELEASED = """SELECT event_id FROM event WHERE name = ANY (%s) AND EXISTS (
    SELECT FROM unnest(%s::text[]) AS about (said)
    WHERE position(convert_to(about.said, 'UTF8') IN payload) > 0) ORDER BY position"""
# A fact whose name ends like this says that a copy left the house.
COPIES = ("bundle-released.v1", "file-released.v1", "export-released.v1")
# Local time of the programme.
ERASING_AT = {"minute": 7}
RETENTION_AT = {"hour": 2, "minute": 30}


class Privacy:
    """`home` keeps the journal of what was erased, for a database that is brought back."""

    def __init__(self, casework: Casework, reading: Reading, home: Path) -> None:
        self._casework = casework
        self._reading = reading
        self.journal = Journal(home / "erased.jsonl")

    @cached_property
    def erasing(self) -> Erasing:
        return Erasing(self._casework, self._releases, self._remember)

    @cached_property
    def retention(self) -> RetentionSchedule:
        return RetentionSchedule(self._casework, self._resting)

    def register(self, *, only_open: bool = False) -> list[data_requests.Requested]:
        """Return the requests about personal data, those due first before the others."""
        with self._reading() as connection:
            position = tracking.current(connection, data_requests.DATA_REQUESTS.name)
            return data_requests.register(connection, position, only_open=only_open)

    def waiting(self) -> tuple[UUID, ...]:
        """Return the requests that were granted and are not carried out yet."""
        return tuple(each.request for each in self.register() if each.waits_for_erasure)

    def erase(self, request: UUID) -> Carried:
        """Carry out what was granted, and note it outside the database. Raises Refused."""
        return self.erasing.carry_out(request)

    def erase_granted(self) -> int:
        """Finish whatever was granted and is not finished; return how many there were."""
        return self.erasing.carry_out_all(self.waiting())

    def add_to(self, jobs: Jobs) -> None:
        """Let the clock finish what was granted, and ask what need not be kept any more."""
        jobs.daily("erase_granted", ERASING_AT, self.erase_granted)
        jobs.daily("retention", RETENTION_AT, self.retention.open_requests)

    def _remember(self, request: UUID, erased: Erasure) -> None:
        self.journal.note(request, erased.person, erased.groups)

    def _resting(self) -> list[deadlines.Waiting]:
        with self._reading() as connection:
            return deadlines.waiting(connection, "retention", tracking.current(connection))

    def _releases(self, person: UUID, households: tuple[UUID, ...]) -> tuple[UUID, ...]:
        """Return the ids of every release of a copy that covers the person or their family."""
        files = [self._casework.load(HOUSEHOLD, each).state for each in households]
        villages = {file.village_code for file in files if file.village_code}
        about = [str(person), *map(str, households), *map(json.dumps, sorted(villages))]
        names = [name for name in EVENTS if name.endswith(COPIES)]
        with self._reading() as connection:
            found = connection.execute(RELEASED, [names, about]).fetchall()
        return tuple(event_id for (event_id,) in found)
