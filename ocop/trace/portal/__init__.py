"""What the national portal is told of lots, by which adapter, and what became of it."""
