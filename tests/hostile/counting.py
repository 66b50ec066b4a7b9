"""How many hostile inputs each test throws: at least twenty thousand, and fifty thousand of traces.

Those of traces are thrown in full with ``OCOP_HOSTILE=whole``, and one of twenty otherwise.
"""

import os

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
# What programs send: documents, names, questions, links, serials and their headers.
TRACED = {
    "traced documents": 20_000,
    "traced xml": 3_000,
    "traced names": 8_000,
    "traced serials": 6_000,
    "traced captures": 4_000,
    "traced events": 2_000,
    "traced bodies": 1_000,
    "traced questions": 5_000,
    "traced headers": 2_000,
    "traced queries": 1_000,
    "traced scans": 6_000,
}
ONE_OF = 20
PROPERTY = "hostile_inputs"


def traced(name: str, *, of: int = 1) -> int:
    """Return how many of what programs send to throw in one of ``of`` tests."""
    whole = TRACED[f"traced {name}"] // of
    return whole if os.environ.get("OCOP_HOSTILE") == "whole" else max(1, whole // ONE_OF)


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
