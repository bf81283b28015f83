"""What was bought, from whom, at which price."""

from domain.purchase import decisions, folds

__all__ = ["decisions", "folds"]
