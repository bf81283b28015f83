"""A mentor, with villages and caseload."""
