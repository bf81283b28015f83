"""A user: roles held, wishes refused, files read."""

from domain.desk import decisions, folds

__all__ = ["decisions", "folds"]
