"""A mentor, with villages and caseload."""

from domain.mentor_assignment import decisions, folds

__all__ = ["decisions", "folds"]
