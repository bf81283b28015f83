"""What the web needs from the rest of the program, handed over by the composition root."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from psycopg import Connection
from starlette.requests import HTTPConnection

from adapters.bundle.bundles import Bundles
from adapters.drafts import Drafts
from adapters.intake.desk import IntakeDesk
from adapters.web.pace import Pace
from domain.programme import Programme
from projections import tracking
from services.access import Access
from services.casework import Casework
from services.evidence import Checked, FileStore


@dataclass(frozen=True, slots=True)
class Parts:
    """The write side, the read side, and who is signed in.

    `reading` gives a connection that sees the read models first, then the log.
    `names` opens the names of persons, for who may read them; `find_names` returns the households
    in which somebody has such a name, with that name. `evidence` keeps files and looks at what
    they are. `drafts` keeps forms that were begun. `intake` is the desk at which lists come in.
    `root` gives the root over the log up to a position. `spare` gives another connection to who
    has one, if it is idle. `pace` is how fast one user may write and export.
    """

    programme: Programme
    casework: Casework
    access: Access
    reading: Callable[[], AbstractContextManager[Connection[Any]]]
    root: Callable[[int], str]
    spare: Callable[[], AbstractContextManager[Connection[Any] | None]] = nullcontext
    names: Callable[[Collection[UUID]], Mapping[UUID, str]] = lambda _: {}
    find_names: Callable[[str], Mapping[UUID, str]] = lambda _: {}
    bundles: Bundles | None = None
    drafts: Drafts | None = None
    intake: IntakeDesk | None = None
    evidence: tuple[FileStore, Callable[[bytes], Checked]] | None = None
    pace: Pace = field(default_factory=Pace)

    def wait(self, position: int, seconds: float) -> bool:
        """Wait until the read models include a position; say whether they do."""
        with self.reading() as connection:
            return tracking.wait_for(connection, position, seconds)


def parts_of(request: HTTPConnection) -> Parts:
    """Return the parts of the running program."""
    return cast("Parts", request.app.state.parts)
