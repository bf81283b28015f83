"""Who works here: as whom a user may act, read off the facts of the user's desk."""

from dataclasses import dataclass
from uuid import UUID

from domain.context import Actor
from domain.desk.aggregate import DESK
from domain.desk.state import Desk
from domain.programme import Programme
from services.credentials import Standing
from services.ledger import Ledger
from services.streams import desk_stream


@dataclass(frozen=True, slots=True)
class Directory:
    """Asked at every request, so that a role taken away is gone with the next one."""

    ledger: Ledger
    programme: Programme

    def standing(self, user_id: UUID) -> Standing:
        """Return as whom a user may act; nobody for who lost all roles or is blocked."""
        desk = self._desk(user_id)
        return Standing({} if desk.blocked else self._actors(user_id, desk), desk.resets)

    def _actors(self, user_id: UUID, desk: Desk) -> dict[str, Actor]:
        return {
            code: Actor(
                actor_id=user_id,
                role=code,
                villages=frozenset(villages),
                organisation=desk.organisation,
                # A mentor's assignment is the stream of that mentor.
                assignment_id=user_id if self.programme.roles[code].area == "caseload" else None,
            )
            for code, villages in desk.roles.items()
            if code in self.programme.roles
        }

    def resets(self, user_id: UUID) -> int:
        """Return how often two people agreed that a user's second factor be forgotten."""
        return self._desk(user_id).resets

    def _desk(self, user_id: UUID) -> Desk:
        return DESK.replay(self.ledger.history(desk_stream(self.programme.code, user_id)))
