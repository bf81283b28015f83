"""Invented families: how many per village, who lives in them, and numbers that no registry gave.

Sizes follow the published figures of the first programme (2.63 persons a household). Names are
visibly invented, and every NIK ends in a serial from 9000 to 9999.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random
from uuid import UUID

from domain.household.events.people import Relation
from domain.persons import AgeBand, Sex
from domain.programme import Village

WORDS = [
    "Melati",
    "Kenanga",
    "Cempaka",
    "Anggrek",
    "Mawar",
    "Dahlia",
    "Teratai",
    "Seroja",
    "Flamboyan",
    "Kamboja",
    "Bakung",
    "Lavender",
    "Rusa",
    "Elang",
    "Merpati",
    "Kancil",
    "Rajawali",
    "Kutilang",
    "Cendrawasih",
    "Gelatik",
    "Jalak",
    "Merak",
    "Nuri",
    "Pipit",
]
SIZES = ((1, 27), (2, 27), (3, 22), (4, 14), (5, 6), (6, 4))
WOMEN_HEADED = 0.30
ELDERLY_ONLY = 0.06
EXITS = 0.08
MEAN_PER_VILLAGE = 181
SMALLEST, LARGEST = 60, 420


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """A person nobody has met."""

    person_id: UUID
    sex: Sex
    age_band: AgeBand
    able_to_work: bool
    full_name: str
    nik: str
    family_card_number: str
    birth_date: str
    relation: Relation = "other"

    @property
    def is_child(self) -> bool:
        return self.age_band in {"0-4", "5-6", "7-12", "13-17"}


@dataclass(slots=True)
class Family:
    """An invented household and the village it lives in.

    `serial` is its row on the list, and `leaves` says that it will not stay to the end.
    `upheaval` is what will turn it over, if anything.
    """

    household_id: UUID
    village: Village
    serial: int
    decile: int
    leaves: bool
    upheaval: str = ""
    persons: list[InventedPerson] = field(default_factory=list)

    @property
    def head(self) -> InventedPerson:
        return self.persons[0]


def make_id(random: Random) -> UUID:
    """Return a random version-4 id from a seeded source."""
    return UUID(int=random.getrandbits(128), version=4)


def households_per_village(villages: Sequence[Village], total: int, random: Random) -> list[int]:
    """Return how many households each village nominates: log-normal, with a fixed total."""
    weights = [
        min(max(exp(random.gauss(0.0, 0.5)) * MEAN_PER_VILLAGE, SMALLEST), LARGEST)
        for _ in villages
    ]
    scale = total / sum(weights)
    sizes = [max(1, round(weight * scale)) for weight in weights]
    sizes[-1] += total - sum(sizes)
    return sizes


def families(
    villages: Sequence[Village], total: int, seed: str, today: date, deciles: Sequence[int]
) -> Iterator[Family]:
    """Yield every invented family, the same for the same seed; the poorest are the most."""
    random = Random(f"{seed}/population")
    serial = 0
    for village, size in zip(
        villages, households_per_village(villages, total, random), strict=True
    ):
        for _ in range(size):
            serial += 1
            decile = min(random.choices(deciles, k=2))
            yield _family(village, serial, decile, random, today)


def _family(village: Village, serial: int, decile: int, random: Random, today: date) -> Family:
    leaves = random.random() < EXITS
    family = Family(make_id(random), village, serial, decile, leaves)
    card = f"{_digits(village.code)[:6]}{random.randrange(1, 29):02d}0719{serial % 10_000:04d}"
    elderly = random.random() < ELDERLY_ONLY
    size = 1 if elderly else random.choices(*zip(*SIZES, strict=True))[0]
    for place in range(size):
        band = _age_band(place, random, elderly=elderly)
        sex: Sex = "f" if random.random() < (WOMEN_HEADED if place == 0 else 0.6) else "m"
        family.persons.append(_person(family, place, band, sex, card, random, today))
    return family


def _age_band(place: int, random: Random, *, elderly: bool) -> AgeBand:
    if elderly:
        return "60+"
    if place == 0:
        return "18-59"
    if place == 1 and random.random() < 0.75:
        return "18-59"
    bands: tuple[AgeBand, ...] = ("0-4", "5-6", "7-12", "13-17", "18-59", "60+")
    return random.choices(bands, (15, 8, 30, 25, 14, 8))[0]


AGES: dict[AgeBand, tuple[int, int]] = {
    "0-4": (0, 4),
    "5-6": (5, 6),
    "7-12": (7, 12),
    "13-17": (13, 17),
    "18-59": (19, 58),
    "60+": (61, 84),
}


def _person(
    family: Family,
    place: int,
    band: AgeBand,
    sex: Sex,
    card: str,
    random: Random,
    today: date,
) -> InventedPerson:
    youngest, oldest = AGES[band]
    born = today - timedelta(days=random.randint(youngest * 366 + 1, oldest * 365 + 300))
    number = family.serial * 10 + place
    return InventedPerson(
        person_id=make_id(random),
        sex=sex,
        age_band=band,
        able_to_work=band == "18-59" and random.random() < 0.95,
        full_name=f"Contoh {WORDS[number % len(WORDS)]} {number}",
        nik=_nik(family.village.code, born, sex, number),
        family_card_number=card,
        birth_date=born.isoformat(),
        relation="spouse" if place == 1 and band == "18-59" else _relation(band),
    )


def _relation(band: AgeBand) -> Relation:
    return "parent" if band == "60+" else "child" if band != "18-59" else "other"


def _nik(village_code: str, born: date, sex: Sex, number: int) -> str:
    """Return a number that is sound and visibly synthetic; the district varies with the number.

    Serials 9000-9999 repeat after a thousand births on one day in one district, which the
    number's own district digits keep apart.
    """
    day = born.day + (40 if sex == "f" else 0)
    region = _digits(village_code)[:4] + f"{1 + number // 1000 % 99:02d}"
    return f"{region}{day:02d}{born:%m%y}{9000 + number % 1000}"


def _digits(code: str) -> str:
    return code.replace(".", "")
