"""Asking for events: parameters, their meaning in the database, pages, and the form of answers."""
