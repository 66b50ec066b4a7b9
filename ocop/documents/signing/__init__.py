"""Signatures on PDF files: made with the office's key, and checked by anyone."""
