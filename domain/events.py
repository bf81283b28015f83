"""What every domain event has in common, and the registry of all of them.

Each class is a promise to the archive: its `name` is stored and printed in the inspector's
export, so neither the name nor the fields ever change. An event that needs other fields is a
new class with the name `….v2`, and the old one is upcast when it is read.
"""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from domain.personal import Group, PersonalData

EVENTS: dict[str, type["Event"]] = {}


class Event(BaseModel):
    """Something that happened. It can be corrected by a later event, never undone.

    `warnings` are the codes of rules that an accepted observation broke.
    `sealed` pairs each group of personal fields with its commitment (hex); it is filled when
    the event is stored. `subject` names the field that holds the person the personal data is
    about.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]
    subject: ClassVar[str | None]
    personal: ClassVar[dict[str, Group]]

    warnings: tuple[str, ...] = ()
    sealed: tuple[tuple[str, str], ...] = ()

    def __init_subclass__(
        cls, name: str | None = None, subject: str | None = None, **kwargs: Any
    ) -> None:
        super().__init_subclass__(**kwargs)
        if name is None:
            return
        if name in EVENTS:
            raise TypeError(f"two events are named {name}")
        cls.name, cls.subject = name, subject
        EVENTS[name] = cls

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.personal = {
            field: mark.group
            for field, info in cls.model_fields.items()
            for mark in info.metadata
            if isinstance(mark, PersonalData)
        }
        if cls.personal and getattr(cls, "subject", None) is None and hasattr(cls, "name"):
            raise TypeError(f"{cls.name} has personal fields but names no subject")
