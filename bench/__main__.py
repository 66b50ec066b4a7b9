"""Measure what is promised: a line a figure, and at the end what fell short; 1 when any did."""

import argparse
import inspect
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from bench.figure import HOLDS, SHORT, UNMEASURED, Figure, heading, unmeasured

# Each in a module of its name, whose ``figures`` takes ``var``, a folder of its own, and may take
# ``full``. Each is measured in a process of its own, and leaves nothing to the next.
NAMES = (
    "grading", "stamps", "scan", "epcis_pure", "epcis_capture", "epcis_query", "recall",
    "search", "pages", "ledger", "desks", "starting",
)  # fmt: skip


def main() -> int:
    """Print the figures that were asked for; 1 when any of them falls short or is missing."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"only those in: {', '.join(NAMES)}"
    )
    parser.add_argument(
        "--full", action="store_true", help="10 million rows, and bin/run in a fresh clone; longer"
    )
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    chosen = [name for name in NAMES if not options.names or any(n in name for n in options.names)]
    if not chosen:
        parser.error(f"no figure is called so; there are: {', '.join(NAMES)}")
    if options.alone:
        measure(chosen[0], full=options.full)
        return 0
    print(heading(), flush=True)
    lines = [line for name in chosen for line in told(name, full=options.full)]
    return summed_up(lines)


def told(name: str, *, full: bool) -> Iterator[str]:
    """Measure one name in a process of its own, and pass its lines on as they come."""
    command = [sys.executable, "-m", "bench", "--alone", name, *(["--full"] if full else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            yield line.rstrip()
    if process.returncode:
        line = unmeasured(name, f"it ended with {process.returncode}")
        print(line, flush=True)
        yield line


def summed_up(lines: list[str]) -> int:
    """Say how many figures hold, and repeat those that do not."""
    wrong = [line for line in lines if line.endswith(SHORT) or UNMEASURED in line]
    held = sum(line.endswith(HOLDS) for line in lines)
    print(f"\n{held} hold, {len(wrong)} fall short or are missing, of {len(lines)} lines.")
    for line in wrong:
        print(line)
    return int(bool(wrong))


def measure(name: str, *, full: bool) -> None:
    """Print the figures of one name, measured here, in a folder of its own."""
    from tests.postgres import NoServer

    say(f"Measuring: {name} ...")
    with tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder:
        try:
            for figure in figures(name, Path(folder), full=full):
                print(figure.line(), flush=True)
        except NoServer as reason:
            told = " ".join(str(reason).split())[:200]
            print(unmeasured(name, f"it needs a PostgreSQL, and {told}"))


def figures(name: str, var: Path, *, full: bool) -> Iterator[Figure]:
    """Measure one name on data of our own in ``var``."""
    # Before the product's settings are read.
    os.environ.update(OCOP_VAR=str(var), DATABASE_URL="", DJANGO_SETTINGS_MODULE="ocop.settings")
    import django

    django.setup()
    measured = import_module(f"bench.{name}").figures
    offered = {"var": var, "full": full}
    taken = inspect.signature(measured).parameters
    yield from measured(**{key: value for key, value in offered.items() if key in taken})


def say(line: str) -> None:
    """Tell what is going on, beside the figures."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
