"""A small world in one thread, moved by a seed: phones, processes, faults, and what must hold."""
