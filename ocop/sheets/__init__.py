"""Spreadsheets as Vietnamese offices write them, read without guessing and written to be liked."""
