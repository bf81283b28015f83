"""A village in the programme."""

from domain.village_programme import decisions, folds

__all__ = ["decisions", "folds"]
