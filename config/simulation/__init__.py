"""Figures of a real trial that a simulated programme follows.

Shares of households that met an indicator at the baseline and two and three years later, and
the shares that gained or lost it in between, computed from the public replication data of a
six-country graduation trial (Pakistan site, 854 households).
"""

from pathlib import Path


def transitions() -> list[str]:
    """Return the lines of the table, the header first."""
    path = Path(__file__).with_name("indicator_transitions.csv")
    return path.read_text("utf-8").splitlines()
