"""The spool: each scan is appended to a file of its process before it is answered.

What a system call has written outlives the process, however it ends; once a second it is also put
onto the disk. A writer holds its file locked, so that others know when no more comes.
"""

import contextlib
import fcntl
import logging
import os
import secrets
import threading
import time
from itertools import count
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

LARGEST = 64_000_000
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
        self.handle = -1
        self.room = 0
        self.numbers = count()
        self.process = 0
        self.is_torn = False
        self.is_fresh = False
        self.retired = -1
        self.lock = threading.Lock()

    def append(self, told: str) -> None:
        """Write one scan, without its number, as one line; returns when the system has it."""
        if self.room <= 0 or self.process != os.getpid():
            self._open()
        line = f"{next(self.numbers)}\t{told}\n".encode()
        if self.is_torn:
            line = b"\n" + line
        self.room -= len(line)
        try:
            self.is_torn = os.write(self.handle, line) != len(line)
        except OSError:
            # A page about the goods is worth more than its count.
            logger.exception("A scan could not be written.")
        self.is_fresh = True

    def _open(self) -> None:
        """Begin a file that is locked before it bears its name."""
        with self.lock:
            if self.room > 0 and self.process == os.getpid():
                return
            home = folder()
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            name = f"{machine()}-{time.time_ns()}-{os.getpid()}"
            path = home / f"{name}.new"
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
            fcntl.flock(handle, fcntl.LOCK_EX)
            path.rename(home / f"{name}{ENDING}")
            if self.process == os.getpid():
                # Another thread may be about to write to the last one: it stays until the next.
                if self.retired >= 0:
                    os.close(self.retired)
                self.retired = self.handle
            else:
                threading.Thread(target=self._settle, args=(os.getpid(),), daemon=True).start()
            # Half of a number is drawn, half is counted: none is given twice within a moment.
            self.numbers = count(secrets.randbelow(NUMBERS // 2) * NUMBERS)
            self.handle, self.process, self.is_torn = handle, os.getpid(), False
            self.room = LARGEST

    def _settle(self, process: int) -> None:
        """Put what was written onto the disk, once a second while anything is."""
        while self.process in {0, process} or self.handle < 0:
            time.sleep(EVERY)
            if self.is_fresh:
                self.is_fresh = False
                with contextlib.suppress(OSError):
                    os.fdatasync(self.handle)


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
