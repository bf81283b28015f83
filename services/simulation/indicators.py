"""How indicators are met and lost from half-year to half-year, as a real trial saw it.

The rates come from the replication data of a graduation trial: food security was lost again by
28 % of those who had reached it, so progress here is not monotone either.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from domain.programme import Instrument

HALF_YEARS_TO_2Y = 4
# A household that is going to graduate meets its mandatory criteria from this half-year on.
STEADY_FROM = 3


@dataclass(frozen=True, slots=True)
class Rates:
    """Chances per half-year; `start` is the share that meets the indicator at the baseline."""

    start: float
    gain: float
    lose: float


def read_rates(lines: Iterable[str]) -> list[Rates]:
    """Return the rates of the treated households, one per indicator in the file."""
    return [
        Rates(
            float(row["met_baseline"]),
            _per_half_year(float(row["gained_b_to_2y"])),
            _per_half_year(float(row["lost_b_to_2y"])),
        )
        for row in csv.DictReader(lines)
        if row["arm"] == "treatment"
    ]


def _per_half_year(chance: float) -> float:
    return float(1 - (1 - min(chance, 0.95)) ** (1 / HALF_YEARS_TO_2Y))


class Indicators:
    """Which criteria of a scorecard one household meets, half-year after half-year."""

    def __init__(
        self, instrument: Instrument, rates: list[Rates], random: Random, *, graduates: bool
    ) -> None:
        self._criteria = instrument.criteria
        self._rates = {
            criterion.code: rates[number % len(rates)]
            for number, criterion in enumerate(instrument.criteria)
        }
        self._random = random
        self._graduates = graduates
        self._half_year = 0
        self.met = {code: random.random() < rate.start for code, rate in self._rates.items()}
        # Nobody enters the programme who would already pass.
        for criterion in instrument.criteria:
            if criterion.mandatory:
                self.met[criterion.code] = False
                break

    def next_half_year(self) -> dict[str, bool]:
        """Return what is met half a year later."""
        self._half_year += 1
        for code, rate in self._rates.items():
            chance = rate.lose if self.met[code] else rate.gain
            if self._random.random() < chance:
                self.met[code] = not self.met[code]
        if self._graduates and self._half_year >= STEADY_FROM:
            self._become_steady()
        elif not self._graduates:
            self._stay_behind()
        return dict(self.met)

    def fall_back(self) -> dict[str, bool]:
        """Lose every mandatory criterion but one: a relapse."""
        for criterion in [c for c in self._criteria if c.mandatory][:-1]:
            self.met[criterion.code] = False
        return dict(self.met)

    def _become_steady(self) -> None:
        missed_at_most = len(self._criteria) // 12
        missed = 0
        for criterion in self._criteria:
            if criterion.mandatory or missed >= missed_at_most:
                self.met[criterion.code] = True
            elif not self.met[criterion.code]:
                missed += 1

    def _stay_behind(self) -> None:
        mandatory = [c.code for c in self._criteria if c.mandatory]
        if all(self.met[code] for code in mandatory):
            self.met[mandatory[0]] = False
