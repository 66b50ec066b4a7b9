"""What may be done about scans: alarms raised and looked into, reports taken and answered."""

from ocop.scans.operations.alarms import close, look_into, raise_alarms
from ocop.scans.operations.reports import close_report, report

__all__ = ["close", "close_report", "look_into", "raise_alarms", "report"]
