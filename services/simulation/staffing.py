"""The desks of everybody who plays a part: registered, with role and villages."""

from datetime import timedelta

from domain.commands import Command
from domain.context import Actor
from domain.desk.aggregate import DESK
from domain.desk.commands import GrantRole, RegisterUser
from services.clockwork import ROLE
from services.simulation.population import make_id
from services.simulation.world import Act, Acts, World
from services.steps import Step
from services.streams import desk_stream


def staffing(world: World) -> Acts:
    """Yield registration and role of every user, before anything else happens."""
    # Nobody gives roles to themselves, so the first administrator comes from outside.
    role = world.role_for(RegisterUser.name, GrantRole.name)
    founder = Actor(actor_id=make_id(world.random("founder")), role=role)
    at = world.moment(world.start, world.random("staffing"), 6, 7)
    for number, actor in enumerate(everybody(world)):
        stream = desk_stream(world.programme.code, actor.actor_id)
        register = RegisterUser(
            user_id=actor.actor_id,
            organisation=actor.organisation or world.programme.agencies[0].code,
            full_name=f"Contoh Petugas {number + 1}",
        )
        grant = GrantRole(role=actor.role, villages=tuple(sorted(actor.villages)))
        commands: tuple[Command, ...] = (register, grant)
        for later, command in enumerate(commands):
            moment = at + timedelta(milliseconds=number * 10 + later)
            yield Act(moment, founder, Step(DESK, stream, command))


def everybody(world: World) -> list[Actor]:
    """Return all users: the programme's, then each village's, then its mentors."""
    users = [actor for role, actor in world.staff.items() if role != ROLE]
    for cast in world.villages:
        at_desks = [each for each in cast.desks.values() if each not in cast.staff.values()]
        users += [*cast.staff.values(), *at_desks, *cast.mentors]
    return users


def one_per_role(world: World) -> dict[str, Actor]:
    """Return somebody of each role who has work to do, of the first village where it has one."""
    first = world.villages[0]
    chosen = {**world.staff, **first.staff, world.mentor_role: first.mentors[0]}
    return {role: chosen[role] for role in world.programme.roles if role != ROLE}
