"""What a producer lays before the council, and what commune and province make of it.

A dossier put on the system has the same legal value as paper (QĐ 26/2026/QĐ-TTg, Điều 7.1), so
its parts are hashed, versioned and kept, and its history can be printed.
"""
