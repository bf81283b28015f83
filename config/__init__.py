"""Typed settings, and the programme definitions that the government edits."""
