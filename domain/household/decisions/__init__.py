"""Which wishes come true: rules are checked here, nothing is changed."""
