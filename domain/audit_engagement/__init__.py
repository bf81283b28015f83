"""An audit: warrant, sample, findings and their follow-up."""

from domain.audit_engagement import decisions, folds

__all__ = ["decisions", "folds"]
