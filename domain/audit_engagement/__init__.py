"""An audit: warrant, sample, findings and their follow-up."""

from domain.audit_engagement import decisions, folds, samples

__all__ = ["decisions", "folds", "samples"]
