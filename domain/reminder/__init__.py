"""What the clock brought to whose attention, and when: one stream per day."""
