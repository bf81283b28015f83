"""What can have happened to a household, one module per group of facts."""
