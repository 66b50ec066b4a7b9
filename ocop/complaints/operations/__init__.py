"""What may be done about complaints: sent, dealt with, answered, and forgotten."""

from ocop.complaints.operations.handling import (
    acknowledge,
    answer,
    assign,
    extend,
    find,
    give_back,
    hand_over,
    transfer,
)
from ocop.complaints.operations.rules import set_rule
from ocop.complaints.operations.sending import Ticket, ask_review, erase_sender, receive, withdraw

__all__ = [
    "Ticket",
    "acknowledge",
    "answer",
    "ask_review",
    "assign",
    "erase_sender",
    "extend",
    "find",
    "give_back",
    "hand_over",
    "receive",
    "set_rule",
    "transfer",
    "withdraw",
]
