"""Which households may be the same: suggested with scores and reasons, decided by a person.

Names are compared in memory only. A suggestion is computed anew each time and stored nowhere;
what a person decides about it is on record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from services.intake.known import KnownFamily, KnownPerson
from services.intake.values import clean

PROBABLE = 80
# Weights of a name, a birth date, and a place: together 100.
NAME, BIRTH, VILLAGE, ADDRESS = 50, 30, 10, 10
NEARLY_BORN = 20
# Two sound NIKs that have nothing in common speak against, a slip of a digit or two speaks for.
OTHER_NIK, NEAR_NIK, SAME_CARD = -20, 15, 15
NAME_MIN = 70
SLIPS_MAX = 2
# A block larger than this says nothing about its members: it would be everybody with everybody.
BLOCK_MAX = 400
DAY = slice(8, 10)
DIGITS_OF_DAY = (0, 1, 2, 3, 5, 6, 8, 9)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two households whose members look alike; the scores are those of the most alike pair."""

    household_id: UUID
    other_id: UUID
    score: int
    reasons: tuple[str, ...]
    person_id: UUID
    other_person_id: UUID

    @property
    def pair(self) -> tuple[UUID, UUID]:
        """Return the two households in the order in which a dismissal names them."""
        one, other = sorted((self.household_id, self.other_id))
        return one, other


@dataclass(frozen=True, slots=True)
class Face:
    """A person as they are compared."""

    family: KnownFamily
    person: KnownPerson
    name: str
    address: str

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """Yield what two entries of one person have in common, whichever slip parts them.

        Without a birth date alike, only a number alike can make a pair probable. So these blocks
        miss nothing, and stay small.
        """
        born, nik, village = self.person.birth_date, self.person.nik, self.family.village_code
        if born:
            yield ("born", born)
            yield ("swapped", village, born[:4], "".join(sorted(born[5:])))
            for place in DIGITS_OF_DAY:
                yield ("slip", village, f"{born[:place]}*{born[place + 1 :]}")
        if nik:
            yield ("nik", nik[:12])
            yield ("nik", nik[6:])
        if self.family.family_card:
            yield ("card", self.family.family_card)


def suggestions(
    families: Iterable[KnownFamily], *, among: Collection[UUID] | None = None
) -> list[Suggestion]:
    """Return probable duplicates, most alike first; `among` limits them to these and their like.

    Only live households are compared: one that has ended is no duplicate any more.
    """
    blocks: dict[tuple[str, ...], list[Face]] = defaultdict(list)
    for face in _faces(families):
        for block in face.blocks():
            blocks[block].append(face)
    best: dict[tuple[UUID, UUID], Suggestion] = {}
    seen: set[tuple[UUID, UUID]] = set()
    for one, other in _candidates(blocks.values(), among):
        ids = sorted((one.person.person_id, other.person.person_id))
        if (ids[0], ids[1]) in seen:
            continue
        seen.add((ids[0], ids[1]))
        found = _compare(one, other)
        if found and (found.pair not in best or best[found.pair].score < found.score):
            best[found.pair] = found
    return sorted(best.values(), key=lambda s: (-s.score, s.household_id, s.other_id))


def _faces(families: Iterable[KnownFamily]) -> Iterator[Face]:
    for family in families:
        if family.is_live:
            for person in family.people:
                if person.is_here and person.full_name:
                    yield Face(family, person, _form(person.full_name), _form(family.address))


def _form(text: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in clean(text).casefold())
    return " ".join(words.split())


def _candidates(
    blocks: Iterable[Sequence[Face]], among: Collection[UUID] | None
) -> Iterator[tuple[Face, Face]]:
    for block in blocks:
        if not 1 < len(block) <= BLOCK_MAX:
            continue
        for one, other in combinations(block, 2):
            mine, yours = one.family.household_id, other.family.household_id
            if mine != yours and (among is None or mine in among or yours in among):
                yield one, other


def _compare(one: Face, other: Face) -> Suggestion | None:
    """Return a suggestion when two people are probably one."""
    alike = token_sort_ratio(one.name, other.name, score_cutoff=NAME_MIN)
    if not alike:
        return None
    points = {"name": NAME * alike / 100, **_birth(one, other), **_place(one, other)}
    points |= _numbers(one, other)
    score = round(sum(points.values()))
    if score < PROBABLE:
        return None
    (one, other) = sorted((one, other), key=lambda face: face.family.household_id)
    return Suggestion(
        one.family.household_id,
        other.family.household_id,
        min(score, 100),
        tuple(sorted(points)),
        one.person.person_id,
        other.person.person_id,
    )


def _birth(one: Face, other: Face) -> dict[str, float]:
    mine, yours = one.person.birth_date, other.person.birth_date
    if not mine or not yours:
        return {}
    if mine == yours:
        return {"birth_date": BIRTH}
    # Day and month change places, and one digit of a date is easily misread.
    swapped = mine[:5] + mine[DAY] + "-" + mine[5:7]
    if swapped == yours or OSA.distance(mine, yours, score_cutoff=1) <= 1:
        return {"birth_date_near": NEARLY_BORN}
    return {}


def _place(one: Face, other: Face) -> dict[str, float]:
    if one.family.village_code != other.family.village_code:
        return {}
    points: dict[str, float] = {"village": VILLAGE}
    if one.address and other.address:
        alike = token_sort_ratio(one.address, other.address, score_cutoff=NAME_MIN)
        if alike:
            points["address"] = ADDRESS * alike / 100
    return points


def _numbers(one: Face, other: Face) -> dict[str, float]:
    points: dict[str, float] = {}
    mine, yours = one.person.nik, other.person.nik
    if mine and yours:
        near = OSA.distance(mine, yours, score_cutoff=SLIPS_MAX) <= SLIPS_MAX
        points["nik_near" if near else "nik_other"] = NEAR_NIK if near else OTHER_NIK
    if one.family.family_card and one.family.family_card == other.family.family_card:
        points["family_card"] = SAME_CARD
    return points


def alike(name: str, other: str) -> bool:
    """Say whether two names are probably one person's, within families already found alike."""
    return token_sort_ratio(_form(name), _form(other)) >= PROBABLE
