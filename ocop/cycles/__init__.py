"""The programme's year in a province: its rounds, with cut-offs and finish dates."""
