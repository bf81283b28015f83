"""A user: roles held, wishes refused, files read."""
