"""What may be done about stamps: orders, batches, ranges, scratch fields."""

from ocop.stamps.operations.batches import activate, hand_over, print_stamps, void
from ocop.stamps.operations.orders import approve, order, refuse, withdraw
from ocop.stamps.operations.pins import try_pin

__all__ = [
    "activate",
    "approve",
    "hand_over",
    "order",
    "print_stamps",
    "refuse",
    "try_pin",
    "void",
    "withdraw",
]
