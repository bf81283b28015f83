"""What is kept about a person: a few codes in clear for the rules, and the identity sealed.

A NIK is for life, even when the birth date in it is wrong, and its region is that of the first
registration. So a broken structure is refused, but disagreement is only a warning (rule T2).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from domain.personal import Group, Identity, PersonalData, Place
from domain.programme import Programme
from domain.rules import Refused, warn

Sex = Literal["f", "m"]
AgeBand = Literal["0-4", "5-6", "7-12", "13-17", "18-59", "60+"]
IsoDay = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
SealedDay = Annotated[IsoDay | None, PersonalData(Group.IDENTITY)]

DIGITS = 16
WOMAN_DAY_OFFSET = 40
FIRST_DAY_OF_AGE = ((60, "60+"), (18, "18-59"), (13, "13-17"), (7, "7-12"), (5, "5-6"), (0, "0-4"))
# Provinces that have ever registered anyone; 54 still stands in old cards.
PROVINCE_BLOCKS = (11, 19), (21, 21), (31, 36), (51, 54), (61, 65), (71, 76), (81, 82), (91, 96)
PROVINCES = frozenset(
    str(code) for first, last in PROVINCE_BLOCKS for code in range(first, last + 1)
)


class Person(BaseModel):
    """A person as a form or a list names them. In clear, `age_band` stands for the birth date."""

    person_id: UUID
    sex: Sex
    age_band: AgeBand
    able_to_work: bool
    full_name: Identity = None
    nik: Identity = None
    family_card_number: Identity = None
    birth_date: SealedDay = None
    address: Place = None


class MemberLine(NamedTuple):
    """A member as one household hands them to another: what rules read, and nothing else."""

    person_id: UUID
    sex: Sex
    age_band: AgeBand
    able_to_work: bool
    nik_missing: bool


@dataclass(frozen=True, slots=True)
class Nik:
    """The parts of a population number whose structure is sound."""

    region: str
    day: int
    month: int
    year_in_century: int
    sex: Sex

    @classmethod
    def parse(cls, text: str) -> "Nik | None":
        """Return the parts, or nothing when no such number can have been given out."""
        if len(text) != DIGITS or not (text.isascii() and text.isdigit()):
            return None
        if len(set(text)) == 1 or text[:2] not in PROVINCES or text[12:] == "0000":
            return None
        day, month, year = int(text[6:8]), int(text[8:10]), int(text[10:12])
        sex: Sex = "f" if day > WOMAN_DAY_OFFSET else "m"
        day -= WOMAN_DAY_OFFSET if sex == "f" else 0
        if not _is_day(2000 + year, month, day):
            return None
        return cls(text[:6], day, month, year, sex)

    def is_of(self, born: date) -> bool:
        """Say whether this is the birth date in the number; the century is not in it."""
        return (self.day, self.month, self.year_in_century) == (
            born.day,
            born.month,
            born.year % 100,
        )


def is_missing(nik: str | None) -> bool:
    """Say whether there is no number, or one that a list puts where it knows none."""
    return not nik or nik == "0" * DIGITS or (len(nik) == DIGITS and nik.endswith("0" * 10))


def is_family_card(text: str) -> bool:
    """Say whether this can be the number of a family card."""
    return len(text) == DIGITS and text.isascii() and text.isdigit() and len(set(text)) > 1


def age_band(born: date, day: date) -> AgeBand:
    """Return the band of somebody's age on a day."""
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    for first, band in FIRST_DAY_OF_AGE:
        if age >= first:
            return band  # type: ignore[return-value]
    raise ValueError("not born yet")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def checked(person: Person, programme: Programme, today: date) -> tuple[str, ...]:
    """Return the warnings about what is said of a person's identity. Raises Refused (T2)."""
    if person.family_card_number and not is_family_card(person.family_card_number):
        raise Refused("T2", "family_card")
    born = _birth_date(person.birth_date, today)
    if born is not None and person.age_band not in _bands(born, today):
        raise Refused("T2", "age")
    if is_missing(person.nik):
        return warn(T2c=True)
    nik = Nik.parse(person.nik or "")
    if nik is None:
        raise Refused("T2", "nik")
    regions = tuple(region.replace(".", "") for region in programme.regions)
    return warn(
        T2b_prefix=not nik.region.startswith(regions),
        T2b_sex=nik.sex != person.sex,
        T2b_birthday=born is not None and not nik.is_of(born),
    )


def _bands(born: date, today: date) -> set[AgeBand]:
    """Return the bands that somebody born then can be in, on a list that is up to a year old."""
    return {age_band(born, today), age_band(born, max(born, today - timedelta(days=365)))}


def _birth_date(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    try:
        born = date.fromisoformat(text)
    except ValueError:
        raise Refused("T2", "birth_date") from None
    if born > today:
        raise Refused("T2", "birth_date")
    return born
