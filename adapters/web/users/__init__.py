"""The pages of who may sign in: everybody, one user, and a second factor."""
