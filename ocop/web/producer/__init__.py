"""The producer's own desk."""
