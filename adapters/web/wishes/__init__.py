"""Forms for what users ask of a family: each defined once, shown, checked and previewed by it."""
