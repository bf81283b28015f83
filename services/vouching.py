"""Whoever is named as a second person must exist, hold a role that may vouch, and be another."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from domain.commands import Command
from domain.context import Actor
from domain.desk.state import Desk
from domain.programme import Programme
from domain.rules import Refused

# Per field that names somebody, the command that this person's role must be able to give.
VOUCHERS = {
    "countersigned_by": "household.record-spot-check",
    "second_person_id": "household.confirm-amendment",
    "leave_by": "household.place-legal-hold",
}


@dataclass(frozen=True, slots=True)
class Vouching:
    """`desk` returns what a user is and may; an empty desk is nobody's."""

    programme: Programme
    desk: Callable[[UUID], Desk]

    def check(self, command: Command, actor: Actor, villages: Collection[str]) -> None:
        """Raise Refused (S2) for a voucher who is nobody, the asker, or has no such role here."""
        for field, needed in VOUCHERS.items():
            if field not in type(command).model_fields:
                continue
            voucher: UUID | None = getattr(command, field)
            if voucher is not None and not self._may(voucher, needed, actor, villages):
                raise Refused("S2", "voucher")

    def _may(self, voucher: UUID, needed: str, actor: Actor, villages: Collection[str]) -> bool:
        desk = self.desk(voucher)
        if voucher == actor.actor_id or desk.blocked:
            return False
        return any(
            needed in self.programme.roles[role].commands
            and (not held or set(held).issuperset(villages or ("",)))
            for role, held in desk.roles.items()
            if role in self.programme.roles
        )
