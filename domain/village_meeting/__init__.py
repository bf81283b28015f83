"""A village meeting that decides on households."""
