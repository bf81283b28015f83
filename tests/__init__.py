"""How Jejak is shown to work."""
