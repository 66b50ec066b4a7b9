"""What may be done about traces: material and lots."""

from ocop.trace.operations.lots import add_lot, add_source

__all__ = ["add_lot", "add_source"]
