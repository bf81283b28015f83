"""A village in the programme."""
