"""A witness: a small program that signs a checkpoint only if the log did nothing but grow."""
