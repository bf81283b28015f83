"""An objection against a decision or a list."""

from domain.objection import decisions, folds

__all__ = ["decisions", "folds"]
