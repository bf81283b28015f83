"""One disbursement for many households."""

from domain.disbursement_order import decisions, folds

__all__ = ["decisions", "folds"]
