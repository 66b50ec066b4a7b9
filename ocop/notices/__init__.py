"""Who is told what: the outbox of notices, its channels, and each person's inbox."""
