"""Everything that touches the world: PostgreSQL, HTTP, files, keys, clocks."""
