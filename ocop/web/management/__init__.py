"""Commands of the system as a whole."""
