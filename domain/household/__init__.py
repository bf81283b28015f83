"""The household: the stream that carries a family's two years."""
