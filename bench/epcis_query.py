"""Asking: the events of one thing among a million (and, with --full, ten) against ``select 1``."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.figure import Figure, interleaved
from ocop.base.partitions import ensure_partitions
from ocop.epcis.access import EVERYTHING, visible
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.fetching import NEEDED, fetched
from ocop.epcis.asking.parameters import read_query

MILLION = 1_000_000
TIMES = 400
ROUNDS = 7
PER_PAGE = 31
# A third of a year of captures, whatever their number.
SPAN = 120 * 86_400
THING = "https://id.gs1.org/01/10614141073464/21/"
APART = "import django; django.setup(); from bench import epcis_query; epcis_query.main({sizes})"
EVENTS = """
    SELECT 22, {moment}, g, 'urn:uuid:' || g, 'ObjectEvent', 'OBSERVE', '+07:00', now(),
        'https://ref.gs1.org/cbv/BizStep-' || (array['shipping', 'receiving'])[1 + g % 2],
        'https://ref.gs1.org/cbv/Disp-in_transit', 'https://id.gs1.org/414/' || (g % 500 + 1000000),
        'https://id.gs1.org/414/' || (g % 50 + 2000000), '', NULL, '', 'CT-' || g % 1000, false,
        ''::bytea, convert_to(repeat('x', 800), 'UTF8'), NULL, NULL
    FROM generate_series({first}, {last}) g
"""
THINGS = """
    SELECT 22, g, p, {moment}, 'epc', false, '{thing}' || ((g * 2654435761 + p) % {things}),
        NULL, '', NULL, ''
    FROM generate_series({first}, {last}) g, generate_series(0, 2) p
"""
MOMENT = "timestamptz '2026-06-01 00:00Z' + interval '1 second' * (g::float8 * {span} / {count})"


def figures(var: Path, *, full: bool = False) -> Iterator[Figure]:
    """Measure on a PostgreSQL of our own, in a process of its own."""
    from tests import postgres

    sizes = [1, 10] if full else [1]
    with postgres.running() as url:
        environ = {**os.environ, "DATABASE_URL": url, "OCOP_VAR": str(var / "query")}
        command = [sys.executable, "-c", APART.format(sizes=sizes)]
        told = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    for line in told.stdout.splitlines():
        name, value, unit, at_most = line.split("\t")
        yield Figure(name, float(value), unit, at_most=float(at_most) if at_most else None)


def main(sizes: list[int]) -> None:
    """Fill the tables to each size in turn, and print what asking costs."""
    call_command("migrate", verbosity=0)
    taken = {}
    for size in sizes:
        filled(size * MILLION)
        taken[size] = measured(size * MILLION)
        ratio = taken[size]["one thing"] / taken[size]["select 1"]
        print(f"events of one EPC among {size} M events / select 1\t{ratio}\t×\t8")
        whole = taken[size]["through the product"] / taken[size]["select 1"]
        print(f"the same, question compiled and rows read as the door does\t{whole}\t×\t")
    if len(sizes) > 1:
        ratio = taken[10]["one thing"] / taken[1]["one thing"]
        print(f"events of one EPC, 10 M events / 1 M events\t{ratio}\t×\t2", flush=True)


def filled(count: int) -> None:
    """Fill events and their things anew, by COPY from one query into the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("TRUNCATE epcis_event, epcis_thing")
        ensure_partitions(timezone.now().date())
    moment = MOMENT.format(span=SPAN, count=count)
    told = {"moment": moment, "thing": THING, "things": things_of(count)}
    for first in range(1, count + 1, MILLION):
        last = min(first + MILLION - 1, count)
        copied("epcis_event", EVENTS.format(first=first, last=last, **told))
        copied(
            "epcis_thing (province, event, place, time, role, is_class, uri, "
            "quantity, dimension, stated, uom)",
            THINGS.format(first=first, last=last, **told),
        )
    ensure_partitions(timezone.now().date())
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as plain:
        plain.execute("VACUUM (ANALYZE) epcis_event")
        plain.execute("VACUUM (ANALYZE) epcis_thing")


def copied(table: str, rows: str) -> None:
    """Copy what a query yields into a table."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url) as source, psycopg.connect(url) as target:
        target.execute("SET session_replication_role = replica")
        with (
            source.cursor().copy(f"COPY ({rows}) TO STDOUT") as out,
            target.cursor().copy(f"COPY {table} FROM STDIN") as into,
        ):
            for block in out:
                into.write(block)


def things_of(count: int) -> int:
    """Return how many things there are: each is named by six events."""
    return count // 2


def measured(count: int) -> dict[str, float]:
    """Ask for one thing after the other, and for nothing, by turns; seconds of one question."""
    dice = random.Random(count)
    things = [f"{THING}{dice.randrange(things_of(count))}" for _ in range(TIMES)]
    plain = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    text, places = statement()

    def ask(thing: str) -> None:
        values = tuple(thing if one == THING else one for one in places)
        assert plain.execute(text, values, prepare=True, binary=True).fetchall()

    def through(thing: str) -> None:
        question = read_query([("MATCH_anyEPC", thing)], {})
        rows = matching(visible(EVERYTHING), question).order_by("-time", "-id")
        assert fetched(rows[:PER_PAGE], question)

    with plain:
        return interleaved(
            {
                "select 1": lambda: each(
                    things, lambda _: plain.execute("select 1", prepare=True).fetchall()
                ),
                "one thing": lambda: each(things, ask),
                "through the product": lambda: each(things, through),
            },
            rounds=ROUNDS,
        )


def statement() -> tuple[bytes, tuple[object, ...]]:
    """Return the statement that the product sends for one thing, and its values."""
    question = read_query([("MATCH_anyEPC", THING)], {})
    rows = matching(visible(EVERYTHING), question).order_by("-time", "-id").only(*NEEDED)
    text, values = rows[:PER_PAGE].query.sql_with_params()
    return text.encode(), tuple(values)


def each(things: list[str], ask: Callable[[str], object]) -> float:
    """Return the seconds of one question, the median of many."""
    taken = []
    for thing in things:
        begun = time.perf_counter()
        ask(thing)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2]
