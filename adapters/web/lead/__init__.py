"""Pages for who answers for the programme: all villages, one village, and what waits where."""
