"""Keeping what an event said as a record in a state; knowing it again when it is said twice."""

from dataclasses import fields
from typing import Any, TypeVar

from pydantic import BaseModel

from domain.rules import Refused

R = TypeVar("R")


def record(kind: type[R], said: BaseModel, **more: Any) -> R:
    """Make a record of a state from the fields of the same name in a command or an event."""
    names = [field.name for field in fields(kind) if field.name not in more]  # type: ignore[arg-type]
    return kind(**{name: getattr(said, name) for name in names if hasattr(said, name)}, **more)


def said_before(known: R | None, now: R) -> bool:
    """Say whether the very thing is on record. The same id with other content is refused."""
    if known is None:
        return False
    if known == now:
        return True
    raise Refused("S3")
