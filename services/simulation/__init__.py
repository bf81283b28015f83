"""A made-up programme with a realistic history, appended through the same decisions as users'."""
