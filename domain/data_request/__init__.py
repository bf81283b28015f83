"""A request about somebody's personal data, from the day it came in to the answer."""

from domain.data_request import decisions, folds

__all__ = ["decisions", "folds"]
