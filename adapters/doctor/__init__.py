"""Looks whether what must always hold does hold: in production, and after each fault."""
