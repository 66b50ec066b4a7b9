"""From spools to the table: in bulk, and each scan exactly once.

How far a spool was copied is written in the transaction that copies it. Whoever is killed on the
way has either done both or neither, and a second copier waits for the first one's row. A spool
goes when its writer has gone and all of it was copied.
"""

import fcntl
import logging
import os
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import psycopg
from django.db import connection, transaction

from ocop.kernel.act import VIETNAM, Act
from ocop.scans.models import DayToCount, Scan, Spooled
from ocop.scans.operations.alarms import raise_alarms
from ocop.scans.rollups import add_scans
from ocop.scans.spool import ENDING, folder, machine

logger = logging.getLogger(__name__)

PIECE = 8_000_000
COLUMNS = (
    "id", "province_id", "at", "product_id", "batch_id", "counter", "headline", "device", "place",
    "signals",
)  # fmt: skip
LINE = re.compile(
    rb"\d{1,19}\t\d{1,18}\t\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00\t\d{1,18}\t(?:\d{1,18}|\\N)"
    rb"\t(?:\d{1,9}|\\N)\t\d\t[0-9a-f]{0,16}\t\d{0,2}\t\d{1,4}"
)
QUIET = b"\t0\n"
NULL = b"\\N"


def copy_spools(act: Act) -> int:
    """Copy what every spool of this machine has come to, and return how many scans it was."""
    copied = 0
    _settle_commits()
    mine = sorted(folder().glob(f"{machine()}-*{ENDING}"))
    for path in mine:
        while True:
            lines, is_end = _copy(path, act)
            copied += lines
            if is_end:
                break
        _take_away(path)
    _forget_gone()
    return copied


def _settle_commits() -> None:
    """Let a commit mean that it is on the disk: the spool goes afterwards."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


@transaction.atomic
def _copy(path: Path, act: Act) -> tuple[int, bool]:
    """Copy the next piece, and tell how many lines it was, and whether it was the last."""
    if connection.vendor == "sqlite":
        mark, _ = Spooled.objects.get_or_create(name=path.name)
    else:
        Spooled.objects.bulk_create([Spooled(name=path.name)], ignore_conflicts=True)
        mark = Spooled.objects.select_for_update().get(name=path.name)
    piece = _read(path, mark.done)
    if not piece:
        return 0, True
    written = _write(piece)
    mark.done += len(piece)
    mark.save(update_fields=["done"])
    add_scans(written)
    _note_days(piece)
    raise_alarms(act, found=list(_raised(piece)))
    return written.count(b"\n"), len(piece) < PIECE // 2


def _read(path: Path, done: int) -> bytes:
    """Return the next whole lines of a spool, up to the room that is not written yet."""
    try:
        with path.open("rb") as file:
            file.seek(done)
            piece = file.read(PIECE)
    except FileNotFoundError:
        return b""
    written = piece.find(b"\0")
    if written >= 0:
        piece = piece[:written]
    return piece[: piece.rfind(b"\n") + 1]


def _write(piece: bytes) -> bytes:
    """Write the lines of a piece into the table, and return them; what is none of ours is left."""
    if connection.vendor == "postgresql":
        try:
            with transaction.atomic():
                return _by_copy(piece)
        except psycopg.DataError:
            good = _sifted(piece)
            return _by_copy(good) if good else b""
    good = _sifted(piece)
    rows = [_row(line) for line in good.splitlines()]
    names = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    places = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(Scan._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608
    return good


def _by_copy(piece: bytes) -> bytes:
    names = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    table = connection.ops.quote_name(Scan._meta.db_table)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        copy.write(piece)
    return piece


def _sifted(piece: bytes) -> bytes:
    """Return the lines that are ours; a line that a full disk tore is told and left."""
    good = [line for line in piece.split(b"\n") if LINE.fullmatch(line)]
    torn = piece.count(b"\n") - len(good)
    if torn:
        logger.warning("%s lines of a spool of scans could not be read.", torn)
    return b"".join(line + b"\n" for line in good)


def _row(line: bytes) -> list[str | int | None]:
    fields = line.decode("ascii").split("\t")
    told: list[str | int | None] = list(fields)
    told[2] = fields[2].removesuffix("+00")
    for place in (4, 5):
        told[place] = None if fields[place] == "\\N" else int(fields[place])
    return told


def _note_days(piece: bytes) -> None:
    """Keep of which days scans came in, so that they are counted anew."""
    first = _day(piece[: piece.find(b"\n")])
    last = _day(piece[piece.rfind(b"\n", 0, len(piece) - 1) + 1 :])
    if first and last and first <= last:
        days = {first + timedelta(days=number) for number in range((last - first).days + 1)}
    else:
        days = {day for line in piece.splitlines() if (day := _day(line))}
    DayToCount.objects.bulk_create([DayToCount(day=day) for day in days], ignore_conflicts=True)


def _day(line: bytes) -> date | None:
    line = line.rstrip(b"\n")
    if not LINE.fullmatch(line):
        return None
    at = datetime.fromisoformat(line.split(b"\t")[2].decode("ascii") + ":00")
    return at.astimezone(VIETNAM).date()


def _raised(piece: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (batch, counter, signals) of the scans that raised something; most pieces have none."""
    if piece.count(QUIET) == piece.count(b"\n"):
        return
    for line in piece.splitlines():
        if line.endswith(QUIET[:2]) or not LINE.fullmatch(line):
            continue
        fields = line.split(b"\t")
        if fields[4] != NULL and fields[5] != NULL:
            yield int(fields[4]), int(fields[5]), int(fields[9])


def _take_away(path: Path) -> None:
    """Remove a spool whose writer has ended, once all its lines were copied."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        mark = Spooled.objects.filter(name=path.name).first()
        # Nobody writes any more: what lies behind the last whole line was never answered.
        if mark is None or _read(path, mark.done):
            return
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _forget_gone() -> None:
    """Forget how far spools were copied that are no more; of other machines nothing is known."""
    for mark in Spooled.objects.filter(name__startswith=f"{machine()}-"):
        if not (folder() / mark.name).exists():
            mark.delete()
