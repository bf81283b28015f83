"""Files that prove something: what they really are, and where they lie."""
