"""What an inspector takes along: a family's or a village's history, with all that checks it."""
