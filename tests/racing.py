"""Doing several things in the same instant, each on a connection of its own."""

import time
from threading import Barrier, Thread

from django.db import IntegrityError, OperationalError, connection

from ocop.kernel.errors import Refused

PATIENCE = 60  # seconds until who has not come is missed
TURNS = 400


def at_once(*works):
    """Do all the works at once, and return what came of each: its answer, or its refusal."""
    start, results = Barrier(len(works)), {}

    def one(place, work):
        start.wait(timeout=PATIENCE)
        try:
            results[place] = patiently(work)
        except (Refused, IntegrityError) as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=one, args=pair, daemon=True) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert len(results) == len(works), f"Only {sorted(results)} of {len(works)} came to an end."
    return [results[place] for place in range(len(works))]


def patiently(work):
    """Do the work again while SQLite's database in memory, which cannot wait, says it is locked."""
    for _ in range(TURNS):
        try:
            return work()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.02)
    raise AssertionError("The database stayed locked.")
