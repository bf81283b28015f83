"""The account from which the money of a village is paid."""

from domain.village_account import decisions, folds

__all__ = ["decisions", "folds"]
