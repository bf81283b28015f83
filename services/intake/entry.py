"""What one row of a list says about one person, and what is wrong with it by itself."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from uuid import UUID

from domain.persons import AgeBand, Nik, Person, Sex, age_band, checked, is_missing
from domain.programme import Programme
from domain.rules import Refused
from services.intake import values
from services.intake.mapping import ListMapping
from services.intake.regions import Regions, is_named, village_code, village_fault
from services.intake.table import Line

WORKING_AGE = frozenset({"18-59"})


@dataclass(frozen=True, slots=True)
class ListContext:
    """What rows are judged by. `deciles` is the filter under which the list was drawn."""

    mapping: ListMapping
    programme: Programme
    regions: Regions
    as_of_on: date
    deciles: tuple[int, ...]
    today: date


@dataclass(slots=True)
class Entry:
    """One person of the list. `faults` reject the row, `notes` stay beside it."""

    number: int
    row: int
    nik: str = ""
    family_card: str = ""
    full_name: str = ""
    birth_date: date | None = None
    sex: Sex | None = None
    age_band: AgeBand | None = None
    able_to_work: bool = False
    relation: str = "head"
    address: str = ""
    village_code: str = ""
    decile: int | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_head(self) -> bool:
        return self.relation == "head"


def entry_of(line: Line, context: ListContext) -> Entry:
    """Return what a row says."""
    entry = Entry(line.number, line.row)
    _read_numbers(entry, line, context)
    _read_person(entry, line, context)
    _read_place(entry, line, context)
    _read_list(entry, line, context)
    _check_identity(entry, context)
    return entry


def _cell(line: Line, title: str | None) -> str:
    return values.clean(line.cells[title]) if title else ""


def _read_numbers(entry: Entry, line: Line, context: ListContext) -> None:
    columns = context.mapping.columns
    nik, card = _cell(line, columns.nik), _cell(line, columns.family_card_number)
    if values.is_destroyed(nik):
        entry.faults.append("nik.destroyed")
    else:
        entry.nik = values.number(nik)
    if values.is_destroyed(card):
        entry.faults.append("card.destroyed")
    else:
        entry.family_card = values.number(card)


def _read_person(entry: Entry, line: Line, context: ListContext) -> None:
    columns, meanings = context.mapping.columns, context.mapping.values
    entry.full_name = _cell(line, columns.full_name)
    if not entry.full_name:
        entry.faults.append("name.missing")
    said, known = _cell(line, columns.sex), Nik.parse(entry.nik)
    sex = values.meaning(said, meanings.sex) if said else (known and known.sex)
    if sex:
        entry.sex = cast("Sex", sex)
    else:
        entry.faults.append("sex.unknown")
    if columns.relation:
        entry.relation = values.meaning(_cell(line, columns.relation), meanings.relation)
        if not entry.relation:
            entry.faults.append("relation.unknown")
    _read_age(entry, _cell(line, columns.birth_date), known, context)
    able = values.meaning(_cell(line, columns.able_to_work), meanings.able_to_work)
    entry.able_to_work = able == "yes" if able else entry.age_band in WORKING_AGE


def _read_age(entry: Entry, said: str, nik: Nik | None, context: ListContext) -> None:
    if said:
        entry.birth_date = values.day(said, context.mapping.date_formats, context.as_of_on)
        if entry.birth_date is None:
            entry.faults.append("t2.birth_date")
            return
        entry.age_band = age_band(entry.birth_date, context.as_of_on)
        return
    if nik is None:
        entry.faults.append("age.unknown")
        return
    # The century is not in a NIK: nobody on a list was born after the day of the list.
    century = 2000 if nik.year_in_century <= context.as_of_on.year % 100 else 1900
    year = century + nik.year_in_century
    entry.age_band = age_band(date(year, nik.month, min(nik.day, 28)), context.as_of_on)
    entry.notes.append("birth_date.from_nik")


def _read_place(entry: Entry, line: Line, context: ListContext) -> None:
    columns = context.mapping.columns
    entry.address = ", ".join(filter(None, (_cell(line, title) for title in columns.address)))
    system = context.mapping.code_system or ""
    code, fault = village_code(_cell(line, columns.village_code), system, context.regions)
    fault = fault or village_fault(code, context.programme, context.regions)
    if fault:
        entry.faults.append(fault)
        return
    entry.village_code = code
    name = _cell(line, columns.village_name)
    if name and not is_named(code, name, context.programme, context.regions):
        entry.notes.append("village.name")


def _read_list(entry: Entry, line: Line, context: ListContext) -> None:
    columns, mapping = context.mapping.columns, context.mapping
    decile = _cell(line, columns.decile)
    if re.fullmatch(r"0?[1-9]|10", decile):
        entry.decile = int(decile)
        if entry.decile not in context.deciles:
            entry.faults.append("t4")
    else:
        entry.faults.append("t4.missing")
    if columns.as_of_on:
        said = values.day(line.cells[columns.as_of_on], mapping.date_formats, context.today)
        if said != context.as_of_on:
            entry.faults.append("t1.as_of")
    finding = values.meaning(_cell(line, columns.finding), mapping.values.finding)
    if finding:
        entry.faults.append(f"listed.{finding}")


def _check_identity(entry: Entry, context: ListContext) -> None:
    """Have the domain's own rules look at the numbers, so that the plan and the log agree."""
    if entry.sex is None or entry.age_band is None:
        if not is_missing(entry.nik) and Nik.parse(entry.nik) is None:
            entry.faults.append("t2.nik")
        return
    try:
        warnings = checked(person_of(entry, UUID(int=0)), context.programme, context.today)
    except Refused as refused:
        entry.faults.append(f"t2.{refused.variant}")
        return
    entry.notes += [code.lower() for code in warnings]
    if is_missing(entry.nik):
        entry.nik = ""
    elif context.regions.doubts(entry.nik):
        entry.notes.append("nik.doubtful")


def person_of(entry: Entry, person_id: UUID) -> Person:
    """Return the person as the domain names one. Sex and age band must be known."""
    return Person.model_validate(fields_of(entry, person_id))


def fields_of(entry: Entry, person_id: UUID) -> dict[str, object]:
    """Return what a command says of the person; what the list does not know is left out."""
    fields = {
        "person_id": person_id,
        "sex": entry.sex,
        "age_band": entry.age_band,
        "able_to_work": entry.able_to_work,
        "full_name": entry.full_name,
        "nik": entry.nik,
        "family_card_number": entry.family_card,
        "birth_date": entry.birth_date.isoformat() if entry.birth_date else "",
        "address": entry.address,
    }
    return {name: value for name, value in fields.items() if value not in {"", None}}
