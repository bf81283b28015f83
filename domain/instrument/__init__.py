"""The instruments and the programme definition, as they came into use."""

from domain.instrument import decisions, folds

__all__ = ["decisions", "folds"]
