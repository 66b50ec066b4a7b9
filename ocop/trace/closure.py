"""Everything that was made of a lot or a harvest, and everything that it was made of.

One recursive query each way over the edges of the chain, on both databases; the work is linear in
the answer, whatever the number of lots beside it.
"""

from collections import defaultdict, deque
from collections.abc import Iterable

from django.db import connection

from ocop.trace.models import Input

# Django's models name the table and columns once; only the recursion is written by hand.
_TABLE = Input._meta.db_table
_DOWN = f"""
    WITH RECURSIVE reached(id) AS (
        {{start}}
        UNION
        SELECT edge.into_id FROM reached JOIN {_TABLE} edge ON edge.lot_id = reached.id
    ) SELECT id FROM reached
"""  # noqa: S608
_UP = f"""
    WITH RECURSIVE reached(id) AS (
        {{start}}
        UNION
        SELECT edge.lot_id FROM reached JOIN {_TABLE} edge ON edge.into_id = reached.id
        WHERE edge.lot_id IS NOT NULL
    ) SELECT id FROM reached
"""  # noqa: S608
_OF_LOT = "SELECT CAST(%s AS BIGINT)"
_OF_HARVEST = f"SELECT into_id FROM {_TABLE} WHERE harvest_id = %s"  # noqa: S608


def downstream(lot: int) -> list[int]:
    """Return the keys of a lot and of all that was made of it, in no promised order."""
    return _asked(_DOWN.format(start=_OF_LOT), lot)


def downstream_of_harvest(harvest: int) -> list[int]:
    """Return the keys of all lots into which a harvest went, directly or by others."""
    return _asked(_DOWN.format(start=_OF_HARVEST), harvest)


def upstream(lot: int) -> list[int]:
    """Return the keys of a lot and of all lots that it was made of."""
    return _asked(_UP.format(start=_OF_LOT), lot)


def steps(starts: Iterable[int], edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return how far each lot is from the nearest start, along the edges between lots."""
    following: dict[int, list[int]] = defaultdict(list)
    for start, into in edges:
        following[start].append(into)
    found = dict.fromkeys(starts, 0)
    waiting = deque(found)
    while waiting:
        here = waiting.popleft()
        for beyond in following[here]:
            if beyond not in found:
                found[beyond] = found[here] + 1
                waiting.append(beyond)
    return found


def _asked(query: str, key: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, [key])
        return [row[0] for row in cursor.fetchall()]
