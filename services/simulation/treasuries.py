"""The money of all simulated villages, and what goes wrong with it in some of them."""

from collections.abc import Iterator
from uuid import UUID

from services.simulation.funds import VillageFunds
from services.simulation.planted import share_of
from services.simulation.purse import Purse
from services.simulation.slips import (
    OF_GIFTS,
    OF_PURCHASES,
    OF_VILLAGES,
    Slips,
    of_purchases,
    of_villages,
)
from services.simulation.world import World

# How many of each the full programme has.
LATE_RECEIPTS, WITHOUT_REPORT = 15, 2


def treasuries(world: World, fates: dict[UUID, str]) -> Iterator[VillageFunds]:
    """Return the money of every village, and what goes wrong with it in some."""
    families = sum(len(cast.families) for cast in world.villages)
    villages, random = len(world.villages), world.random("slips")
    late = share_of(LATE_RECEIPTS, families)
    owing = min(villages, share_of(WITHOUT_REPORT, families))
    slips = [Slips() for _ in world.villages]
    fulls = {**OF_VILLAGES, **OF_GIFTS, **OF_PURCHASES}
    counts = {kind: share_of(full, families) for kind, full in fulls.items()}
    of_villages(slips, slips[: villages - owing] or slips, counts, random)
    funds = []
    for number, cast in enumerate(world.villages):
        # Who will move is paid by neither village: an order is not divided between two of them.
        eligible = [
            family
            for family in cast.families
            if fates[family.household_id] == "eligible" and family.upheaval != "moves"
        ]
        funds.append(
            VillageFunds(
                Purse(world, cast, eligible),
                slips[number],
                late=late // villages + (number < late % villages),
                owes=number >= villages - owing,
            )
        )
    plain, alike = ([each.works.free(alike=kind) for each in funds] for kind in (False, True))
    of_purchases(slips, plain, alike, counts, random)
    for each in funds:
        each.works.settle()
    yield from funds
