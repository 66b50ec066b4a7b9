"""Processes that serve a site: started out of reach of Ctrl-C, gone when their parent is."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from django.conf import settings

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def start(command: Sequence[str]) -> subprocess.Popen:
    """Start a command of this Python; Ctrl-C is for us, and it ends when we are gone."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509
    )


def end_with_parent() -> None:
    """Ask the system to end this process when its parent ends, however that comes about."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def stop(*processes: subprocess.Popen) -> None:
    """Ask processes to finish what they are doing, and insist after a while."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def ended(process: subprocess.Popen, seconds: int) -> bool:
    """Wait so long for a process to end, and tell whether it did."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
