"""What users do: load a history, ask it for a decision, append the answer."""
