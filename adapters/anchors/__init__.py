"""Checkpoints of the log, who signs them, and how others keep watch over them."""
