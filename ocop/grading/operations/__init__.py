"""What may be done in a council: one function an act."""

from ocop.grading.operations.calls import ask_in_writing, call_meeting, convene
from ocop.grading.operations.councils import (
    adopt_by_law,
    establish_council,
    leave,
    seat,
)
from ocop.grading.operations.results import (
    approve,
    close_without_star,
    conclude,
    recognize,
    recognize_handed_back,
    record_central_result,
    uphold_knockout,
)
from ocop.grading.operations.scoring import abstain, correct, keep_card, open_card, sign
from ocop.grading.operations.sittings import (
    close_sitting,
    declare_conflict,
    minute,
    open_sitting,
    put_on_agenda,
)

__all__ = [
    "abstain",
    "adopt_by_law",
    "approve",
    "ask_in_writing",
    "call_meeting",
    "close_sitting",
    "close_without_star",
    "conclude",
    "convene",
    "correct",
    "declare_conflict",
    "establish_council",
    "keep_card",
    "leave",
    "minute",
    "open_card",
    "open_sitting",
    "put_on_agenda",
    "recognize",
    "recognize_handed_back",
    "record_central_result",
    "seat",
    "sign",
    "uphold_knockout",
]
