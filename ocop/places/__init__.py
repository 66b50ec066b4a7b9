"""Places: provinces, communes, and what they were before 1 July 2025.

A place keeps its code for ever; what became of an old unit is a row, so that a report of 2020
by district and one of 2026 by commune can both be drawn (NQ 1679/NQ-UBTVQH15, QĐ 19/2025/QĐ-TTg).
"""
