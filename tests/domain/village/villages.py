"""A village that is in the programme, to begin with."""

from datetime import date

from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.events import VillageSelected
from tests.definitions import code, village
from tests.scenario import given_of

SELECTED_ON = date(2025, 12, 20)


def selection(programme, **more):
    return {
        "village_code": village(programme),
        "batch": code(programme, "village_batch"),
        "scheme": code(programme, "scheme"),
        "basis": "Keputusan contoh 1 Tahun 2025",
        "basis_sha256": "b" * 64,
        "selected_on": SELECTED_ON,
    } | more


def selected(programme, *more):
    return given_of(VILLAGE_PROGRAMME, VillageSelected(**selection(programme)), *more)
