"""How many hostile inputs each test throws; all together at least twenty thousand."""

from django.db import connection

LEAST = {
    "grade": 9_000,
    "forms": 4_200,
    "queries": 4_200,
    "imports": 1_800,
    "uploads": 700,
    "headers": 900,
}


def share(whole: int, *, rows: bool = True) -> int:
    """Return how many to throw here: all of them on SQLite, a part where the server is real.

    What never asks the database (``rows`` is False) is as hostile on one as on the other.
    """
    if connection.vendor == "sqlite":
        return whole
    return max(1, whole // (1 if rows else 40))
