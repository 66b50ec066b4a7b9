"""Councils, sittings, scorecards and results: how a dossier becomes a star.

The council's composition is QĐ 26/2026/QĐ-TTg, Điều 7.3.b; quorum, spread and the way floors are
tested are the council's own by-law and stand here as rows.
"""
