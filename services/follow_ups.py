"""Which commands bring others along, in other streams: all are stored together, or none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from domain.commands import Command
from domain.programme import Programme
from services.step import Step, Terms

CommandT = TypeVar("CommandT", bound=Command)
# Given the command and the state it starts from, it yields what must come along.
FollowUp = Callable[[CommandT, Any, Terms], Iterator[Step]]


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from a command. `brings` are all kinds of commands that may come of it."""

    steps: FollowUp[Any]
    brings: frozenset[type[Command]]


FOLLOW_UPS: dict[type[Command], Following] = {}


def follows(
    *commands: type[CommandT], brings: tuple[type[Command], ...]
) -> Callable[[FollowUp[CommandT]], FollowUp[CommandT]]:
    """Register what follows from commands. Nobody may ask for what they bring by itself."""

    def register(steps: FollowUp[CommandT]) -> FollowUp[CommandT]:
        for command in commands:
            if command in FOLLOW_UPS:
                raise TypeError(f"two things follow from {command.name}")
            FOLLOW_UPS[command] = Following(steps, frozenset(brings))
        return steps

    return register


def follow_ups_of(step: Step, state: Any, today: date, programme: Programme) -> Iterator[Step]:
    """Yield what must be stored together with the step, given the state it starts from."""
    following = FOLLOW_UPS.get(type(step.command))
    if following is None:
        return
    for each in following.steps(step.command, state, Terms(programme, today, step.stream)):
        if type(each.command) not in following.brings:
            raise TypeError(f"{step.command.name} does not say that it brings {each.command.name}")
        yield each
