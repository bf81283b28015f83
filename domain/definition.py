"""What every part of a programme definition is made of: read-only, dated, in both languages."""

from datetime import date
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Definition(BaseModel):
    """Part of a programme definition, read-only."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Version(Definition, Generic[T]):
    """A value with the day from which it holds and the act that says so."""

    value: T
    valid_from: date
    basis: str


class Dated(Definition, Generic[T]):
    """A value that changes over the years, oldest version first."""

    versions: tuple[Version[T], ...]

    def on(self, day: date) -> T:
        """Return the value that held on the day; before the first version, the first."""
        value = self.versions[0].value
        for version in self.versions:
            if version.valid_from <= day:
                value = version.value
        return value


class Label(Definition):
    """One thing in both languages of the pages."""

    id: str
    en: str


class Item(Definition):
    """An entry of a code list: a pillar, an agency, a reason."""

    code: str
    label: Label
    needs_proof: bool = False
