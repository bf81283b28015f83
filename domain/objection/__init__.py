"""An objection against a decision or a list."""
