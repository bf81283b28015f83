"""What visits say beside each other: one person too fast or too often, one photo twice (rule V3).

Nothing of this is refused: who travelled impossibly fast may also have typed a wrong hour. The
same comparisons serve the warning that is stored with a visit and the list of an auditor.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

EARTH_METRES = 6_371_000
# Within this distance two fixes may be of one place, whatever the time between them.
ONE_PLACE_METRES = 1_000
SECONDS_AN_HOUR = 3_600

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A visit as far as others are compared with it; `place` is opened for this and not kept."""

    household_id: UUID
    visit_id: UUID
    at: datetime
    photo_sha256s: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Rounds:
    """A visit and what lies beside it.

    `same_day` is what the same person did on that local day. `same_photo` is whatever shows one
    of its photos, whoever went there on whatever day. Both may include the visit itself.
    """

    visit: Meeting
    same_day: tuple[Meeting, ...] = ()
    same_photo: tuple[Meeting, ...] = ()

    def warnings(self, kmh_max: int, visits_max: int) -> dict[str, bool]:
        """Return which of the warnings of rule V3 the visit carries."""
        visit, others = self.visit, []
        for each in self.same_day:
            if each.visit_id != visit.visit_id:
                others.append(each)
            elif visit.place is None:
                # What is corrected is still where it was.
                visit = replace(visit, place=each.place)
        return {
            "V3_speed": any(is_too_fast(visit, each, kmh_max) for each in others),
            "V3_crowded": is_crowded([visit, *others], visits_max),
            "V3_photo": any(shares_photo(visit, each) for each in self.same_photo),
        }


def is_too_fast(one: Meeting, other: Meeting, kmh_max: int) -> bool:
    """Say whether nobody gets from one visit to the other in the time between them.

    The time is that between the two moments as reported, so that it does not matter whether
    a mentor writes down when a visit began or when it ended.
    """
    spots = spot(one.place), spot(other.place)
    if spots[0] is None or spots[1] is None:
        return False
    metres = distance_m(spots[0], spots[1])
    hours = abs((one.at - other.at).total_seconds()) / SECONDS_AN_HOUR
    return metres > ONE_PLACE_METRES and metres > kmh_max * 1_000 * hours


def is_crowded(day: Iterable[Meeting], visits_max: int) -> bool:
    """Say whether one person made more visits on a day than can be made."""
    return are_too_many(len({each.visit_id for each in day}), visits_max)


def are_too_many(visits: int, visits_max: int) -> bool:
    """Say the same of a number of visits: for rule V3 and for the red flag R13."""
    return visits > visits_max


def shares_photo(one: Meeting, other: Meeting) -> bool:
    """Say whether a photo of one visit also stands for another visit."""
    photos = one.photo_sha256s
    return one.visit_id != other.visit_id and not set(photos).isdisjoint(other.photo_sha256s)


def spot(place: str | None) -> Spot | None:
    """Return the latitude and longitude that a place says; None for what says none."""
    try:
        latitude, longitude = map(float, (place or "").split(","))
    except ValueError:
        return None
    on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180  # noqa: PLR2004
    return (latitude, longitude) if on_earth else None


def distance_m(one: Spot, other: Spot) -> float:
    """Return the distance over the earth between two spots, in metres."""
    (lat, lon), (other_lat, other_lon) = map(radians, one), map(radians, other)
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(min(half, 1.0)))
