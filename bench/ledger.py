"""The log: how fast it grows, how little a proof reads, and what checking an export costs."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from bench.figure import Figure, interleaved
from ocop.audit import merkle
from ocop.audit.export import write_export
from ocop.audit.ledger import digest
from ocop.audit.models import Entry
from ocop.audit.operations import publish_checkpoint
from ocop.kernel.act import Act

LEAVES, WRITTEN = 50_000, 20_000
SIZES = (10_000, 1_000_000, 10_000_000)
# A path has at most one hash a level; what stands beside a ragged edge is put together of peaks.
ROWS_A_LEVEL = 2


def figures(var: Path) -> Iterator[Figure]:
    """Measure growing, proving and checking."""
    yield from growing()
    for size in SIZES:
        yield from proving(size)
    yield from checking(var)


def growing() -> Iterator[Figure]:
    """Hash and add leaves; and hash the same bytes, and nothing else."""
    lines = [
        f'{{"at":"2026-10-05","verb":"dossiers.submitted","n":{n:0100d}}}'.encode()
        for n in range(LEAVES)
    ]
    seconds = interleaved({"plain": lambda: plain(lines), "log": lambda: added(lines)})
    yield Figure("leaves a second", LEAVES / seconds["log"], "/s")
    yield Figure("leaves added / plain SHA-256 of them, speed", seconds["plain"] / seconds["log"])


def plain(lines: list[bytes]) -> float:
    """Return the seconds of hashing the lines."""
    begun = time.perf_counter()
    for line in lines:
        hashlib.sha256(line).digest()
    return time.perf_counter() - begun


def added(lines: list[bytes]) -> float:
    """Return the seconds of adding the lines to a log, with every subtree they complete."""
    begun, frontier = time.perf_counter(), merkle.Frontier()
    for line in lines:
        for _ in frontier.add(merkle.leaf_hash(line)):
            pass
    frontier.root()
    return time.perf_counter() - begun


class Alike:
    """A log of any size whose leaves are all alike: each of its nodes is known, none is stored.

    It answers as the table of nodes does, by level and place, and counts what it is asked.
    """

    def __init__(self, size: int) -> None:
        self.size, self.asked = size, set[tuple[int, int]]()
        self.levels = [merkle.leaf_hash(b"alike")]
        for _ in range(size.bit_length()):
            self.levels.append(merkle.node_hash(self.levels[-1], self.levels[-1]))

    def node(self, level: int, index: int) -> bytes:
        """Return the hash at a place of a complete subtree, as a row of the table would."""
        assert (index + 1) << level <= self.size
        self.asked.add((level, index))
        return self.levels[level]

    def root(self, size: int) -> bytes:
        """Return the root of the first ``size`` leaves."""
        peaks = [self.levels[level] for level, _ in merkle.peaks_of(size)]
        return merkle.Frontier(size, peaks).root()


def proving(size: int) -> Iterator[Figure]:
    """Prove lines and older sizes of a log, check each proof, and count the rows that were read."""
    most_in, most_since = 0, 0
    for place in {0, size // 3, size // 2, size - 1, *range(size - 40, size)}:
        log = Alike(size)
        path = merkle.inclusion_proof(log.node, place, size)
        assert merkle.includes(log.root(size), log.levels[0], place, size, path)
        most_in = max(most_in, len(log.asked))
        log, old = Alike(size), place + 1
        path = merkle.consistency_proof(log.node, old, size)
        assert merkle.extends(log.root(old), old, log.root(size), size, path)
        most_since = max(most_since, len(log.asked))
    levels = (size - 1).bit_length()
    for kind, rows in (("a line", most_in), ("an older size", most_since)):
        name = f"proof of {kind} among {size:,}: rows read / {levels} levels"
        yield Figure(name, rows / levels, at_most=ROWS_A_LEVEL)


def checking(var: Path) -> Iterator[Figure]:
    """Check an export by the script that goes with it, and by ``sha256sum`` of its files."""
    (var / "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    act = Act(by=None, at=timezone.now(), origin="bench")
    rows = [entry(act, n) for n in range(WRITTEN)]
    Entry.objects.bulk_create(rows, batch_size=400)
    begun = time.perf_counter()
    publish_checkpoint(act)
    rate = WRITTEN / (time.perf_counter() - begun)
    yield Figure("leaves a second, published into the database", rate, "/s")
    folder = var / "export"
    write_export(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    script = [sys.executable, "-I", str(folder / "ocop-verify.py"), str(folder)]
    seconds = interleaved(
        {
            "sum": lambda: ran(["sha256sum", *map(str, files)]),
            "verified": lambda: ran(script),
        }
    )
    name = f"checking an export of {WRITTEN:,} lines / sha256sum of it"
    yield Figure(name, seconds["verified"] / seconds["sum"])


def entry(act: Act, number: int) -> Entry:
    """Return a line of history."""
    row = Entry(
        at=act.at, origin="bench", request=act.request, verb="bench.did", target_type="bench",
        target_id=str(number), target_name=str(number), facts={"number": number},
    )  # fmt: skip
    row.digest = digest(row.document())
    return row


def ran(command: list[str]) -> float:
    """Return the seconds of a command that succeeds."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun
