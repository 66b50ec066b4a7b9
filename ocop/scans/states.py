"""What is kept of stamps that were scanned, shared by all processes: a thin file for each batch.

A file is as long as the batch has stamps, and takes room on the disk only where stamps were
scanned. It is a shortcut: what is in it follows from the scans and alarms in the database, and a
file that was taken away is made anew from them. Two processes that check one stamp in the same
instant may count one check; the table counts both, and what officers see is counted there.
"""

import contextlib
import mmap
import os
import struct
import threading
from collections import OrderedDict
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min

from ocop.scans.copies import MOST, NEVER, PARDONED, Seen
from ocop.scans.models import Alarm, Scan
from ocop.stamps.models import Batch, PinUse

RECORD = struct.Struct("<IIHBBHHHHHIHHI2x")
MOST_OPEN = 2_000


class States:
    """The files of this process, opened as they are asked for."""

    def __init__(self) -> None:
        self.files: OrderedDict[int, File] = OrderedDict()
        self.lock = threading.Lock()

    def of(self, batch: Batch) -> "File":
        """Return the file of a batch; made from the database where there is none."""
        with self.lock:
            found = self.files.get(batch.pk)
            if found is None or not found.is_there():
                found = self.files[batch.pk] = File(batch)
                while len(self.files) > MOST_OPEN:
                    # Closed when nobody holds it any more.
                    self.files.popitem(last=False)
            return found


class File:
    """What is kept of one batch's stamps."""

    def __init__(self, batch: Batch) -> None:
        self.first, self.count = batch.first, batch.last - batch.first + 1
        self.path = path_of(batch)
        if not self.path.exists():
            _make(batch, self.path, self.count)
        with self.path.open("r+b") as file:
            self.map = mmap.mmap(file.fileno(), 0)

    def is_there(self) -> bool:
        """Tell whether the file still lies where others find it."""
        return self.path.exists()

    def get(self, counter: int) -> Seen:
        """Return what is kept of a stamp."""
        return Seen._make(RECORD.unpack_from(self.map, (counter - self.first) * RECORD.size))

    def put(self, counter: int, seen: Seen) -> None:
        """Keep it, for every process at once."""
        RECORD.pack_into(self.map, (counter - self.first) * RECORD.size, *seen)


def folder() -> Path:
    """Return where the files lie."""
    return Path(settings.SCANS) / "states"


def path_of(batch: Batch) -> Path:
    """Return the file of a batch, and of no other that was ever called so in another database."""
    return folder() / f"{batch.pk}-{batch.created_at:%Y%m%d%H%M%S%f}"


def pardon(batch: Batch, counter: int) -> None:
    """Let an explained stamp be shown without attention from now on."""
    file = File(batch)
    seen = file.get(counter)
    file.put(counter, seen._replace(raised=seen.raised | PARDONED))


def mark_opened(batch: Batch, counter: int, at: int) -> None:
    """Keep that the scratched PIN of a stamp was used first."""
    file = File(batch)
    file.put(counter, file.get(counter)._replace(opened_at=at))


def _make(batch: Batch, path: Path, count: int) -> None:
    """Write the file from the database, and let the first of several that do so stand."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}")
    with fresh.open("w+b") as file:
        file.truncate(count * RECORD.size)
        for counter, seen in known(batch).items():
            if 0 <= counter - batch.first < count:
                file.seek((counter - batch.first) * RECORD.size)
                file.write(RECORD.pack(*seen))
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


def known(batch: Batch) -> dict[int, Seen]:
    """Return what the database knows of a batch's stamps."""
    kept: dict[int, Seen] = {}
    scans = Scan.objects.filter(batch=batch, counter__isnull=False).values("counter")
    for row in scans.annotate(n=Count("at"), a=Min("at"), z=Max("at")).order_by().iterator():
        kept[int(row["counter"] or 0)] = Seen(
            first=int(row["a"].timestamp()),
            last=int(row["z"].timestamp()),
            checks=min(row["n"], MOST),
        )
    for use in PinUse.objects.filter(batch=batch).exclude(first_used_at=None):
        assert use.first_used_at is not None
        seen = kept.get(use.counter, NEVER)
        kept[use.counter] = seen._replace(opened_at=int(use.first_used_at.timestamp()))
    for alarm in Alarm.objects.filter(batch=batch).order_by("pk"):
        seen = kept.get(alarm.counter, NEVER)
        pardoned = PARDONED if alarm.finding == Alarm.Finding.EXPLAINED else 0
        kept[alarm.counter] = seen._replace(raised=seen.raised | alarm.signals | pardoned)
    return kept
