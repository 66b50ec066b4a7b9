"""People who sign in, and the powers they hold in a place."""
