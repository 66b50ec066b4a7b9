"""Spreadsheets of certificates of older regimes: each row planned, and nothing written here."""

from ocop.certificates.intake.planning import Intent, plan_certificates

__all__ = ["Intent", "plan_certificates"]
