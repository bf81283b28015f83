"""What the programme knows: its facts, its rules and its words. No input or output."""
