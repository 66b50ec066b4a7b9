"""How long ``bin/run`` takes until its first answer."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from bench.servers import ROOT, free_port, started


def figures(*, full: bool) -> Iterator[Figure]:
    """Start with nothing but the environment, and again; ``full`` begins with a fresh clone."""
    with tempfile.TemporaryDirectory(prefix="ocop-bench-run-") as folder:
        var = Path(folder) / "var"
        yield Figure("bin/run, no database yet, to the first answer", seconds(ROOT, var), "s")
        yield Figure("bin/run, warm, to the first answer", seconds(ROOT, var), "s")
    if full:
        with tempfile.TemporaryDirectory(prefix="ocop-bench-clone-") as folder:
            clone = Path(folder) / "ocop"
            git = shutil.which("git") or "git"
            subprocess.run([git, "clone", "--quiet", str(ROOT), str(clone)], check=True)
            took = seconds(clone, clone / "var")
            yield Figure("bin/run, a fresh clone, to the first answer", took, "s")


def seconds(folder: Path, var: Path) -> float:
    """Return the seconds from the command to a well ``/healthz``."""
    port = free_port()
    environment = {"OCOP_VAR": str(var), "DATABASE_URL": ""}
    command = [str(folder / "bin" / "run"), "--port", str(port)]
    with started(command, port, "/healthz", environment, folder) as took:
        return took
