"""Complaints and requests for review: a register with deadlines and answers."""
