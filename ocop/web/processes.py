"""Processes that serve a site: started out of reach of Ctrl-C, gone when their parent is."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
# Opened before there is a child, which should do as little as it can.
SYSTEM = ctypes.CDLL(None) if sys.platform == "linux" else None


def start(command: Sequence[str]) -> subprocess.Popen:
    """Start a command of this Python; Ctrl-C is for us, and it ends when we are gone."""
    parent = os.getpid()
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        start_new_session=True,
        preexec_fn=lambda: end_with(parent),  # noqa: PLW1509
    )


def end_with(parent: int) -> None:
    """Ask the system to end this process when its parent ends, however that comes about."""
    if SYSTEM is None:
        return
    SYSTEM.prctl(DIE_WITH_PARENT, signal.SIGTERM)
    # A parent that ended before it was asked about would never be told of.
    if os.getppid() != parent:
        os._exit(1)


def stop(*processes: subprocess.Popen) -> None:
    """Ask processes to finish what they are doing, and insist after a while.

    What they have started goes too, also where they were killed and could not see to it.
    """
    for process in processes:
        process.terminate()
    for process in processes:
        ended(process, 10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


def ended(process: subprocess.Popen, seconds: int) -> bool:
    """Wait so long for a process to end, and tell whether it did."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
