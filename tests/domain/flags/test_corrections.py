"""R20 asks about a village where more is corrected than chance makes of the usual rate."""

import pytest

from domain.flags.control import is_beyond_chance


@pytest.mark.parametrize(
    ("visits", "corrections", "asks"),
    [
        (1_000, 60, True),
        (2_000, 90, True),  # not twice the usual, and far beyond chance
        (150, 11, False),  # nearly three times the usual, of a few visits
        (150, 20, True),
        (1_000, 40, False),
        (1_000, 25, False),
    ],
)
def test_a_few_visits_allow_more_than_many_do(visits, corrections, asks):
    usual = 25 / 1_000

    assert is_beyond_chance(corrections, usual * visits) == asks
