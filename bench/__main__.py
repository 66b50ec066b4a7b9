"""Measure what is promised: one line a figure, exit 1 when any falls short."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figure import Figure

NAMES = ("pages", "search", "grading", "stamps", "starting", "desks", "ledger")
# Each fills a database of its own, in a process of its own.
APART = ("desks", "ledger")


def main() -> int:
    """Print the figures that were asked for; 1 when any of them falls short."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help=f"only one of: {', '.join(NAMES)}")
    parser.add_argument("--full", action="store_true", help="time bin/run in a fresh clone too")
    options = parser.parse_args()
    chosen = [name for name in NAMES if options.name in name]
    if not chosen:
        parser.error(f"no figure is called {options.name}; there are: {', '.join(NAMES)}")
    falls_short = False
    if len(chosen) > 1:
        for name in [name for name in chosen if name in APART]:
            chosen.remove(name)
            told = subprocess.run([sys.executable, "-m", "bench", name], check=False)
            falls_short |= bool(told.returncode)
    with tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder:
        for figure in measured(chosen, Path(folder), full=options.full):
            print(figure.line(), flush=True)
            falls_short = falls_short or not figure.holds
    return int(falls_short)


def measured(chosen: list[str], var: Path, *, full: bool) -> Iterator[Figure]:
    """Measure the chosen figures one after the other, on data of our own in ``var``."""
    # Before the product's settings are read.
    os.environ.update(OCOP_VAR=str(var), DATABASE_URL="", DJANGO_SETTINGS_MODULE="ocop.settings")
    import django

    django.setup()
    from bench import desks, grading, ledger, load, pages, search, stamps, starting
    from bench.data import prepared

    if {"pages", "search"} & set(chosen):
        say(f"Writing 20,000 products; the load comes from {load.tool()} ...")
        act = prepared(var)
    measures: dict[str, Callable[[], Iterator[Figure]]] = {
        "pages": lambda: pages.figures(var),
        "search": lambda: search.figures(act),
        "grading": grading.figures,
        "stamps": lambda: stamps.figures(var),
        "starting": lambda: starting.figures(full=full),
        "desks": lambda: desks.figures(var),
        "ledger": lambda: ledger.figures(var),
    }
    for name in chosen:
        say(f"Measuring: {name} ...")
        yield from measures[name]()


def say(line: str) -> None:
    """Tell what is going on, beside the figures."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
