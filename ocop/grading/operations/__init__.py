"""What may be done in a council: one function an act."""

from ocop.grading.operations.calls import ask_in_writing, call_meeting, convene
from ocop.grading.operations.central import give_back, recognize_nationally, take_up_again
from ocop.grading.operations.councils import (
    adopt_by_law,
    establish_council,
    leave,
    seat,
)
from ocop.grading.operations.forwarding import (
    add_to_forwarding,
    begin_forwarding,
    drop_from_forwarding,
    note_parts,
    receive_forwarding,
    report_centrally,
    revise_forwarding,
    send_back_forwarding,
    send_forwarding,
)
from ocop.grading.operations.irregular import (
    answer_redo,
    ask_redo,
    lift_redo,
    withdraw_recognition,
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
from ocop.grading.operations.syncing import take_record

__all__ = [
    "abstain",
    "add_to_forwarding",
    "adopt_by_law",
    "answer_redo",
    "approve",
    "ask_in_writing",
    "ask_redo",
    "begin_forwarding",
    "call_meeting",
    "close_sitting",
    "close_without_star",
    "conclude",
    "convene",
    "correct",
    "declare_conflict",
    "drop_from_forwarding",
    "establish_council",
    "give_back",
    "keep_card",
    "leave",
    "lift_redo",
    "minute",
    "note_parts",
    "open_card",
    "open_sitting",
    "put_on_agenda",
    "receive_forwarding",
    "recognize",
    "recognize_handed_back",
    "recognize_nationally",
    "record_central_result",
    "report_centrally",
    "revise_forwarding",
    "seat",
    "send_back_forwarding",
    "send_forwarding",
    "sign",
    "take_record",
    "take_up_again",
    "uphold_knockout",
    "withdraw_recognition",
]
