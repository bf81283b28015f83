"""A family's history in words that people read: its state, its facts, and what changed."""
