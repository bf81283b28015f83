"""What every command has in common, and the registry of all of them.

A command is a wish in the imperative. Its shape is checked here, strictly; whether it may come
true is for the aggregate to decide.
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

COMMANDS: dict[str, type["Command"]] = {}


def _storable(text: str) -> str:
    """Refuse what PostgreSQL and UTF-8 cannot hold, before anything is half done."""
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("text contains a character that cannot be stored")
    return text


Storable = AfterValidator(_storable)
Text = Annotated[str, Storable]


class Command(BaseModel):
    """A wish of a user. `occurred_at` is when it happened by the user's word, not the server's."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        str_strip_whitespace=True,
        str_max_length=4_000,
    )
    name: ClassVar[str]

    occurred_at: AwareDatetime | None = None

    def __init_subclass__(cls, name: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if name is None:
            return
        if name in COMMANDS:
            raise TypeError(f"two commands are named {name}")
        cls.name = name
        COMMANDS[name] = cls

    @classmethod
    def is_report(cls) -> bool:
        """Say whether it reports from the field: a countersignature may excuse its lateness."""
        return "countersigned_by" in cls.model_fields

    def facts(self) -> dict[str, Any]:
        """Return the fields that the event takes over as they are."""
        return {field: getattr(self, field) for field in self.model_fields_set - {"occurred_at"}}


def moment(command: Command, now: datetime) -> datetime:
    """Return when the thing happened: as claimed, else now."""
    return command.occurred_at or now
