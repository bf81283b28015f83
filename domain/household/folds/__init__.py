"""How each event changes the state: nothing is checked here."""
