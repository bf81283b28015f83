"""Who may do what: role, area and separation of duties, the same for page, API, batch and CLI."""

from dataclasses import dataclass
from typing import Any

from domain.commands import Command
from domain.context import Actor
from domain.events import Event
from domain.history import RecordedEvent
from domain.mentor_assignment.commands import SetMentorTerritory
from domain.programme import Programme
from domain.rules import Refused


@dataclass(frozen=True, slots=True)
class Authority:
    """Deny by default: what the programme definition does not name for a role is refused (S2)."""

    programme: Programme

    def check(self, actor: Actor, command: str, village_code: str = "") -> None:
        """Raise Refused when the role may not give the command, or not in this village."""
        role = self.programme.roles.get(actor.role)
        if role is None or command not in role.commands:
            raise Refused("S2", "role", role=actor.role)
        self._check_area(role.area, actor, village_code)

    def may_read(self, actor: Actor, read: str, village_code: str = "") -> None:
        """Raise Refused when the role may not see the read model, or not of this village."""
        role = self.programme.roles.get(actor.role)
        if role is None or read not in role.reads:
            raise Refused("S2", "role", role=actor.role)
        self._check_area(role.area, actor, village_code)

    def sees_all(self, actor: Actor) -> bool:
        """Return whether the role sees every village of the programme."""
        role = self.programme.roles.get(actor.role)
        return role is not None and role.area == "programme"

    def _check_area(self, area: str, actor: Actor, village_code: str) -> None:
        if area == "programme" or not village_code:
            return
        if area == "none" or village_code not in actor.villages:
            raise Refused("S2", "area")

    def check_duties(
        self, actor: Actor, events: list[Event], history: list[RecordedEvent]
    ) -> None:
        """Raise Refused when the actor already took a step here that excludes these."""
        for separation in self.programme.separation:
            taken = {event.name for event in events} & set(separation.steps)
            if not taken:
                continue
            others = set(separation.steps) - taken
            for line in history:
                if line.event.name in others and line.origin.actor_id == actor.actor_id:
                    raise Refused("S2", "duties")


def villages_of(state: Any, command: Command) -> tuple[str, ...]:
    """Return the villages that the command is about: where the stream is, else what it names."""
    code: str = getattr(state, "village_code", "")
    if not code and isinstance(command, SetMentorTerritory):
        return command.villages or ("",)
    if not code and "village_code" in type(command).model_fields:
        code = command.village_code or ""  # type: ignore[attr-defined]
    return (code,)
