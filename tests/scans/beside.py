"""Running a program of this package in a system of its own, beside the tests."""

import subprocess
import sys

from tests.house.source import ROOT
from tests.serving import PATIENCE, environment


def run_beside(folder, module, *words):
    """Run one of this package's programs in the system of a folder; return what it printed."""
    command = [sys.executable, "-m", f"tests.scans.{module}", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE, text=True,
        timeout=PATIENCE,
    ).stdout.split()  # fmt: skip
