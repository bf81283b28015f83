"""What a user can ask of a household, one module per group."""
