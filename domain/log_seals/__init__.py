"""What the log says of itself: how far every stream had come, and whose key signs for it."""
