"""One imported list of nominated households."""
