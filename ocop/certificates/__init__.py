"""Decisions, certificates, and their end: a star is true only while a certificate is in force.

A certificate may come from an older regime without a dossier here, so this package stands below
dossiers: it is a fact about a product by a decision (QĐ 26/2026/QĐ-TTg, Điều 4 and 8).
"""
