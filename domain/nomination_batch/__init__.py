"""One imported list of nominated households."""

from domain.nomination_batch import decisions, folds

__all__ = ["decisions", "folds"]
