"""How many complaints are taken as they come, and from when a sender is asked for more. Pure."""

from enum import StrEnum

# From one address within an hour: a commune hall may share one, so nobody is shut out early.
FREE_FROM_ONE = 5
MOST_FROM_ONE = 60
# From everywhere within an hour: more than the province gets in a month.
FREE_FROM_ALL = 100


class Door(StrEnum):
    """How the page answers the next sender."""

    OPEN = "open"
    ASKING = "asking"
    SHUT = "shut"


def door(from_here: int, from_all: int) -> Door:
    """Return how the next complaint is met, by those of the last hour.

    A few are taken as they come; more are taken once the sender has copied a number; only what
    no hall of people sends is refused for the hour.
    """
    if from_here >= MOST_FROM_ONE:
        return Door.SHUT
    if from_here >= FREE_FROM_ONE or from_all >= FREE_FROM_ALL:
        return Door.ASKING
    return Door.OPEN
