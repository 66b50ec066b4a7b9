"""Stamps: one serial against one HMAC, a million in a file against writing the same bytes."""

import hmac
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.figure import Figure, in_rounds, interleaved, ratio
from ocop.stamps import outputs
from ocop.stamps.minting import Run
from ocop.stamps.serials import BODY, Key, key_id, read, serial_of
from ocop.stamps.symbols import DRAWN, Symbols

MILLION = 1_000_000
READ = 50_000
ABOUT = "01/08936012345674"
PREFIX = f"HTTPS://OCOP.EXAMPLE.GOV.VN/{ABOUT}/21/"
KEY = Key(key_id("22", 1), 2026, bytes(range(32)))


def figures(var: Path) -> Iterator[Figure]:
    """Measure reading one serial, and writing files of serials and of symbols."""
    yield from reading()
    run = Run(KEY, 1, ABOUT, 1, MILLION)
    yield written(
        "1 million serials to a file / writing the same bytes",
        lambda: (run.lines(a, z, PREFIX).data for a, z in run.blocks()),
        var,
        at_most=2,
    )
    yield written(
        "1 million stamps with QR symbols / writing the same bytes",
        lambda: drawn(run),
        var,
        at_most=3,
    )


def drawn(run: Run) -> Iterator[bytes | memoryview]:
    """Yield the printer's vector symbols of a run, the tables they are added up from included."""
    symbols = Symbols(PREFIX + run.head, BODY, caption=run.head)
    yield outputs.postscript_head(symbols)
    for first, last in run.blocks(DRAWN):
        yield from outputs.postscript(run, symbols, first, last)


def reading() -> Iterator[Figure]:
    """Read genuine and forged serials beside one HMAC of as many bytes."""
    keys = {KEY.id: KEY}
    good = serial_of(KEY, 1, 77, ABOUT)
    forged = good[:-1] + ("A" if good[-1] != "A" else "B")
    secret, block = bytes(range(32)), bytes(16)
    seconds = interleaved(
        {
            "hmac": lambda: timed(lambda: hmac.digest(secret, block, "sha256")),
            "good": lambda: timed(lambda: read(keys, good, ABOUT)),
            "forged": lambda: timed(lambda: read(keys, forged, ABOUT)),
        },
        rounds=9,
    )
    yield Figure("verify one serial / hmac.digest", seconds["good"] / seconds["hmac"], at_most=3)
    dearer = seconds["forged"] / seconds["good"]
    yield Figure("a forged serial / a genuine one", dearer, at_most=1.2)
    yield Figure("a genuine serial / a forged one", 1 / dearer, at_most=1.25)


def written(
    name: str, pieces: Callable[[], Iterator[bytes | memoryview]], var: Path, *, at_most: float
) -> Figure:
    """Write pieces as they are made, beside the same pieces ready made; both onto the disk."""
    ready = list(pieces())

    path = var / "stamps.out"

    def plainly() -> None:
        with path.open("wb") as stream:
            for piece in ready:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())

    def writing(work: Callable[[], Any]) -> float:
        begun = time.perf_counter()
        work()
        taken = time.perf_counter() - begun
        path.unlink()
        return taken

    taken = in_rounds(
        {
            "made": lambda: writing(lambda: outputs.written(path, pieces())),
            "ready": lambda: writing(plainly),
        },
        rounds=9,
    )
    return Figure(name, ratio(taken, "made", "ready"), at_most=at_most)


def timed(work: Callable[[], Any]) -> float:
    """Return the processor's seconds that ``work`` takes, done so many times."""
    begun = time.process_time()
    for _ in range(READ):
        work()
    return time.process_time() - begun
