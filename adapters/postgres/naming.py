"""Opens the names of some persons at once, for lists that people have to read."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, suppress
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Mapper
from psycopg import Connection

from adapters.sealing import ERASED, Sealed, open_sealed
from domain.events import EVENTS
from domain.history import RecordedEvent
from services.entries import LedgerRow, SealedPart
from services.ports import Keyring, SealBroken

NAMED = """SELECT s.person, s.grp, s.ciphertext,
        e.stream, e.version, e.name, e.payload, e.position, e.event_id, e.metadata, e.recorded_at
    FROM sealed s JOIN event e USING (stream, version)
    WHERE s.person = ANY (%s) AND s.grp = 'identity' AND e.name = ANY (%s)
    ORDER BY s.person, e.position DESC"""


class Names:
    """A name is the `full_name` of the newest fact about a person that gives one."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection[Any]]],
        mapper: Mapper[UUID],
        keyring: Keyring,
    ) -> None:
        self._reading, self._mapper, self._keyring = reading, mapper, keyring
        self._naming = [name for name, event in EVENTS.items() if "full_name" in event.personal]

    def of(self, persons: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the newest name of each person that has one; who was erased has none."""
        if not persons:
            return {}
        asked = [list(persons), self._naming]
        with self._reading() as connection:
            rows = connection.execute(NAMED, asked).fetchall()
        found: dict[UUID, str] = {}
        for person, group, ciphertext, *row in rows:
            line = cast("RecordedEvent", self._mapper.to_domain_event(LedgerRow(*row)))
            sealed = Sealed(row[0], row[1], (SealedPart(person, group, ciphertext),))
            # A list goes on without a name that does not open; `jejak verify` says why.
            with suppress(SealBroken):
                [opened] = open_sealed([line], [sealed], self._keyring)
                name = getattr(opened.event, "full_name", None)
                if name and name != ERASED:
                    found.setdefault(person, name)
        return found
