"""Who may do what: role, area and separation of duties, the same for page, API, batch and CLI."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from domain.context import Actor
from domain.events import Event
from domain.history import RecordedEvent
from domain.personal import Group
from domain.programme import Programme
from domain.rules import Refused
from services.areas import OF_NO_VILLAGE, Areas
from services.steps import ONLY_FOLLOWING, Step


@dataclass(frozen=True, slots=True)
class Authority:
    """Deny by default: what the programme definition does not name for a role is refused (S2)."""

    programme: Programme

    def check(self, actor: Actor, command: str) -> None:
        """Raise Refused when the role may not give the command."""
        role = self.programme.roles.get(actor.role)
        if role is None or command not in role.commands:
            raise Refused("S2", "role", role=actor.role)

    def check_area(self, actor: Actor, villages: Collection[str]) -> None:
        """Raise Refused unless all of the villages are the actor's, and at least one is known."""
        area = self.programme.roles[actor.role].area
        if area != "programme" and (
            area == "none" or not villages or not actor.villages.issuperset(villages)
        ):
            raise Refused("S2", "area")

    def check_step(self, actor: Actor, step: Step, state: Any, areas: Areas) -> frozenset[str]:
        """Raise Refused when the actor may not take a step; return the villages it is about."""
        self.check(actor, step.command.name)
        if step.command.name in ONLY_FOLLOWING:
            raise Refused("S2", "role", role=actor.role)
        villages = areas.villages_of(step, state)
        if type(step.command) not in OF_NO_VILLAGE:
            self.check_area(actor, villages)
        is_mentor = self.programme.roles[actor.role].area == "caseload"
        if is_mentor and areas.is_anothers(step, state, actor.actor_id):
            raise Refused("S2", "area")
        return villages

    def may_read(self, actor: Actor, read: str, village_code: str | None = None) -> None:
        """Raise Refused when the role may not see the read model, or not of this village.

        Without a village only the role is asked about.
        """
        role = self.programme.roles.get(actor.role)
        if role is None or read not in role.reads:
            raise Refused("S2", "role", role=actor.role)
        if village_code is not None:
            self.check_area(actor, {village_code} - {""})

    def check_opens(self, actor: Actor, groups: Collection[Group]) -> None:
        """Raise Refused when the role may not open all of these groups of personal data."""
        role = self.programme.roles.get(actor.role)
        if role is None or not set(groups) <= set(role.opens):
            raise Refused("S2", "role", role=actor.role)

    def sees_all(self, actor: Actor) -> bool:
        """Return whether the role sees every village of the programme."""
        role = self.programme.roles.get(actor.role)
        return role is not None and role.area == "programme"

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
