"""The spool: each scan is appended to a file of its process before it is answered.

The file is mapped into memory, for a system call would let other threads in between. What stands
in its pages outlives the process, however it ends; once a second it is also put onto the disk. Its
room is taken from the disk beforehand and is full of noughts, which no line has: what lies before
the first of them was written whole. A writer holds its file locked, so that others know when no
more comes.
"""

import contextlib
import fcntl
import logging
import mmap
import os
import secrets
import threading
import time
from itertools import count
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

LARGEST = 4 << 20
ENDING = ".scans"
EVERY = 1  # second between two times that what was written is put onto the disk
NUMBERS = 1 << 32


def folder() -> Path:
    """Return where spools lie."""
    return Path(settings.SCANS) / "spool"


def machine() -> str:
    """Return a name of this installation's folder, by which its spools are told from others'."""
    path = Path(settings.SCANS) / "machine"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(secrets.token_hex(6), "ascii")
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text("ascii")


class Spool:
    """The end of this process's file; opened at its first scan."""

    def __init__(self) -> None:
        self.map: mmap.mmap | None = None
        self.handle = -1
        self.numbers = count()
        self.process = 0
        self.is_fresh = False
        # Files that are full; they are closed once they are on the disk.
        self.full: list[int] = []
        self.lock = threading.Lock()

    def append(self, told: str) -> None:
        """Write one scan, without its number, as one line; returns when the system has it."""
        room = self.map
        if room is None or self.process != os.getpid():
            room = self._followed(room)
        while room is not None:
            line = f"{next(self.numbers)}\t{told}\n".encode()
            try:
                # One step for all threads: nobody writes in between, and no lock makes them wait.
                room.write(line)
            except ValueError:
                room = self._followed(room)
            else:
                self.is_fresh = True
                return

    def _followed(self, last: mmap.mmap | None) -> mmap.mmap | None:
        """Return the file behind the last one; nothing where the disk has no room for it.

        Another thread may still write a line to the last: its pages, and with them its lock, go
        when the last thread lets go of them.
        """
        process = os.getpid()
        with self.lock:
            if self.process == process and self.map is not last:
                return self.map
            try:
                handle, room = new_file()
            except OSError:
                # A page about the goods is worth more than its count.
                logger.exception("A scan could not be written.")
                return None
            if self.process != process:
                # What the parent of a fork has open is the parent's.
                self.full = []
                threading.Thread(target=self._settle_on, args=(process,), daemon=True).start()
            else:
                self.full.append(self.handle)
            # Half of a number is drawn, half is counted: none is given twice within a moment.
            self.numbers = count(secrets.randbelow(NUMBERS // 2) * NUMBERS)
            self.map, self.handle, self.process = room, handle, process
            return room

    def settle(self) -> None:
        """Put what was written onto the disk, and close what is full."""
        with self.lock:
            full, self.full = self.full, []
            written, self.is_fresh = self.is_fresh, False
        if written:
            _sync(self.handle)
        for handle in full:
            _sync(handle)
            os.close(handle)

    def _settle_on(self, process: int) -> None:
        while self.process in {0, process}:
            time.sleep(EVERY)
            self.settle()


def _sync(handle: int) -> None:
    with contextlib.suppress(OSError):
        os.fdatasync(handle)


def new_file() -> tuple[int, mmap.mmap]:
    """Return a new file, locked before it bears its name, and its room in memory."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{machine()}-{time.time_ns()}-{os.getpid()}"
    path = home / f"{name}.new"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        # Room that the disk only promised would end the process when the promise is not kept.
        os.posix_fallocate(handle, 0, LARGEST)
        fcntl.flock(handle, fcntl.LOCK_EX)
        room = mmap.mmap(handle, LARGEST)
        path.rename(home / f"{name}{ENDING}")
    except OSError:
        os.close(handle)
        path.unlink(missing_ok=True)
        raise
    return handle, room


class Held:
    """No spool: scans stay in memory and go with the process; for comparing only."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def append(self, told: str) -> None:
        """Keep a scan where a kill takes it."""
        self.lines.append(told)


def opened() -> "Spool | Held":
    """Return what this process writes its scans to."""
    return Spool() if settings.SCAN_SPOOL else Held()
