"""Measurements: ratios and times that documents promise, each in one run on one machine."""
