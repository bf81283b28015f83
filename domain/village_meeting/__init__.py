"""A village meeting that decides on households."""

from domain.village_meeting import decisions, folds

__all__ = ["decisions", "folds"]
