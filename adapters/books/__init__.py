"""The books of the villages as files that other programs read and recompute."""
