"""Spreadsheets into the standing record: each row planned against it, and nothing written here."""

from ocop.registry.intake.columns import COLUMNS
from ocop.registry.intake.plan import Change, Line, Outcome, Plan
from ocop.registry.intake.planning import Intent, plan_registry
from ocop.registry.intake.template import template_workbook

__all__ = [
    "COLUMNS",
    "Change",
    "Intent",
    "Line",
    "Outcome",
    "Plan",
    "plan_registry",
    "template_workbook",
]
