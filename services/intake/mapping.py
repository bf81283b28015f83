"""How the columns of one kind of list are called, and what its codes mean: never guessed."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.programme import Label
from domain.values import Code
from domain.words import Numbers


class Declared(BaseModel):
    """Part of a mapping, read-only; an unknown key is a slip that must be loud."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Columns(Declared):
    """The titles of the columns. An address may stand in several; they are joined."""

    nik: str
    full_name: str
    village_code: str
    decile: str
    family_card_number: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    relation: str | None = None
    able_to_work: str | None = None
    village_name: str | None = None
    as_of_on: str | None = None
    finding: str | None = None
    address: tuple[str, ...] = ()

    def titles(self) -> tuple[str, ...]:
        """Return every title that the list must have."""
        single = (getattr(self, field) for field in type(self).model_fields if field != "address")
        return (*(title for title in single if title), *self.address)


class Values(Declared):
    """What the list writes for each of our codes."""

    sex: dict[Literal["f", "m"], tuple[str, ...]] = Field(default_factory=dict)
    relation: dict[
        Literal["head", "spouse", "child", "grandchild", "parent", "sibling", "other"],
        tuple[str, ...],
    ] = Field(default_factory=dict)
    able_to_work: dict[Literal["yes", "no"], tuple[str, ...]] = Field(default_factory=dict)
    finding: dict[Code, tuple[str, ...]] = Field(default_factory=dict)


class ListMapping(Declared):
    """One kind of list. Without a declared `code_system` no list of this kind is taken in."""

    code: Code
    title: Label
    source: Code
    basis: str
    code_system: Literal["kemendagri", "bps"] | None = None
    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    header_row: int = Field(default=1, ge=1, le=10)
    date_formats: tuple[str, ...] = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
    deciles: Numbers = ()
    columns: Columns
    values: Values = Values()
