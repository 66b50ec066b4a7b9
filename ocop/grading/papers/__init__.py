"""The council's papers, filled from the record: nothing is typed twice, nothing invented."""

from ocop.grading.papers.agenda import invitation
from ocop.grading.papers.central import FIVE, forwarding_letter, redo_letter, return_letter
from ocop.grading.papers.decisions import (
    approval_draft,
    decision_paper,
    national_draft,
    recognition_draft,
)
from ocop.grading.papers.minutes import minutes
from ocop.grading.papers.notices import result_notice
from ocop.grading.papers.sheets import blank_sheet, filled_sheet
from ocop.grading.papers.submissions import council_report, submission, to_ministry

__all__ = [
    "FIVE",
    "approval_draft",
    "blank_sheet",
    "council_report",
    "decision_paper",
    "filled_sheet",
    "forwarding_letter",
    "invitation",
    "minutes",
    "national_draft",
    "recognition_draft",
    "redo_letter",
    "result_notice",
    "return_letter",
    "submission",
    "to_ministry",
]
