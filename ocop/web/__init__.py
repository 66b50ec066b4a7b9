"""What people see: one package an audience, and the plumbing they share."""
