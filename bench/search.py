"""Search with facets against one LIKE count on the column that it searches."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from bench.data import prepared
from bench.figure import Figure, interleaved
from bench.questions import questions
from ocop.certificates.catalogue import Wanted, search
from ocop.rulesets.queries import rubrics_in_force

COUNT = "SELECT COUNT(*) FROM registry_product WHERE folded LIKE %s"


def figures(var: Path) -> Iterator[Figure]:
    """Ask all questions for one page of hits and every facet's counts; and count by LIKE."""
    act, asked = prepared(var), questions()
    groups = {rubric.number: rubric.group for rubric in rubrics_in_force(act.day)}

    def found() -> float:
        begun = time.perf_counter()
        for words in asked:
            search(Wanted(words), day=act.day, groups=groups)
        return time.perf_counter() - begun

    def everything() -> float:
        begun = time.perf_counter()
        search(Wanted(), day=act.day, groups=groups)
        return (time.perf_counter() - begun) * len(asked)

    seconds = interleaved({"like": lambda: counted(asked), "found": found, "all": everything})
    like = seconds["like"]
    yield Figure("search, hits and facets / one LIKE count", seconds["found"] / like, at_most=10)
    yield Figure("catalogue without words, all 18,000 / one LIKE count", seconds["all"] / like)


def counted(asked: list[str]) -> float:
    """Return the seconds that one LIKE count of each question takes."""
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for words in asked:
            cursor.execute(COUNT, [f"%{words}%"])
            cursor.fetchone()
    return time.perf_counter() - begun
