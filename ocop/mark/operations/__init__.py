"""What may be done about the mark: labels are sent, looked at, corrected, or lead further."""

from ocop.mark.operations.labels import (
    answer,
    ask_correction,
    pass_label,
    refer,
    send_artwork,
    withdraw,
)
from ocop.mark.operations.marks import adopt_mark

__all__ = [
    "adopt_mark",
    "answer",
    "ask_correction",
    "pass_label",
    "refer",
    "send_artwork",
    "withdraw",
]
