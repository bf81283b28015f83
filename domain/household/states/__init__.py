"""The parts of a household's state, one module per group."""
