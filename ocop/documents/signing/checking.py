"""Asking the checking process about a file that anyone may have sent."""

import subprocess
import sys
from datetime import datetime

from ocop.documents.signing.check import SECONDS, pack
from ocop.documents.signing.findings import Findings, from_json
from ocop.documents.signing.keys import roots


def checked(pdf: bytes, at: datetime) -> Findings:
    """Return what stands on the file; one that cannot be read within bounds is a problem."""
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
