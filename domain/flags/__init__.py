"""Red flags: what looks odd when facts of many histories are laid side by side."""
