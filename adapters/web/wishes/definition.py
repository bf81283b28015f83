"""Reads the definitions of the forms, and says which fields a command cannot do without."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.commands import COMMANDS, Command

FILE = Path(__file__).with_name("wishes.toml")


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its name in the command, and the kind of answer with what it is taken from."""

    name: str
    kind: str
    of: str
    required: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """One form. `preview` shows what would change before anything is stored.

    `when` are the statuses of a family for which the form is offered; none means all.
    """

    slug: str
    group: str
    preview: bool
    when: tuple[str, ...]
    fields: tuple[Asked, ...]

    @property
    def name(self) -> str:
        return f"household.{self.slug}"

    @property
    def command(self) -> type[Command]:
        return COMMANDS[self.name]


@cache
def wishes() -> dict[str, Wish]:
    """Return every form by the last part of its command's name."""
    found = {}
    for slug, told in tomllib.loads(FILE.read_text("utf-8")).items():
        command = COMMANDS[f"household.{slug}"]
        fields = tuple(_asked(command, *field) for field in told["fields"].items())
        when = tuple(told.get("when", ()))
        found[slug] = Wish(slug, told["group"], told.get("preview", False), when, fields)
    return found


def _asked(command: type[Command], name: str, kind: str) -> Asked:
    kind, _, of = kind.partition(":")
    return Asked(name, kind, of, command.model_fields[name].is_required())
