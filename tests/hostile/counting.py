"""How many hostile inputs each test throws; all together at least twenty thousand."""

from django.db import connection

# What is read without the database is as hostile beside one as beside the other.
PURE = {
    "grade": 12_000,
    "text files": 1_000,
    "workbooks": 700,
    "spoilt files": 600,
}
ASKED = {
    "forms office": 1_300,
    "forms producer": 450,
    "forms council": 150,
    "forms public": 100,
    "forms account": 500,
    "queries catalogue": 900,
    "queries verify": 1_300,
    "queries home": 150,
    "queries rulesets": 150,
    "queries lists": 800,
    "queries elsewhere": 400,
    "addresses": 600,
    "registers": 480,
    "bad files": 450,
    "headers": 990,
}
PROPERTY = "hostile_inputs"


def share(name: str, *, of: int = 1) -> int:
    """Return how many to throw in one of ``of`` tests: all on SQLite, fewer on a real server."""
    whole = (PURE | ASKED)[name] // of
    if connection.vendor == "sqlite":
        return whole
    return max(1, whole // (40 if name in PURE else 4))


def told(reports) -> str:
    """Return the sentence that sums up what the tests of these reports threw."""
    thrown = sum(
        value
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == PROPERTY
    )
    return f"{thrown:,} hostile inputs thrown" if thrown else ""
