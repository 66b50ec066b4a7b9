"""Asking the checking process about a file that anyone may have sent."""

import subprocess
import sys
from datetime import datetime
from threading import BoundedSemaphore

from ocop.documents.signing.check import SECONDS, pack
from ocop.documents.signing.findings import Findings, from_json
from ocop.documents.signing.keys import roots
from ocop.kernel.errors import Refused

# Each check is a process: two at once leave the machine to everybody else.
_ROOM = BoundedSemaphore(2)
_WAIT = 20


def checked(pdf: bytes, at: datetime) -> Findings:
    """Return what stands on the file; one that cannot be read within bounds is a problem.

    Refused while too many files are being checked.
    """
    if not _ROOM.acquire(timeout=_WAIT):
        raise Refused("Đang có nhiều người kiểm tra. Hãy thử lại sau ít phút.")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ocop.documents.signing.check"],
            input=pack(pdf, at, roots()),
            capture_output=True,
            timeout=SECONDS + 5,
            check=True,
        )
        return from_json(done.stdout.decode())
    except (subprocess.SubprocessError, ValueError):
        return Findings(problem=True)
    finally:
        _ROOM.release()
