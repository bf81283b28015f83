"""An envelope of money: scheme, village, source and fiscal year."""

from domain.fund_envelope import decisions, folds

__all__ = ["decisions", "folds"]
