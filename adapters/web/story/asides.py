"""What stands beside the facts: who opened the file, and what was tried with it and refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from adapters.web.story.words import Words
from projections.reads import Read
from projections.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Aside:
    """One line beside the facts; `kind` is read or refused."""

    kind: str
    position: int
    recorded_at: datetime
    sentence: str


def asides(refused: Iterable[Refusal], opened: Iterable[Read], words: Words) -> list[Aside]:
    """Return both in the order of the log."""
    found = [
        Aside("refused", each.position, each.recorded_at, _refused(each, words))
        for each in refused
    ]
    found += [
        Aside("read", each.position, each.recorded_at, _opened(each, words)) for each in opened
    ]
    return sorted(found, key=lambda aside: aside.position)


def _opened(each: Read, words: Words) -> str:
    who = f"{words.who(each.actor_id)} ({words.role(each.role)})"
    return words.say("aside.read", who=who, page=words.known("read", each.page) or each.page)


def _refused(each: Refusal, words: Words) -> str:
    who = f"{words.who(each.actor_id)} ({words.role(each.role)})"
    return words.say("aside.refused", who=who, what=each.command, code=each.code)
