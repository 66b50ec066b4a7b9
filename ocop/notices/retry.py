"""When a sending that failed is tried again. Pure."""

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(minutes=1)
FACTOR = 4
TRIES = 6


def next_try(tries: int, at: datetime) -> datetime | None:
    """Return when to try again after the ``tries``-th failure, or nothing after the last.

    One minute, then four times as long each time: a gateway that is down for an afternoon is
    waited for, and one that is gone is not called for ever.
    """
    if tries >= TRIES:
        return None
    wait: timedelta = FIRST_WAIT * FACTOR ** (tries - 1)
    return at + wait
