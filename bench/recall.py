"""From a lot to everything made of it: linear in the answer, whatever lies beside it."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psycopg
from django.core.management import call_command
from django.db import connection

from bench.figure import Figure
from ocop.trace.closure import downstream

APART = "import django; django.setup(); from bench import recall; recall.main({sizes})"
MILLION = 1_000_000
# Trees in which each lot goes into three others: nodes, and the key of the first.
TREES = {100_000: 1, 1_000: 200_001, 10: 300_001}
FANS = 3
IN_TREES = sum(nodes - 1 for nodes in TREES)
TIMES = {100_000: 5, 1_000: 60, 10: 200}
# The edges of the trees are strewn evenly among those beside them, as years strew them.
EDGES = """
    INSERT INTO trace_input (into_id, lot_id, kg, units, created_at)
    SELECT
        CASE WHEN t > {in_trees} OR g %% {every} <> 0 THEN 1000000 + {count} + g
             WHEN t < 100000 THEN t + 1
             WHEN t < 100999 THEN 200001 + t - 99999
             ELSE 300001 + t - 100998 END,
        CASE WHEN t > {in_trees} OR g %% {every} <> 0
                THEN 1000000 + (g * 2654435761) %% {count}
             WHEN t < 100000 THEN (t + 2) / 3
             WHEN t < 100999 THEN 200001 + (t - 99999 - 1) / 3
             ELSE 300001 + (t - 100998 - 1) / 3 END,
        1, 1, timestamptz '2026-06-01 00:00Z'
    FROM (SELECT g, g / {every} AS t FROM generate_series({first}::bigint, {last}) g) numbered
"""


def figures(var: Path, *, full: bool = False) -> Iterator[Figure]:
    """Measure on a PostgreSQL of our own, in a process of its own."""
    from tests import postgres

    sizes = [1, 10] if full else [1]
    with postgres.running() as url:
        environ = {**os.environ, "DATABASE_URL": url, "OCOP_VAR": str(var / "recall")}
        command = [sys.executable, "-c", APART.format(sizes=sizes)]
        told = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    for line in told.stdout.splitlines():
        name, value, unit, at_most = line.split("\t")
        yield Figure(name, float(value), unit, at_most=float(at_most) if at_most else None)


def main(sizes: list[int]) -> None:
    """Fill the edges to each size in turn, and print what recalls cost."""
    call_command("migrate", verbosity=0)
    taken: dict[int, dict[int, float]] = {}
    for size in sizes:
        filled(size * MILLION)
        taken[size] = measured()
        told = taken[size]
        for nodes in sorted(TREES):
            print(f"recall closure of {nodes} lots in {size} M edges\t{told[nodes] * 1e3}\tms\t")
        each = (told[100_000] / 100_000) / (told[1_000] / 1_000)
        print(f"the same in {size} M edges, per lot: 100,000 / 1,000\t{each}\t×\t2")
    if len(sizes) > 1:
        for nodes in sorted(TREES):
            ratio = taken[10][nodes] / taken[1][nodes]
            print(f"recall closure of {nodes} lots, 10 M edges / 1 M edges\t{ratio}\t×\t2.5")


def filled(count: int) -> None:
    """Fill the table of edges anew; lots are their keys alone."""
    every = count // (IN_TREES + 1)
    with connection.cursor() as cursor:
        # No lot stands behind these edges.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("TRUNCATE trace_input")
        for first in range(1, count + 1, MILLION):
            last = min(first + MILLION - 1, count)
            rows = EDGES.format(first=first, last=last, count=count, every=every, in_trees=IN_TREES)
            cursor.execute(rows, [])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as plain:
        plain.execute("VACUUM (ANALYZE) trace_input")


def measured() -> dict[int, float]:
    """Return the seconds of a recall by its number of lots: the median of many, by turns."""
    found: dict[int, list[float]] = {nodes: [] for nodes in TREES}
    turns = [nodes for nodes, times in TIMES.items() for _ in range(times)]
    random.Random(7).shuffle(turns)
    for nodes in [*TREES, *turns]:
        begun = time.perf_counter()
        reached = downstream(TREES[nodes])
        found[nodes].append(time.perf_counter() - begun)
        assert len(reached) == nodes, f"{len(reached)} of {nodes} lots were found."
    return {nodes: median(times[1:]) for nodes, times in found.items()}
