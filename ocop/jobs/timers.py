"""Doing what recurs: each thing when its turn has come, by one process at a time.

Only a thing done to its end counts as done: what was killed on its way is done again when its
hold runs out. What recurs therefore does nothing twice that it has done once.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from ocop.jobs.due import Daily, Every
from ocop.jobs.models import Timer
from ocop.kernel.act import Act

logger = logging.getLogger(__name__)

# How long one run may take before another process may try, and how long a failed one rests.
HOLD = timedelta(minutes=10)
REST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line of the table of timers: what, how often, and the function that does it."""

    name: str
    turn: Every | Daily
    run: Callable[[Act], object]


def run_due(table: Iterable[Recurring], clock: Callable[[], datetime]) -> list[str]:
    """Do what is due, and return the names of what was done; what fails stops nothing else."""
    last = dict(Timer.objects.values_list("name", "last_at"))
    due = [one for one in table if one.turn.is_due(last.get(one.name), clock())]
    return [one.name for one in due if _run(one, clock)]


def _run(one: Recurring, clock: Callable[[], datetime]) -> bool:
    now = clock()
    if not _held(one, now):
        return False
    try:
        one.run(Act(by=None, at=now, origin="timer"))
    except Exception:
        logger.exception("The timer %s failed.", one.name)
        Timer.objects.filter(name=one.name).update(held_until=now + REST)
        return False
    Timer.objects.filter(name=one.name).update(last_at=now, held_until=None)
    return True


def _held(one: Recurring, now: datetime) -> bool:
    """Take hold of the timer, where nobody does it and nobody has just done it."""
    timer, _ = Timer.objects.get_or_create(name=one.name)
    if not one.turn.is_due(timer.last_at, now):
        return False
    free = Timer.objects.filter(Q(held_until=None) | Q(held_until__lte=now), name=one.name)
    return bool(free.filter(last_at=timer.last_at).update(held_until=now + HOLD))
